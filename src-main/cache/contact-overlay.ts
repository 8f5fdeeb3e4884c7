import type { Contact, ContactNote } from '#shared/contact.ts';
import type { ContactId, UserId } from '#shared/ids.ts';
import type { MutationOf } from '#shared/mutation.ts';
import type { Pending } from './pending.ts';

/** Somebody this desktop's user has added and the server has not said back yet; null for other mutations. */
export function createdContact({ mutation, state, createdAt }: Pending): Contact | null {
  if (mutation.type !== 'contact.create' || state === 'rejected') return null;
  const { contactId: id, phone, name, tags, attributes } = mutation;
  const aliases = [{ kind: 'phone' as const, value: phone, seenAt: createdAt }];
  return { id, version: 0, name, aliases, mergedInto: null, createdAt, tags, attributes };
}

/** The contact as this desktop's user should see it: with what they did and the server has not said back yet. */
export function overlayContact(server: Contact, pending: readonly Pending[]): Contact {
  let contact = server;
  for (const { mutation, state } of pending) {
    if (state === 'rejected' || !('contactId' in mutation) || mutation.contactId !== server.id) continue;
    switch (mutation.type) {
      case 'contact.edit':
        contact = withEdit(contact, mutation);
        break;
      case 'contact.merge':
        contact = { ...contact, mergedInto: mutation.into };
        break;
      case 'contact.unmerge':
        contact = { ...contact, mergedInto: null };
        break;
      case 'contact.consent': {
        const { purpose, state: answer, at } = mutation;
        contact = { ...contact, consent: { ...contact.consent, [purpose]: { state: answer, at } } };
        break;
      }
    }
  }
  return contact;
}

/** Notes about these people, the newest first: the server's, with what is still in the outbox. */
export function overlayNotes(
  server: readonly ContactNote[],
  people: ReadonlySet<ContactId>,
  pending: readonly Pending[],
  me: UserId,
): ContactNote[] {
  const notes = new Map(server.map((note) => [note.id, note]));
  for (const { mutation, state, createdAt } of pending) {
    if (state === 'rejected') continue;
    if (mutation.type === 'contact.removeNote') notes.delete(mutation.noteId);
    if (mutation.type !== 'contact.note' || !people.has(mutation.contactId) || notes.has(mutation.noteId)) continue;
    const { noteId: id, contactId, text } = mutation;
    notes.set(id, { id, version: 0, contactId, text, authorId: me, createdAt });
  }
  return [...notes.values()].toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}

function withEdit(contact: Contact, { name, attributes, tags }: MutationOf<'contact.edit'>): Contact {
  const all = Object.entries({ ...contact.attributes, ...attributes });
  const removed = new Set(tags?.remove);
  return {
    ...contact,
    // Back to the name of WhatsApp: only the server knows which that is.
    name: name ?? contact.name,
    attributes: Object.fromEntries(all.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))),
    tags: [...new Set([...(contact.tags ?? []), ...(tags?.add ?? [])])].filter((tag) => !removed.has(tag)),
  };
}
