import { Controller, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError } from '#shared/error.ts';
import { ConversationId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AnyMessageId } from '#shared/wire/to-person.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { AllowIntegration, Public } from '../auth/allow.ts';
import { CurrentIntegration, type IntegrationPrincipal } from '../auth/principal.ts';
import { readIdempotencyKey } from '../crm-inbox/idempotency-key.ts';
import { waitSeconds } from '../platform/http/wait-seconds.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { integrationsIndex } from './integrations-index.ts';
import { IntegrationReading } from './reading.ts';
import { IntegrationSending } from './integration-sending.ts';

/** How long a send waits for WhatsApp's answer at most (ruling 56). */
const maxWaitSeconds = 30;

/** The integrations API: everything a program may do with the token of one account. */
@Controller()
export class IntegrationsController {
  constructor(
    private readonly sending: IntegrationSending,
    private readonly reading: IntegrationReading,
    private readonly accounts: AccountsService,
  ) {}

  @Route('integrationsIndex')
  @Public('says only what docs say')
  index(): RestResponse<'integrationsIndex'> {
    return { success: true, message: 'Parley integrations API', data: integrationsIndex() };
  }

  @Route('integrationSend')
  @AllowIntegration()
  async send(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @Headers('idempotency-key') keyHeader: unknown,
    @Headers('prefer') prefer: unknown,
    @RouteBody('integrationSend') body: ParsedBody<'integrationSend'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RestResponse<'integrationSend'>> {
    const answer = await this.sending.send(integration, body, {
      idempotencyKey: readIdempotencyKey(keyHeader),
      waitMs: waitSeconds(prefer, maxWaitSeconds) * 1000,
    });
    if (answer.data.status !== undefined) void reply.code(202);
    return answer;
  }

  @Route('integrationConversations')
  @AllowIntegration()
  async conversations(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @RouteQuery('integrationConversations') query: ParsedQuery<'integrationConversations'>,
  ): Promise<RestResponse<'integrationConversations'>> {
    return { success: true, data: await this.reading.conversations(integration, query) };
  }

  @Route('integrationMessages')
  @AllowIntegration()
  async messages(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @Param('id', new ZodPipe(ConversationId)) id: ConversationId,
    @RouteQuery('integrationMessages') query: ParsedQuery<'integrationMessages'>,
  ): Promise<RestResponse<'integrationMessages'>> {
    return { success: true, data: await this.reading.messages(integration, id, query) };
  }

  @Route('integrationMessage')
  @AllowIntegration()
  async message(
    @CurrentIntegration() integration: IntegrationPrincipal,
    @Param('id', new ZodPipe(AnyMessageId)) id: string,
  ): Promise<RestResponse<'integrationMessage'>> {
    return { success: true, data: await this.reading.message(integration, id) };
  }

  @Route('integrationVerify')
  @AllowIntegration()
  async verify(
    @CurrentIntegration() { tenantId, accountId, lastUsedAt }: IntegrationPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RestResponse<'integrationVerify'>> {
    const account = await this.accounts.find(tenantId, accountId);
    if (account === undefined) throw new AppError('unauthenticated', 'Invalid or expired integration token');
    if (lastUsedAt !== null) void reply.header('x-parley-last-used', new Date(lastUsedAt).toISOString());
    const { name: accountName, wabaId, displayPhoneNumber, cannotSend } = account;
    const data = { accountId, accountName, wabaId, displayPhoneNumber, canSend: cannotSend === null };
    return { success: true, message: 'Connected', data };
  }
}
