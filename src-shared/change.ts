import { z } from 'zod';
import { Account } from './account.ts';
import { Company } from './company.ts';
import { Contact, ContactNote } from './contact.ts';
import { Conversation, ReadMark } from './conversation.ts';
import { ErasureOrder } from './erasure.ts';
import { LibraryItem, ScheduledSend } from './library.ts';
import { Message } from './message.ts';
import { Template } from './template.ts';
import { Tenant } from './tenant.ts';
import { User } from './user.ts';

/**
 * Every kind of thing that is synced. `readMark` rows (ids are `userId:conversationId`) and a person's own library
 * reach only that person.
 */
export const entitySchemas = {
  tenant: Tenant,
  user: User,
  account: Account,
  contact: Contact,
  conversation: Conversation,
  message: Message,
  readMark: ReadMark,
  template: Template,
  libraryItem: LibraryItem,
  scheduledSend: ScheduledSend,
  company: Company,
  erasure: ErasureOrder,
  contactNote: ContactNote,
} as const;
export const EntityKind = z.enum([
  'tenant',
  'user',
  'account',
  'contact',
  'conversation',
  'message',
  'readMark',
  'template',
  'libraryItem',
  'scheduledSend',
  'company',
  'erasure',
  'contactNote',
]);
export type EntityKind = z.infer<typeof EntityKind>;

const change = <K extends EntityKind, S extends z.ZodType>(kind: K, schema: S) =>
  z.object({
    /** Position in the tenant's gap-free log. */
    seq: z.int(),
    entity: z.literal(kind),
    id: z.string(),
    version: z.int(),
    /** The entity as it is now (never older than `seq`); null when it was deleted. Apply iff its version is higher. */
    data: schema.nullable(),
  });

/** One row of the ordered change log, joined with the current state of what it is about. */
export const Change = z.discriminatedUnion('entity', [
  change('tenant', Tenant),
  change('user', User),
  change('account', Account),
  change('contact', Contact),
  change('conversation', Conversation),
  change('message', Message),
  change('readMark', ReadMark),
  change('template', Template),
  change('libraryItem', LibraryItem),
  change('scheduledSend', ScheduledSend),
  change('company', Company),
  change('erasure', ErasureOrder),
  change('contactNote', ContactNote),
]);
export type Change = z.infer<typeof Change>;

/**
 * Changes of the range (after, upTo], in order. Apply iff `after` is the reader's cursor, then the cursor is `upTo`,
 * also when `changes` is empty because nothing in the range is for this reader (ruling 46).
 */
export const ChangePage = z.object({
  epoch: z.string(),
  after: z.int(),
  upTo: z.int(),
  head: z.int(),
  changes: z.array(Change),
});
export type ChangePage = z.infer<typeof ChangePage>;

/** A reader's place in the log of one backend history. Restoring a backup starts a new epoch. */
export const Cursor = z.object({ epoch: z.string(), seq: z.int() });
export type Cursor = z.infer<typeof Cursor>;

export type PageVerdict = 'apply' | 'already_applied' | 'gap' | 'reset';

/** What a reader at `cursor` must do with a page: apply it, ignore it, pull the missing part, or start over. */
export function judgePage(cursor: Cursor, page: Pick<ChangePage, 'epoch' | 'after' | 'upTo'>): PageVerdict {
  if (page.epoch !== cursor.epoch) return 'reset';
  if (page.after === cursor.seq) return 'apply';
  if (page.upTo <= cursor.seq) return 'already_applied';
  return 'gap';
}
