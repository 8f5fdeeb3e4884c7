import { z } from 'zod';
import { ConversationTag } from './conversation.ts';
import { ErrorShape } from './error.ts';
import { ConversationId, LibraryItemId, MediaId, MessageId, ScheduledSendId, UserId } from './ids.ts';
import { OutgoingContent } from './outgoing.ts';

// What a team keeps for its work: quick replies, saved views, labels. Small, few, all of it on every desktop.

/** A text to be used again. Variables stand in it as `{{contact.name}}`; see quick-reply.ts. */
export const QuickReply = z.object({
  kind: z.literal('quickReply'),
  /** What one types after `/`. */
  shortcut: z.string().regex(/^[\p{L}\p{N}_-]{1,40}$/u, 'letters, digits, - and _'),
  title: z.string().trim().min(1).max(120),
  text: z.string().max(4096),
  /** A file that goes with it; null for none. */
  media: z.object({ mediaId: MediaId, mime: z.string().max(200), filename: z.string().max(240).nullable() }).nullable(),
});
export type QuickReply = z.infer<typeof QuickReply>;

/** A filter of the list with a name. `query` is in the grammar of the search field. */
export const SavedView = z.object({
  kind: z.literal('savedView'),
  name: z.string().trim().min(1).max(60),
  query: z.string().max(1000),
  sort: z.enum(['queue', 'newest', 'priority']),
});
export type SavedView = z.infer<typeof SavedView>;

/** The look of a tag. Tags without one are drawn in grey. */
export const Label = z.object({
  kind: z.literal('label'),
  name: ConversationTag,
  color: z.enum(['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink']),
});
export type Label = z.infer<typeof Label>;

export const LibraryContent = z.discriminatedUnion('kind', [QuickReply, SavedView, Label]);
export type LibraryContent = z.infer<typeof LibraryContent>;
export type LibraryKind = LibraryContent['kind'];

/**
 * Two people's changes of the same thing in one: of each field what changed, and `mine` where both changed it, which are
 * the `conflicts`. Things of different kinds have nothing in common but their kind.
 */
export function mergeContent(
  base: LibraryContent,
  mine: LibraryContent,
  theirs: LibraryContent,
): { content: LibraryContent; conflicts: string[] } {
  if (base.kind !== mine.kind || theirs.kind !== mine.kind) return { content: mine, conflicts: ['kind'] };
  // Fields of one kind, all of them plain JSON.
  const [was, my, their] = [base, mine, theirs] as [Fields, Fields, Fields];
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const content: Fields = { ...their };
  const conflicts: string[] = [];
  for (const field of Object.keys(my)) {
    if (isSame(my[field], was[field])) continue;
    content[field] = my[field];
    if (!isSame(their[field], was[field]) && !isSame(their[field], my[field])) conflicts.push(field);
  }
  // Each field is that of one of three contents of this kind.
  return { content: content as LibraryContent, conflicts };
}

type Fields = Record<string, unknown>;

/** `ownerId`: who made it; null when it is shared with the whole team. Synced only to those who may see it. */
export const LibraryItem = z.object({
  id: LibraryItemId,
  version: z.int(),
  ownerId: UserId.nullable(),
  content: LibraryContent,
  updatedBy: UserId,
  /** Epoch ms. */
  updatedAt: z.int(),
});
export type LibraryItem = z.infer<typeof LibraryItem>;

/** A message that the server sends later. It is no message before that. */
export const ScheduledSend = z.object({
  id: ScheduledSendId,
  version: z.int(),
  conversationId: ConversationId,
  userId: UserId,
  content: OutgoingContent,
  replyTo: MessageId.nullable(),
  /** Epoch ms. */
  sendAt: z.int(),
  /** Why it did not go when it was due: a person has to decide. */
  problem: ErrorShape.nullable(),
});
export type ScheduledSend = z.infer<typeof ScheduledSend>;
