import { z } from 'zod';
import { Contact } from './contact.ts';
import { AccountId, ContactId, ConversationId, MessageId } from './ids.ts';
import { Direction, Origin } from './message.ts';

// What a search over everything on this computer finds.

export const SearchInput = z.object({
  text: z.string().max(500),
  /** `next` of the page before; null for the first. */
  after: z.string().max(40).nullable(),
});
export type SearchInput = z.infer<typeof SearchInput>;

/** Somebody who goes by what was looked for. `foundBy`: an alias that holds it, when the name doesn't. */
export const FoundPerson = z.object({
  contactId: ContactId,
  name: z.string(),
  handle: z.string(),
  foundBy: Contact.shape.aliases.element.nullable(),
  /** The conversation with them that had the newest message; null when there is none. */
  conversationId: ConversationId.nullable(),
  accountId: AccountId.nullable(),
});
export type FoundPerson = z.infer<typeof FoundPerson>;

export const FoundMessage = z.object({
  messageId: MessageId,
  conversationId: ConversationId,
  accountId: AccountId,
  contactId: ContactId,
  contactName: z.string(),
  direction: Direction,
  origin: Origin,
  at: z.int(),
  /** A line of it around what was found. */
  excerpt: z.string(),
});
export type FoundMessage = z.infer<typeof FoundMessage>;

export interface SearchPage {
  /** Only with the first page. */
  people: FoundPerson[];
  /** Newest first. */
  messages: FoundMessage[];
  next: string | null;
  /** Words and their places in folded text: what to mark in excerpts and names. */
  marked: string[];
  /** Operators that mean nothing here, as typed. */
  ignored: string[];
  /** False while this computer is still reading its messages for the first time: there may be more. */
  isWhole: boolean;
}

const recentKept = 8;

/** The last searches with this one in front. */
export function recentlySearched(before: readonly string[], text: string): string[] {
  const typed = text.trim();
  // What was typed on the way to it is no search of its own.
  const others = before.filter((one) => one !== typed && !typed.startsWith(one));
  return typed === '' ? [...before] : [typed, ...others].slice(0, recentKept);
}
