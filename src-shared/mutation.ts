import { z } from 'zod';
import { AdminMutation, adminPermission, Decided, isAdminMutation, targetOf } from './admin-mutation.ts';
import { EpochMs } from './epoch-ms.ts';
import { ConversationState, ConversationTag, HandedDraft, Priority } from './conversation.ts';
import {
  AttributeName,
  AttributeValue,
  ConsentPurpose,
  ConsentState,
  ContactTag,
  NewContact,
  NoteText,
} from './contact.ts';
import { ErrorShape } from './error.ts';
import {
  AccountId,
  ContactId,
  ContactNoteId,
  ConversationId,
  LibraryItemId,
  MessageId,
  MutationId,
  ScheduledSendId,
  UserId,
} from './ids.ts';
import { LibraryContent } from './library.ts';
import { OutgoingContent, OutgoingEmoji } from './outgoing.ts';
import type { Permission } from './permission.ts';

/** Whom one writes to: somebody known, or a phone in digits with its country code. */
export const Peer = z.union([
  z.object({ contactId: ContactId }),
  z.object({ phone: z.string().regex(/^\d{7,15}$/, 'must be 7 to 15 digits') }),
]);
export type Peer = z.infer<typeof Peer>;

const mutation = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ id: MutationId, type: z.literal(type), ...shape });

/**
 * A client's idempotent command. The same id is answered with the stored result for ever (ruling 47).
 * `basedOn`: newest message the writer could see; a colleague's later reply makes the server ask first (ruling 49),
 * unless `anyway`.
 */
export const Mutation = z.discriminatedUnion('type', [
  mutation('message.send', {
    messageId: MessageId,
    conversationId: ConversationId,
    content: OutgoingContent,
    replyTo: MessageId.nullable(),
    basedOn: MessageId.nullable(),
    anyway: z.boolean(),
    /**
     * It was written with a live line, where the writer could see that a colleague is answering: then the server asks
     * first (`lease_held`), unless `anyway`. Absent for what was written offline.
     */
    heedLease: z.literal(true).optional(),
  }),
  /** An emoji on a message of the conversation, or '' to take ours away. It shows once WhatsApp has taken it. */
  mutation('message.react', { messageId: MessageId, conversationId: ConversationId, emoji: OutgoingEmoji }),
  /** A person decided that an uncertain message goes out again. */
  mutation('message.resend', { messageId: MessageId, conversationId: ConversationId }),
  /** A person decided to leave an uncertain message as it is. */
  mutation('message.leave', { messageId: MessageId, conversationId: ConversationId }),
  mutation('note.add', {
    messageId: MessageId,
    conversationId: ConversationId,
    text: z.string().trim().min(1).max(10_000),
    mentions: z.array(UserId).max(20).optional(),
  }),
  /** Opens a conversation with somebody who has not written on this account yet. Answers with the one there is. */
  mutation('conversation.start', { conversationId: ConversationId, accountId: AccountId, peer: Peer }),
  /** Compare-and-set: `expected` is the assignee the writer saw; exactly one of several racers wins (R-8a). */
  mutation('conversation.assign', {
    conversationId: ConversationId,
    assigneeId: UserId.nullable(),
    expected: UserId.nullable(),
  }),
  /**
   * Gives a conversation to a colleague with what they need: a note that names them, and the reply that was begun. Either
   * may be ''. All of it happens, or nothing: compare-and-set like `conversation.assign`.
   */
  mutation('conversation.handOver', {
    conversationId: ConversationId,
    assigneeId: UserId,
    expected: UserId.nullable(),
    /** Of the note. */
    messageId: MessageId,
    note: z.string().trim().max(10_000),
    draft: z.union([z.literal(''), HandedDraft.shape.text]),
  }),
  /** Undoes one's own: back to `to` if it is still with `assigneeId`, and the draft if it has not been taken. */
  mutation('conversation.takeBackHandOver', {
    conversationId: ConversationId,
    assigneeId: UserId,
    to: UserId.nullable(),
  }),
  /** `until`: of a snooze, epoch ms; null or absent = until the customer writes. `seenInbound`: see `isOvertaken`. */
  mutation('conversation.setState', {
    conversationId: ConversationId,
    state: ConversationState,
    until: EpochMs.nullable().optional(),
    seenInbound: z.int().min(0).optional(),
  }),
  mutation('conversation.prioritise', { conversationId: ConversationId, priority: Priority.nullable() }),
  /** One's own marks; a member that is absent stays as it is. */
  mutation('conversation.mark', {
    conversationId: ConversationId,
    unread: z.boolean().optional(),
    pinned: z.boolean().optional(),
    muted: z.boolean().optional(),
    /** The notes that mention me were looked at. */
    mentionsSeen: z.literal(true).optional(),
    /** The draft that a colleague left was taken, or is not wanted. */
    handedDraftDone: z.literal(true).optional(),
  }),
  mutation('conversation.archive', {
    conversationId: ConversationId,
    archived: z.boolean(),
    seenInbound: z.int().min(0).optional(),
  }),
  /** Sets, not a list: two people may tag at the same time (R-8c). */
  mutation('conversation.tag', {
    conversationId: ConversationId,
    add: z.array(ConversationTag).max(20),
    remove: z.array(ConversationTag).max(20),
  }),
  /** `seen`: the conversation was open in a focused window, so a receipt may go to the customer (ruling 50). */
  mutation('conversation.read', { conversationId: ConversationId, inboundNo: z.int().min(0), seen: z.boolean() }),
  /** Writes or changes a message that goes out at `sendAt` (epoch ms), by the server. */
  mutation('scheduled.save', {
    scheduledId: ScheduledSendId,
    conversationId: ConversationId,
    content: OutgoingContent,
    replyTo: MessageId.nullable(),
    sendAt: EpochMs,
  }),
  mutation('scheduled.cancel', { scheduledId: ScheduledSendId, conversationId: ConversationId }),
  /**
   * `expected`: the version the writer saw, 0 for a new one. Another one since makes it a conflict; with `base`, what that
   * version held, only where the same field was changed by both.
   */
  mutation('library.save', {
    itemId: LibraryItemId,
    expected: z.int().min(0),
    shared: z.boolean(),
    content: LibraryContent,
    base: LibraryContent.optional(),
    /** As those of an admin's operations. */
    madeAt: EpochMs.optional(),
    decided: Decided.optional(),
  }),
  mutation('library.delete', { itemId: LibraryItemId }),
  /** Does nothing when somebody has the phone already: telling it twice, or by two people, makes one contact. */
  mutation('contact.create', { contactId: ContactId, ...NewContact.shape }),
  /** Attributes one by one (null takes one away) and tags as sets: two people may edit at the same time (R-8c). */
  mutation('contact.edit', {
    contactId: ContactId,
    /** null: the name they use on WhatsApp again. */
    name: z.string().trim().min(1).max(512).nullable().optional(),
    attributes: z.record(AttributeName, AttributeValue.nullable()).optional(),
    tags: z.object({ add: z.array(ContactTag).max(50), remove: z.array(ContactTag).max(50) }).optional(),
  }),
  /** Two contacts are one person; nothing is moved, so that it can be taken back (ruling 45). */
  mutation('contact.merge', { contactId: ContactId, into: ContactId }),
  mutation('contact.unmerge', { contactId: ContactId }),
  mutation('contact.note', { contactId: ContactId, noteId: ContactNoteId, text: NoteText }),
  /** One's own. */
  mutation('contact.removeNote', { contactId: ContactId, noteId: ContactNoteId }),
  /** A yes or no that somebody heard at `at`, epoch ms. */
  mutation('contact.consent', {
    contactId: ContactId,
    purpose: ConsentPurpose,
    state: ConsentState,
    source: z.string().trim().min(1).max(100),
    at: EpochMs,
  }),
  AdminMutation,
]);
export type Mutation = z.infer<typeof Mutation>;
export type MutationType = Mutation['type'];
export type MutationOf<T extends MutationType> = Extract<Mutation, { type: T }>;

