import type { Contact, ContactNote } from '#shared/contact.ts';
import type { ContactId } from '#shared/ids.ts';
import type { ContactCard } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import { guarded, perform } from './triage.ts';
import { createForWorkspace } from './workspace-store.ts';

interface ContactsState {
  byId: Record<ContactId, Contact>;
  /** Whole people, by the contact that was asked for. */
  cards: Record<ContactId, ContactCard>;
}

export const useContacts = createForWorkspace<ContactsState>(() => ({ byId: {}, cards: {} }));

export const useContact = (id: ContactId | null) => useContacts((state) => (id ? (state.byId[id] ?? null) : null));
export const useContactCard = (id: ContactId | null) => useContacts((state) => (id ? (state.cards[id] ?? null) : null));

/** Reads the person again; what is on screen stays until the answer is there. */
export async function loadContact(contactId: ContactId): Promise<void> {
  const card = await api.contacts.card({ contactId });
  const asked = [card.contact, ...card.same].find(({ id }) => id === contactId) ?? card.contact;
  useContacts.setState(({ byId, cards }) => ({
    byId: { ...byId, [contactId]: asked },
    cards: { ...cards, [contactId]: card },
  }));
}

/** Reads again who is on screen and has changed, or has a conversation that did. */
export function refreshContacts(ids: readonly ContactId[]): void {
  const changed = new Set(ids);
  for (const [id, { contact, same }] of Object.entries(useContacts.getState().cards)) {
    // The keys are ids of contacts.
    const contactId = id as ContactId;
    if ([contactId, contact.id, ...same.map((one) => one.id)].some((one) => changed.has(one))) {
      void loadContact(contactId).catch(() => undefined);
    }
  }
}

export async function reloadContacts(): Promise<void> {
  // The keys are ids of contacts.
  const ids = Object.keys(useContacts.getState().cards) as ContactId[];
  await Promise.all(ids.map((id) => loadContact(id).catch(() => undefined)));
}

export function editContact(
  contactId: ContactId,
  edit: Omit<Parameters<typeof api.contacts.edit>[0], 'contactId'>,
): void {
  void guarded(async () => {
    await api.contacts.edit({ contactId, ...edit });
    await reloadContacts();
  });
}

export function giveConsent(contactId: ContactId, state: 'in' | 'out'): void {
  void guarded(async () => {
    await api.contacts.consent({ contactId, purpose: 'marketing', state });
    await reloadContacts();
  });
}

/** The second becomes part of the first. */
export function mergeContacts(into: Contact, other: { id: ContactId; name: string }): void {
  perform(
    () => api.contacts.merge({ contactId: other.id, into: into.id }).then(reloadContacts),
    t('contact.merged', { name: visibleName(other.name), into: visibleName(into.name) }),
    () => api.contacts.unmerge({ contactId: other.id }).then(reloadContacts),
  );
}

export function takeApart(into: Contact, other: Contact): void {
  perform(
    () => api.contacts.unmerge({ contactId: other.id }).then(reloadContacts),
    t('contact.unmerged', { name: visibleName(other.name), into: visibleName(into.name) }),
    () => api.contacts.merge({ contactId: other.id, into: into.id }).then(reloadContacts),
  );
}

export function addContactNote(contactId: ContactId, text: string): void {
  void guarded(async () => {
    await api.contacts.note({ contactId, text });
    await reloadContacts();
  });
}

export function removeContactNote({ id: noteId, contactId, text }: ContactNote): void {
  perform(
    () => api.contacts.removeNote({ contactId, noteId }).then(reloadContacts),
    t('contact.noteRemoved'),
    () => api.contacts.note({ contactId, text }).then(reloadContacts),
  );
}
