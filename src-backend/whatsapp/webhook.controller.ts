import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { AccountId } from '#shared/ids.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { Public } from '../auth/allow.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { ZodPipe } from '../platform/http/contract.ts';
import { Ingest } from './ingest.ts';
import { getCallbackAccount } from './receiving-accounts.ts';
import { isSigned } from './signature.ts';

const Handshake = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string().min(1).max(255),
  'hub.challenge': z.string().regex(/^[0-9A-Za-z]{1,64}$/, 'must be 1 to 64 letters and digits'),
});
type Handshake = z.infer<typeof Handshake>;

const query = new ZodPipe(Handshake);
const accountId = new ZodPipe(AccountId);

/** Where Meta calls: the shared callback, and one per account that carries its own secret (ruling 26). */
@Controller('api/whatsapp/webhook')
export class WebhookController {
  constructor(
    private readonly secrets: AccountSecrets,
    private readonly ingest: Ingest,
    @Inject(DATABASE) private readonly db: Db,
  ) {}

  @Get()
  @Public('Meta proves itself with the verify token')
  async verify(@Query(query) handshake: Handshake): Promise<string> {
    return await this.answer(handshake, null);
  }

  @Get(':accountId')
  @Public('Meta proves itself with the verify token')
  async verifyAccount(@Param('accountId', accountId) id: AccountId, @Query(query) handshake: Handshake) {
    return await this.answer(handshake, id);
  }

  @Post()
  @Public('Meta proves itself with a signature over the body')
  @HttpCode(200)
  async receive(@Headers('x-hub-signature-256') signature: unknown, @Body() body: unknown): Promise<void> {
    await this.take(body, signature, null);
  }

  @Post(':accountId')
  @Public('Meta proves itself with a signature over the body')
  @HttpCode(200)
  async receiveForAccount(
    @Param('accountId', accountId) id: AccountId,
    @Headers('x-hub-signature-256') signature: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    await this.take(body, signature, id);
  }

  /** Text leaves as text/plain. */
  private async answer(handshake: Handshake, id: AccountId | null): Promise<string> {
    if (!(await this.secrets.verifyTokenMatches(handshake['hub.verify_token'], id))) {
      throw new AppError('forbidden', 'This verify token is not the one of this callback');
    }
    return handshake['hub.challenge'];
  }

  private async take(body: unknown, signature: unknown, id: AccountId | null): Promise<void> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const appSecret = await this.secrets.appSecret(id);
    if (appSecret === null || !isSigned(bytes, signature, appSecret)) {
      throw new AppError('unauthenticated', 'X-Hub-Signature-256 is not the signature of this body');
    }
    await this.ingest.accept(bytes, id === null ? null : await getCallbackAccount(this.db, id));
  }
}
