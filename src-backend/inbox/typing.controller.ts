import { Controller, Inject, Param } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { ConversationId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { SendCall } from './sending/send-call.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Route, ZodPipe } from '../platform/http/contract.ts';
import { Log } from '../platform/log/log.ts';
import { findConversationRows } from './conversations.repository.ts';

@Controller()
export class TypingController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly call: SendCall,
    private readonly log: Log,
    @Inject(DATABASE) private readonly db: Db,
  ) {}

  /** Answers at once: whether Meta takes it is of no consequence. */
  @Route('typing')
  @Allow('message.send')
  async typing(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new ZodPipe(ConversationId)) conversationId: ConversationId,
  ): Promise<RestResponse<'typing'>> {
    const [conversation] = await findConversationRows(this.db, tenantId, [conversationId]);
    if (conversation === undefined) throw new AppError('not_found', 'There is no such conversation');
    const account = await this.accounts.find(tenantId, conversation.accountId);
    // Meta shows "typing…" only together with blue ticks, which the company may have chosen to hold back.
    if (account?.readReceipts === 'on_open') {
      this.call.markRead(tenantId, conversationId, true).catch((error: unknown) => {
        this.log.warn('"typing…" could not be shown', { tenantId, conversationId, error });
      });
    }
    return { success: true };
  }
}
