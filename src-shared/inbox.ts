import { z } from 'zod';
import { Account } from './account.ts';
import type { Team } from './company.ts';
import type { Contact, ContactNote } from './contact.ts';
import { Conversation, HandedDraft } from './conversation.ts';
import { ErrorShape } from './error.ts';
import { AccountId, type ContactId, ConversationId, MessageId, MutationId } from './ids.ts';
import type { LibraryItem, ScheduledSend } from './library.ts';
import { Message } from './message.ts';
import { Mutation } from './mutation.ts';
import { Tenant } from './tenant.ts';
import { User } from './user.ts';

// What the desktop's store hands to the screen: server truth joined with what this desktop still has in its outbox.

/** A conversation as a list row: joined with its contact's name, the reader's unread count and the local draft. */
export const ConversationRow = z.object({
  ...Conversation.shape,
  contactName: z.string(),
  /** Digits of the best known phone, or the username/BSUID; what is shown under the name. */
  contactHandle: z.string(),
  /** The numbers that block the contact at WhatsApp. */
  blockedBy: z.array(AccountId),
  unread: z.int(),
  pinned: z.boolean(),
  muted: z.boolean(),
  /** Time of the newest note that names the reader and that they have not looked at. */
  mentionedAt: z.int().nullable(),
  /** What a colleague left to the reader; absent when there is nothing, or they have taken it. */
  handedDraft: HandedDraft.optional(),
  draft: z.string().nullable(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** The places of the list; see `listFilter` for what each shows. `any`: whatever the query's own filter says. */
export const ConversationView = z.enum([
  'mine',
  'unassigned',
  'all',
  'mentions',
  'waiting',
  'closing',
  'snoozed',
  'resolved',
  'archived',
  'any',
]);
export type ConversationView = z.infer<typeof ConversationView>;

/** What narrows a view down, alone or together. `snoozed` shows those that sleep instead of those that are open. */
export const ListChip = z.enum(['unread', 'waiting', 'closing', 'snoozed']);
export type ListChip = z.infer<typeof ListChip>;

/**
 * `queue`: waiting on us first, the window that closes soonest on top, then those whose window has closed, then the
 * rest, newest first. `newest`: by last message. `priority`: urgent first, each in queue order. What one pinned
 * stands above everything else.
 */
export const ConversationSort = z.enum(['queue', 'newest', 'priority']);
export type ConversationSort = z.infer<typeof ConversationSort>;

/** What the list shows and how, without a place in it. */
export const ListQuery = z.object({
  view: ConversationView,
  chips: z.array(ListChip).max(4).readonly(),
  accountId: AccountId.nullable(),
  /** In the grammar of filter/parse.ts; '' for everything of the view. */
  filter: z.string().max(1000),
  sort: ConversationSort,
});
export type ListQuery = z.infer<typeof ListQuery>;

export const ConversationQuery = z.object({
  ...ListQuery.shape,
  /** `next` of the previous page; null for the first. */
  after: z.string().nullable(),
  limit: z.int().min(1).max(200),
});
export type ConversationQuery = z.infer<typeof ConversationQuery>;

export interface ConversationPage {
  rows: ConversationRow[];
  next: string | null;
}

/** How many each view shows of an account or of all, and how many each chip alone would leave of the present view. */
export interface ConversationCounts {
  views: Record<Exclude<ConversationView, 'any'>, number>;
  chips: Record<ListChip, number>;
  /** Open ones with something unread, of all accounts. */
  unread: number;
}

/** A message of the thread. `outbox` is set while this desktop has not had it back through the change log. */
export const ThreadMessage = z.object({
  ...Message.shape,
  outbox: z
    .object({
      mutationId: MutationId,
      state: z.enum(['pending', 'rejected']),
      /** Epoch ms before which it is held back for undo-send; null when it goes at once. */
      heldUntil: z.int().nullable(),
      error: ErrorShape.nullable(),
    })
    .nullable(),
});
export type ThreadMessage = z.infer<typeof ThreadMessage>;

/** A place in a thread: the message before or after which a page lies. */
export const ThreadPosition = z.object({ at: z.int(), id: MessageId });
export type ThreadPosition = z.infer<typeof ThreadPosition>;

export const MessageQuery = z.object({
  conversationId: ConversationId,
  /** Messages older than this; null for the newest page. */
  before: ThreadPosition.nullable(),
  /** Instead: messages newer than this. */
  after: ThreadPosition.optional(),
  limit: z.int().min(1).max(200),
});
export type MessageQuery = z.infer<typeof MessageQuery>;

/** The messages before and behind a place: one of them, or a time (epoch ms). */
export const AroundQuery = z.object({
  conversationId: ConversationId,
  place: z.union([z.object({ messageId: MessageId }), z.object({ at: z.int() })]),
});
export type AroundQuery = z.infer<typeof AroundQuery>;

/** Oldest first. `older` is null when the beginning of the conversation is reached, `newer` when its end is. */
export interface MessagePage {
  messages: ThreadMessage[];
  older: ThreadPosition | null;
  newer: ThreadPosition | null;
}

/** Messages that hold a text, the newest first, of the part that was looked through. `next`: where to go on. */
export interface FoundMessages {
  places: ThreadPosition[];
  next: ThreadPosition | null;
}

export const GalleryKind = z.enum(['media', 'documents', 'links']);
export type GalleryKind = z.infer<typeof GalleryKind>;

/** Messages of a conversation with files or links, the newest first. `next`: where to go on. */
export interface GalleryPage {
  messages: ThreadMessage[];
  next: ThreadPosition | null;
}

/** The small, always-loaded rest of the workspace. */
export interface Directory {
  me: User;
  superadmin: boolean;
  tenant: Tenant;
  users: User[];
  accounts: Account[];
  teams: Team[];
}

/** Quick replies, saved views, labels and planned messages, with what this desktop still has in its outbox. */
export interface Library {
  items: LibraryItem[];
  scheduled: ScheduledSend[];
}

/** A person: `contact` stands for them all, `same` are those who were merged into them. */
export interface ContactCard {
  contact: Contact;
  same: Contact[];
  /** Over all numbers, the newest first. */
  conversations: ConversationRow[];
  /** The newest first. */
  notes: ContactNote[];
  /** Others who may be the same person. */
  doubles: Double[];
}

/** Somebody who may be the same person, because both have this name, or a phone that is one in two ways of writing. */
export interface Double {
  id: ContactId;
  name: string;
  handle: string;
  reasons: ('name' | 'phone')[];
}

/** A contact in the list of them. */
export interface ContactLine {
  id: ContactId;
  name: string;
  /** A phone in digits, or another name to reach them by; '' when nothing is known. */
  handle: string;
  tags: readonly string[];
  /** Whether they want offers and news; null when they never said. */
  consent: 'in' | 'out' | null;
  isBlocked: boolean;
}

export const ContactQuery = z.object({
  /** '' for everybody. */
  text: z.string().max(500),
  tag: z.string().max(64).nullable(),
  only: z.enum(['in', 'out', 'blocked']).nullable(),
  /** From a ContactPage. */
  after: z.string().max(1200).nullable(),
  limit: z.int().min(1).max(500),
});
export type ContactQuery = z.infer<typeof ContactQuery>;

export interface ContactPage {
  contacts: ContactLine[];
  next: string | null;
}

export interface TagCount {
  tag: string;
  count: number;
}

/** What changed in the store; `reload` when it was too much to list (catch-up): re-read what is on screen. */
export interface StoreChange {
  reload: boolean;
  conversations: ConversationRow[];
  messages: ThreadMessage[];
  /** Messages that left the thread: a discarded or undone send. */
  removed: { conversationId: ConversationId; messageId: MessageId }[];
  /** People about whom something changed: who they are, or a note. */
  contacts: ContactId[];
}

export const DraftMode = z.enum(['reply', 'note']);
export type DraftMode = z.infer<typeof DraftMode>;
export const Draft = z.object({ conversationId: ConversationId, mode: DraftMode, text: z.string().max(65_536) });
export type Draft = z.infer<typeof Draft>;

/** A line of the outbox screen. */
export const OutboxItem = z.object({
  mutationId: MutationId,
  type: z.string(),
  /** null: it is about the team's library. */
  conversationId: ConversationId.nullable(),
  contactName: z.string(),
  /** What it will do: the screen says it in the person's language. */
  mutation: Mutation,
  state: z.enum(['pending', 'rejected']),
  error: ErrorShape.nullable(),
  createdAt: z.int(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;
