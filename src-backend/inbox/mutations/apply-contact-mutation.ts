import { AppError } from '#shared/error.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { type AuditAction } from '../../audit/audit-log.ts';
import { recordConsent } from '../../contacts/consent.ts';
import { editProfile } from '../../contacts/edit-profile.ts';
import { deleteNote, findNotes, insertNote, noteVersion } from '../../contacts/notes.ts';
import { loadProfile, storeProfile } from '../../contacts/profiles.ts';
import { canonicalPhone, phoneVariants } from '#shared/phone.ts';
import { type ContactRow, findAliases, findContactRows } from '../contacts.repository.ts';
import type { InboxWork } from '../inbox-work.ts';
import type { MutationContext } from './apply-mutation.ts';

// What agents say of customers from their desktops; other programs say it by REST (contacts/).

/** A contact by their phone, unless somebody has it already, in whichever form it is written. */
export async function createContact(
  context: MutationContext,
  { contactId, phone, name, ...profile }: MutationOf<'contact.create'>,
): Promise<void> {
  const { work } = context;
  const names = [...new Set([canonicalPhone(phone), ...phoneVariants(phone)])];
  const known = await findAliases(work.tx, work.tenantId, names, []);
  // Usernames may be digits too.
  if (known.some(({ kind }) => kind !== 'username')) return;
  if ((await findContactRows(work.tx, work.tenantId, [contactId])).length > 0) return;
  const { tenantId, now } = work;
  // The name is what the company says: what they call themselves on WhatsApp must not replace it.
  const row = { id: contactId, tenantId, name, mergedInto: null, version: 1, createdAt: now };
  const contact = work.contacts.add(row);
  const alias = { tenantId, kind: 'phone' as const, scope: '', value: canonicalPhone(phone), contactId, seenAt: now };
  work.aliases.add(alias);
  const { tags, attributes } = profile;
  const edit = { ...(name !== '' && { name }), attributes, tags: { add: tags, remove: [] } };
  const before = await loadProfile(work.tx, tenantId, contactId);
  const after = editProfile(before, edit);
  changed(context, contact, 'contact.created');
  work.completeAfterwards(() => storeProfile(work.tx, tenantId, contactId, after));
}

export async function editContact(context: MutationContext, mutation: MutationOf<'contact.edit'>): Promise<void> {
  const { work } = context;
  const contact = await getContact(work, mutation.contactId);
  const before = await loadProfile(work.tx, work.tenantId, contact.id);
  const after = editProfile(before, mutation);
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  changed(context, contact, 'contact.updated');
  work.afterwards(() => storeProfile(work.tx, work.tenantId, contact.id, after));
}

/** Ruling 45: no row is moved, so that un-merging only clears the pointer. */
export async function mergeContact(
  context: MutationContext,
  { contactId, into }: MutationOf<'contact.merge'>,
): Promise<void> {
  const contact = await getContact(context.work, contactId);
  if (contact.mergedInto !== null) throw new AppError('conflict', 'The contact is merged already: un-merge it first');
  let root = await getContact(context.work, into);
  while (root.mergedInto !== null) root = await getContact(context.work, root.mergedInto);
  if (root.id === contact.id) throw new AppError('conflict', 'These two are the same contact already');
  contact.mergedInto = root.id;
  changed(context, contact, 'contact.merged', { into: root.id });
}

export async function unmergeContact(
  context: MutationContext,
  { contactId }: MutationOf<'contact.unmerge'>,
): Promise<void> {
  const contact = await getContact(context.work, contactId);
  if (contact.mergedInto === null) throw new AppError('conflict', 'The contact is not merged into another');
  const from = contact.mergedInto;
  contact.mergedInto = null;
  changed(context, contact, 'contact.unmerged', { from });
}

/** A yes or no that an agent heard. It counts from when they wrote it down. */
export async function giveConsent(
  context: MutationContext,
  { contactId, purpose, state, source, at }: MutationOf<'contact.consent'>,
): Promise<void> {
  const { work, principal } = context;
  const contact = await getContact(work, contactId);
  const entry = { contactId, purpose, state, source, at: Math.min(at, work.now), evidence: null };
  const isNew = await recordConsent(work.tx, work.tenantId, { ...entry, actorId: principal.userId }, work.now);
  if (isNew) changed(context, contact, 'contact.consent', { purpose, state });
}

/** Sent twice, it is there once. */
export async function noteContact(
  { work, principal }: MutationContext,
  { contactId, noteId: id, text }: MutationOf<'contact.note'>,
): Promise<void> {
  await getContact(work, contactId);
  const { tenantId, tx, now: createdAt } = work;
  if ((await findNotes(tx, tenantId, [id])).length > 0) return;
  const row = { tenantId, contactId, id, text, authorId: principal.userId, createdAt };
  work.addOther({ entity: 'contactNote', entityId: id, version: noteVersion }, () => insertNote(tx, row));
}

export async function removeContactNote(
  { work, principal }: MutationContext,
  { contactId, noteId: id }: MutationOf<'contact.removeNote'>,
): Promise<void> {
  const { tenantId, tx } = work;
  const [note] = await findNotes(tx, tenantId, [id]);
  if (note === undefined || note.contactId !== contactId) throw new AppError('not_found', 'There is no such note');
  if (note.authorId !== principal.userId) throw new AppError('forbidden', 'Only who wrote a note takes it away');
  const entry = { entity: 'contactNote' as const, entityId: id, version: noteVersion + 1, deleted: true };
  work.addOther(entry, () => deleteNote(tx, tenantId, id));
}

function changed(
  { work, principal, audit }: MutationContext,
  contact: ContactRow,
  action: AuditAction,
  details: Record<string, string> = {},
): void {
  const { tx, tenantId } = work;
  work.contacts.touch(contact);
  work.afterwards(() => audit.append(tx, { tenantId, actorId: principal.userId, action, target: contact.id, details }));
}

async function getContact(work: InboxWork, id: string): Promise<ContactRow> {
  const [row] = await findContactRows(work.tx, work.tenantId, [id]);
  if (row === undefined) throw new AppError('not_found', 'There is no such contact');
  return work.contacts.load(row);
}
