import { create } from 'zustand';
import type { Contact } from '#shared/contact.ts';
import type { ContactId } from '#shared/ids.ts';
import { api } from '../api.ts';

export const useContacts = create<{ byId: Record<ContactId, Contact> }>(() => ({ byId: {} }));

export const useContact = (id: ContactId | null) => useContacts((state) => (id ? (state.byId[id] ?? null) : null));

/** Reads the contact again; what is on screen stays until the answer is there. */
export async function loadContact(contactId: ContactId): Promise<void> {
  const contact = await api.contacts.get({ contactId });
  useContacts.setState((state) => ({ byId: { ...state.byId, [contactId]: contact } }));
}
