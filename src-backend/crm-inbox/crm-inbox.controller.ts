import { Controller, Headers, Param } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { ConversationId, type MutationId, newId } from '#shared/ids.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { InboxPages } from '../inbox/inbox-pages.ts';
import { MutationsService } from '../inbox/mutations/mutations.service.ts';
import { assertUpToDate } from '../inbox/sending/assert-up-to-date.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { toMessageView, toSummary } from './views.ts';

/** The inbox for a CRM: the routes of its own integration guide (M-2). */
@Controller()
export class CrmInboxController {
  constructor(
    private readonly sending: InboxSending,
    private readonly mutations: MutationsService,
    private readonly pages: InboxPages,
  ) {}

  @Route('listConversations')
  @Allow('inbox.read')
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('listConversations') query: ParsedQuery<'listConversations'>,
  ): Promise<RestResponse<'listConversations'>> {
    const { rows, total } = await this.pages.conversations(tenantId, query, query);
    return { success: true, data: rows.map(toSummary), pagination: paginationOf(query, total) };
  }

  @Route('listConversationMessages')
  @Allow('inbox.read')
  async messages(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new ZodPipe(ConversationId)) id: ConversationId,
    @RouteQuery('listConversationMessages') query: ParsedQuery<'listConversationMessages'>,
  ): Promise<RestResponse<'listConversationMessages'>> {
    await this.pages.conversation(tenantId, id);
    const { rows, total } = await this.pages.messages(tenantId, id, query);
    return { success: true, data: rows.map(toMessageView), pagination: paginationOf(query, total) };
  }

  @Route('markConversationRead')
  @Allow('conversation.read')
  async read(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new ZodPipe(ConversationId)) conversationId: ConversationId,
  ): Promise<RestResponse<'markConversationRead'>> {
    const { conversation } = await this.pages.conversation(principal.tenantId, conversationId);
    const { inboundCount: inboundNo } = conversation;
    const id = newId<MutationId>();
    const [result] = await this.mutations.applyAll(principal, [
      { id, type: 'conversation.read', conversationId, inboundNo, seen: true },
    ]);
    if (result?.status === 'rejected') throw new AppError(result.error.code, result.error.message);
    const { unread } = await this.pages.conversation(principal.tenantId, conversationId);
    return { success: true, data: { conversationId, unreadCount: unread } };
  }

  @Route('sendMessage', 202)
  @Allow('message.send')
  async send(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Headers('idempotency-key') keyHeader: unknown,
    @RouteBody('sendMessage') body: ParsedBody<'sendMessage'>,
  ): Promise<RestResponse<'sendMessage'>> {
    const key = readIdempotencyKey(keyHeader);
    const { destination, message, replyTo, basedOn } = body;
    if (message.kind === 'reaction') {
      const { messageId, emoji } = message;
      return view(await this.sending.react({ ...destination, tenantId, messageId, emoji, userId }));
    }
    const receipt = await this.sending.send({
      ...destination,
      tenantId,
      content: message.content,
      origin: { kind: 'agent', userId },
      replyTo,
      idempotencyKey: key === null ? null : { scope: `user:${userId}`, key },
      check: async (work, { id: conversationId }) => {
        if (basedOn !== undefined) await assertUpToDate(work, { conversationId, basedOn, userId });
      },
    });
    return view(receipt.message);
  }
}

const view = (message: Parameters<typeof toMessageView>[0]): RestResponse<'sendMessage'> => ({
  success: true,
  data: toMessageView(message),
});
