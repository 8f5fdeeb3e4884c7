import { AppError } from '#shared/error.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { findConversationRows } from '../conversations.repository.ts';
import { contactOf, contactOfPhone, threadOf } from '../open-thread.ts';
import type { MutationContext } from './apply-mutation.ts';

/** Opens a conversation under the id its writer gave it; the one there already is is told instead. */
export async function start(
  context: MutationContext,
  { conversationId, accountId, peer }: MutationOf<'conversation.start'>,
): Promise<void> {
  const { work, accounts } = context;
  const account = await accounts.find(work.tenantId, accountId, work.tx);
  if (account === undefined) throw new AppError('account_cannot_send', 'The number of this conversation was removed');
  const contact =
    'contactId' in peer
      ? await contactOf(work, peer.contactId)
      : await contactOfPhone(work, peer.phone, account.wabaId);
  const known = await findConversationRows(work.tx, work.tenantId, [conversationId]);
  const thread = await threadOf(work, accountId, contact, conversationId);
  if (thread.id !== conversationId) context.conversationId = thread.id;
  else if (known.length === 0) thread.lastMessageAt = work.now;
}
