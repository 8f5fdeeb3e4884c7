import { z } from 'zod';
import {
  AliasKind,
  AttributeName,
  AttributeValue,
  ConsentPurpose,
  ConsentState,
  Contact,
  ContactNote,
  ContactTag,
  NoteText,
} from '../contact.ts';
import { AccountId, ContactId, UserId } from '../ids.ts';
import { EpochMs } from '../epoch-ms.ts';
import { hasPhoneDigits, noPhone } from '../phone.ts';
import { count, nothing, route } from './route.ts';

const name = z.string().trim().min(1).max(512);
const phone = z.string().trim().min(7).max(40).refine(hasPhoneDigits, noPhone);
/** null takes it away. */
const attributes = z.record(AttributeName, AttributeValue.nullable()).refine((all) => Object.keys(all).length <= 100, {
  message: 'are at most 100 at a time',
});
const tags = z.object({
  add: z.array(ContactTag).max(50).default([]),
  remove: z.array(z.string().max(64)).max(50).default([]),
});

/** A note as this contract has it: whose it is says the route. */
const NoteOfContact = ContactNote.omit({ version: true, contactId: true });

/** One yes or no. `source`: who heard it, like `whatsapp`, `web form`, `phone call`; `evidence`: where that can be seen. */
export const ConsentEntry = z.object({
  purpose: ConsentPurpose,
  state: ConsentState,
  at: z.int(),
  source: z.string(),
  evidence: z.string().nullable(),
  actorId: UserId.nullable(),
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;

/** A name to know somebody by that a person gives: their phone, or their id in a CRM. */
export const NewAlias = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phone'), value: phone }),
  z.object({ kind: z.literal('crm'), crm: z.string().regex(/^[a-z0-9_-]{1,32}$/), value: z.string().min(1).max(256) }),
]);
export type NewAlias = z.infer<typeof NewAlias>;

const one = z.object({ contact: Contact });

export const contactsRoutes = {
  listContacts: route('GET', '/api/contacts', {
    summary: 'Find contacts',
    description:
      'Newest first; merged ones are found as whom they were merged into. `search`: part of a name, phone or other alias.',
    query: z.object({
      search: z.string().trim().min(1).max(100).optional(),
      tag: ContactTag.optional(),
      limit: count.pipe(z.int().min(1).max(100)).default(50),
      offset: count.default(0),
    }),
    body: nothing,
    response: z.object({ contacts: z.array(Contact), total: z.int() }),
  }),
  getContact: route('GET', '/api/contacts/:id', {
    summary: 'One contact with notes and consents',
    description: 'With what is merged into them, notes and every consent they gave or took back.',
    query: nothing,
    body: nothing,
    response: z.object({
      contact: Contact,
      merged: z.array(Contact),
      notes: z.array(NoteOfContact),
      consents: z.array(ConsentEntry),
    }),
  }),
  createContact: route('POST', '/api/contacts', {
    summary: 'Add a contact',
    query: nothing,
    body: z.object({ name, phone }),
    response: one,
  }),
  updateContact: route('PATCH', '/api/contacts/:id', {
    summary: 'Change a contact’s name, attributes or tags',
    description: '`name` null: the one they use on WhatsApp again.',
    query: nothing,
    body: z.object({ name: name.nullable().optional(), attributes: attributes.optional(), tags: tags.optional() }),
    response: one,
  }),
  linkAlias: route('POST', '/api/contacts/:id/aliases', {
    summary: 'Add a phone or a CRM id to a contact',
    description: '409 with `details.contactId` when somebody else has it: merge the two, if they are one person.',
    query: nothing,
    body: NewAlias,
    response: one,
  }),
  unlinkAlias: route('DELETE', '/api/contacts/:id/aliases', {
    summary: 'Take a phone or a CRM id from a contact',
    query: z.object({ kind: AliasKind, value: z.string().min(1).max(256) }),
    body: nothing,
    response: one,
  }),
  mergeContact: route('POST', '/api/contacts/:id/merge', {
    summary: 'Say that two contacts are one person',
    description: 'Two contacts are one person: nothing is moved, `:id` points at `into` from now on (ruling 45).',
    query: nothing,
    body: z.object({ into: ContactId }),
    response: one,
  }),
  unmergeContact: route('POST', '/api/contacts/:id/unmerge', {
    summary: 'Take a merge back',
    query: nothing,
    body: nothing,
    response: one,
  }),
  addContactNote: route('POST', '/api/contacts/:id/notes', {
    summary: 'Write a note about a contact',
    query: nothing,
    body: z.object({ text: NoteText }),
    response: z.object({ note: NoteOfContact }),
  }),
  recordConsent: route('POST', '/api/contacts/:id/consent', {
    summary: 'Record a yes or a no of a contact',
    query: nothing,
    body: z.object({
      purpose: ConsentPurpose,
      state: ConsentState,
      source: z.string().trim().min(1).max(100),
      evidence: z.string().trim().max(2000).optional(),
      /** Epoch ms; now when absent. */
      at: EpochMs.optional(),
    }),
    response: one,
  }),
  blockContact: route('POST', '/api/contacts/:id/block', {
    summary: 'Block a contact at WhatsApp',
    description:
      'At WhatsApp, for these accounts or all that have a conversation with them. Only who wrote within a day can be blocked.',
    query: nothing,
    body: z.object({ accountIds: z.array(AccountId).min(1).max(50).optional() }),
    response: one,
  }),
  unblockContact: route('POST', '/api/contacts/:id/unblock', {
    summary: 'Unblock a contact',
    query: nothing,
    body: z.object({ accountIds: z.array(AccountId).min(1).max(50).optional() }),
    response: one,
  }),
  putExternalContact: route('PUT', '/api/contacts/by-external/:crm/:id', {
    summary: 'Create or change a contact by its id in a CRM',
    description:
      'What a CRM knows of a person, by its own id (ruling 37). `tenant` only with the SERVICE_KEY, which is of no company.',
    query: z.object({ tenant: z.string().max(64).optional() }),
    body: z.object({
      name: name.optional(),
      phone: phone.optional(),
      attributes: attributes.optional(),
      tags: tags.optional(),
    }),
    response: z.object({ contact: Contact, created: z.boolean() }),
  }),
} as const;
