import { z } from 'zod';
import { ContactId } from './ids.ts';

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

/** A person. `mergedInto` points at the contact that absorbed this one; un-merge clears it (ruling 45). */
export const Contact = z.object({
  id: ContactId,
  version: z.int(),
  name: z.string().max(512),
  aliases: z.array(ContactAlias),
  mergedInto: ContactId.nullable(),
  createdAt: z.int(),
});
export type Contact = z.infer<typeof Contact>;
