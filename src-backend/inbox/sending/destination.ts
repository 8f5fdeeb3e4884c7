import type { Account } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId, ContactId, ConversationId, MessageId } from '#shared/ids.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import type { ContactRow } from '../contacts.repository.ts';
import { type ConversationRow, findConversationRows } from '../conversations.repository.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessagesByWamid } from '../messages.repository.ts';
import { contactOf, contactOfPhone, threadOf } from '../open-thread.ts';
import { readPhones } from '../read-phones.ts';
import { assertInThread } from './queue-message.ts';

/** To whom: a conversation (with `accountId` only one of that account), or a person of an account. */
export type Destination =
  | { conversationId: ConversationId; accountId?: AccountId }
  /** A phone in any human form. */
  | { accountId: AccountId; recipient: string }
  | { accountId: AccountId; contactId: ContactId };

/** Finds the thread to write in, or opens it. Throws `not_found`, and `invalid_input` for what is no phone number. */
export async function resolveDestination(
  work: InboxWork,
  accounts: AccountsService,
  to: Destination,
): Promise<{ conversation: ConversationRow; account: Account }> {
  if ('conversationId' in to) {
    const [row] = await findConversationRows(work.tx, work.tenantId, [to.conversationId]);
    if (row === undefined || (to.accountId !== undefined && row.accountId !== to.accountId)) {
      throw new AppError('not_found', 'There is no such conversation');
    }
    const account = await accounts.find(work.tenantId, row.accountId, work.tx);
    if (account === undefined) {
      throw new AppError('account_cannot_send', 'The number of this conversation was removed');
    }
    return { conversation: work.conversations.load(row), account };
  }
  const account = await accounts.find(work.tenantId, to.accountId, work.tx);
  if (account === undefined) throw new AppError('not_found', 'There is no such account in your company');
  const contact = 'contactId' in to ? await contactOf(work, to.contactId) : await ofPhone(work, to.recipient, account);
  return { conversation: await threadOf(work, account.id, contact), account };
}

async function ofPhone(work: InboxWork, recipient: string, { country, wabaId }: Account): Promise<ContactRow> {
  const [digits = ''] = await readPhones(work.tx, work.tenantId, [recipient], country);
  return await contactOfPhone(work, digits, wabaId);
}

/** The part of an order that says where it goes. */
export function keyOf(to: Destination): object {
  if ('conversationId' in to) return { conversationId: to.conversationId };
  const { accountId } = to;
  return 'contactId' in to ? { accountId, contactId: to.contactId } : { accountId, recipient: to.recipient };
}

/** A quoted message that we don't have is left out: the answer is worth more than the quote. */
export async function quotedBy(
  work: InboxWork,
  conversation: ConversationRow,
  replyTo: MessageId | { wamid: string } | null,
): Promise<MessageId | null> {
  if (replyTo === null) return null;
  if (typeof replyTo === 'string') {
    await assertInThread(work, conversation, replyTo);
    return replyTo;
  }
  const rows = await findMessagesByWamid(work.tx, work.tenantId, conversation.accountId, [replyTo.wamid]);
  const quoted = rows.find((row) => row.conversationId === conversation.id);
  // Our own row: the id was made by newId.
  return (quoted?.id as MessageId | undefined) ?? null;
}