export const mutationPermission: Record<MutationType, Permission> = {
  'message.send': 'message.send',
  'message.react': 'message.send',
  'message.resend': 'message.send',
  'message.leave': 'message.send',
  'note.add': 'note.add',
  'conversation.start': 'message.send',
  'conversation.assign': 'conversation.assign',
  'conversation.handOver': 'conversation.assign',
  'conversation.takeBackHandOver': 'conversation.assign',
  'conversation.setState': 'conversation.setState',
  'conversation.archive': 'conversation.setState',
  'conversation.tag': 'conversation.setState',
  'conversation.read': 'conversation.read',
  'conversation.prioritise': 'conversation.setState',
  'conversation.mark': 'conversation.read',
  'scheduled.save': 'message.send',
  'scheduled.cancel': 'message.send',
  // What is shared with the team asks for more: see mayShare in library.ts.
  'library.save': 'library.write',
  'library.delete': 'library.write',
  'contact.create': 'contact.write',
  'contact.edit': 'contact.write',
  'contact.merge': 'contact.write',
  'contact.unmerge': 'contact.write',
  'contact.consent': 'contact.write',
  ...adminPermission,
  'contact.note': 'contact.write',
  'contact.removeNote': 'contact.write',
};

/** Whether it takes the conversation out of the inbox. */
export function putsAway(
  mutation: Mutation,
): mutation is MutationOf<'conversation.setState'> | MutationOf<'conversation.archive'> {
  if (mutation.type === 'conversation.setState') return mutation.state !== 'open';
  return mutation.type === 'conversation.archive' && mutation.archived;
}

/**
 * Whether the customer wrote after it was decided to put the conversation away: it stays in the inbox then, as nobody has
 * seen that message. `seenInbound`: how many of the customer's messages were there for who decided, absent when nobody
 * looked; `inboundCount`: how many there are.
 */
export function isOvertaken(mutation: Mutation, inboundCount: number): boolean {
  return putsAway(mutation) && mutation.seenInbound !== undefined && mutation.seenInbound < inboundCount;
}

/** The conversation a mutation is about; null for those about the team's library, a contact or the company. */
export function conversationOf(mutation: Mutation): ConversationId | null {
  return 'conversationId' in mutation ? mutation.conversationId : null;
}

/** Mutations of one lane are applied in the order they were made; lanes are independent (ruling 47). */
export function laneOf(mutation: Mutation): string {
  if ('conversationId' in mutation) return mutation.conversationId;
  if (isAdminMutation(mutation)) return targetOf(mutation);
  return 'contactId' in mutation ? mutation.contactId : mutation.itemId;
}

/**
 * `conversationId`: there was a conversation already, under this id rather than the one that was given.
 * `seq`: where the effect stands in the change log; the client drops its optimistic copy once it has
 * synced that far.
 */
export const MutationResult = z.discriminatedUnion('status', [
  z.object({ id: MutationId, status: z.literal('applied'), seq: z.int(), conversationId: ConversationId.optional() }),
  z.object({ id: MutationId, status: z.literal('rejected'), error: ErrorShape }),
]);
export type MutationResult = z.infer<typeof MutationResult>;
