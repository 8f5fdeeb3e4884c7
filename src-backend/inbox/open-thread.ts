import { AppError } from '#shared/error.ts';
import { type ConversationId, newId } from '#shared/ids.ts';
import { canonicalPhone, phoneVariants } from '#shared/phone.ts';
import { type ContactRow, findAliases, findContactRows } from './contacts.repository.ts';
import {
  type ConversationRow,
  findConversationOfMerged,
  findConversationsOfContacts,
} from './conversations.repository.ts';
import type { InboxWork } from './inbox-work.ts';
import { ContactResolver } from './resolve-contacts.ts';

/** The person of a phone (digits), in whichever way it is written; made when nobody has it. */
export async function contactOfPhone(work: InboxWork, digits: string, scope: string): Promise<ContactRow> {
  const names = [...new Set([canonicalPhone(digits), ...phoneVariants(digits)])];
  const aliases = await findAliases(work.tx, work.tenantId, names, []);
  // Usernames may be digits too.
  const known = aliases.filter(({ kind }) => kind !== 'username').toSorted((a, b) => b.seenAt - a.seenAt)[0];
  if (known !== undefined) return await contactOf(work, known.contactId);
  const sighting = { scope, bsuid: null, waId: digits, username: null, name: null, seenAt: work.now };
  const resolver = new ContactResolver(work);
  await resolver.preload([sighting]);
  return await resolver.resolve(sighting);
}

/** The contact, or the one it was merged into. Throws `not_found`, also for another company's. */
export async function contactOf(work: InboxWork, contactId: string): Promise<ContactRow> {
  let id: string | null = contactId;
  for (;;) {
    const [row]: ContactRow[] = await findContactRows(work.tx, work.tenantId, [id]);
    if (row === undefined) throw new AppError('not_found', 'There is no such contact');
    id = row.mergedInto;
    if (id === null) return work.contacts.load(row);
  }
}

/** The conversation of a contact on an account (ruling 45: there is one), made when there is none, under `id`. */
export async function threadOf(
  work: InboxWork,
  accountId: string,
  contact: ContactRow,
  id = newId<ConversationId>(),
): Promise<ConversationRow> {
  const { tx, tenantId } = work;
  if (work.contacts.isNew(contact)) return work.addConversation(accountId, contact.id, id);
  const [own] = await findConversationsOfContacts(tx, tenantId, accountId, [contact.id]);
  const row = own ?? (await findConversationOfMerged(tx, tenantId, accountId, contact.id));
  return row === undefined ? work.addConversation(accountId, contact.id, id) : work.conversations.load(row);
}
