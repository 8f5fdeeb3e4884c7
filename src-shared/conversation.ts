import { z } from 'zod';
import { AccountId, ContactId, ConversationId, MessageId, UserId } from './ids.ts';
import { Direction, SendState } from './message.ts';
import { Delivery } from './delivery.ts';

export const ConversationState = z.enum(['open', 'snoozed', 'resolved']);
export type ConversationState = z.infer<typeof ConversationState>;

/** Absent where it would be `normal`. */
export const Priority = z.enum(['urgent', 'high', 'low']);
export type Priority = z.infer<typeof Priority>;

/** A word that a team sorts conversations by. */
export const ConversationTag = z.string().trim().min(1).max(60);
export const maxTags = 50;

/** What a list row shows of the newest message. */
export const Preview = z.object({
  messageId: MessageId,
  direction: Direction,
  /** One line, at most 120 characters. */
  text: z.string(),
  sendState: SendState.nullable(),
  delivery: Delivery,
});
export type Preview = z.infer<typeof Preview>;

/** One contact on one account (ruling 45). All times epoch ms. */
export const Conversation = z.object({
  id: ConversationId,
  version: z.int(),
  accountId: AccountId,
  contactId: ContactId,
  state: ConversationState,
  assigneeId: UserId.nullable(),
  preview: Preview.nullable(),
  lastMessageAt: z.int(),
  /** Number of inbound messages so far; unread = this minus the reader's mark. */
  inboundCount: z.int(),
  lastInboundAt: z.int().nullable(),
  windowClosesAt: z.int().nullable(),
  /** Time of the first inbound message that nobody answered yet; null when it is the customer's turn. */
  waitingSince: z.int().nullable(),
  createdAt: z.int(),
  /** Put away until the customer writes again; absent when it is not. */
  archivedAt: z.int().optional(),
  /** In order of the alphabet; absent when there are none. */
  tags: z.array(ConversationTag).max(maxTags).optional(),
  priority: Priority.optional(),
  /** Of a snoozed one: when it comes back by itself; absent when only the customer's next message brings it back. */
  snoozedUntil: z.int().optional(),
});
export type Conversation = z.infer<typeof Conversation>;

/** Text of a reply that a colleague began and left to them together with the conversation. */
export const HandedDraft = z.object({ from: UserId, text: z.string().min(1).max(65_536), at: z.int() });
export type HandedDraft = z.infer<typeof HandedDraft>;

/**
 * What one person noted on one conversation: how far they read, counted in `inboundNo` (only ever grows, ruling 50),
 * and what they see there and nobody else does. The optional members are absent where there is nothing to say.
 */
export const ReadMark = z.object({
  userId: UserId,
  conversationId: ConversationId,
  version: z.int(),
  inboundNo: z.int().min(0),
  /** Marked unread by hand, although everything was read. */
  unread: z.literal(true).optional(),
  pinned: z.literal(true).optional(),
  muted: z.literal(true).optional(),
  /** Time of the newest note that mentions them and that they have not looked at, epoch ms. */
  mentionedAt: z.int().optional(),
  handedDraft: HandedDraft.optional(),
});
export type ReadMark = z.infer<typeof ReadMark>;

/** The tags of a conversation after a change, in order of the alphabet. */
export function tagsAfter(tags: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  return [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).toSorted();
}
