import { z } from 'zod';
import { AccountId, ContactId, ContactNoteId, UserId } from './ids.ts';

export const AliasKind = z.enum(['phone', 'wa_id', 'bsuid', 'username', 'crm']);
export type AliasKind = z.infer<typeof AliasKind>;

/** A name under which WhatsApp or a CRM knows the person. Identity itself is the contact id (decision 8). */
export const ContactAlias = z.object({
  kind: AliasKind,
  value: z.string().min(1).max(256),
  /** Epoch ms when this alias was last seen. */
  seenAt: z.int(),
});
export type ContactAlias = z.infer<typeof ContactAlias>;

export const ContactTag = z.string().trim().min(1).max(64);

/** What a company notes of a person under names of its own; a date is text like 2026-11-21. */
export const AttributeName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,63}$/u, 'must be a short name');
export const AttributeValue = z.union([z.string().max(2000), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof AttributeValue>;

/** Somebody who is to become known by their phone: 7 to 15 digits with the country code. `name` may be ''. */
export const NewContact = z.object({
  phone: z.string().regex(/^[1-9]\d{6,14}$/, 'must be 7 to 15 digits'),
  name: z.string().trim().max(512),
  tags: z.array(ContactTag).max(50),
  attributes: z.record(AttributeName, AttributeValue),
});
export type NewContact = z.infer<typeof NewContact>;

/** What somebody agrees to: offers and news, or being written to at all. */
export const ConsentPurpose = z.enum(['marketing', 'messages']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;
export const ConsentState = z.enum(['in', 'out']);
export type ConsentState = z.infer<typeof ConsentState>;

/** The newest yes or no of each purpose. */
export const Consent = z.partialRecord(ConsentPurpose, z.object({ state: ConsentState, at: z.int() }));
export type Consent = z.infer<typeof Consent>;

/** A person. `mergedInto` points at the contact that absorbed this one; un-merge clears it (ruling 45). */
export const Contact = z.object({
  id: ContactId,
  version: z.int(),
  name: z.string().max(512),
  aliases: z.array(ContactAlias),
  mergedInto: ContactId.nullable(),
  createdAt: z.int(),
  /** What the company itself says of them; absent where it says nothing. */
  attributes: z.record(z.string(), AttributeValue).optional(),
  tags: z.array(z.string()).optional(),
  /** The accounts that block them at WhatsApp. */
  blocked: z.array(AccountId).optional(),
  consent: Consent.optional(),
});
export type Contact = z.infer<typeof Contact>;

/** What a colleague wrote down about a person; customers never see it. */
export const ContactNote = z.object({
  id: ContactNoteId,
  version: z.int(),
  contactId: ContactId,
  text: z.string(),
  authorId: UserId,
  createdAt: z.int(),
});
export type ContactNote = z.infer<typeof ContactNote>;
export const NoteText = z.string().trim().min(1).max(10_000);
