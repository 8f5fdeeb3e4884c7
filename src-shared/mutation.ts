import { z } from 'zod';
import { ConversationState, ConversationTag } from './conversation.ts';
import { ErrorShape } from './error.ts';
import { ConversationId, MessageId, MutationId, UserId } from './ids.ts';
import { OutgoingContent, OutgoingEmoji } from './outgoing.ts';
import type { Permission } from './permission.ts';

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
  }),
  /** Compare-and-set: `expected` is the assignee the writer saw; exactly one of several racers wins (R-8a). */
  mutation('conversation.assign', {
    conversationId: ConversationId,
    assigneeId: UserId.nullable(),
    expected: UserId.nullable(),
  }),
  mutation('conversation.setState', { conversationId: ConversationId, state: ConversationState }),
  mutation('conversation.archive', { conversationId: ConversationId, archived: z.boolean() }),
  /** Sets, not a list: two people may tag at the same time (R-8c). */
  mutation('conversation.tag', {
    conversationId: ConversationId,
    add: z.array(ConversationTag).max(20),
    remove: z.array(ConversationTag).max(20),
  }),
  /** `seen`: the conversation was open in a focused window, so a receipt may go to the customer (ruling 50). */
  mutation('conversation.read', { conversationId: ConversationId, inboundNo: z.int().min(0), seen: z.boolean() }),
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
  'conversation.assign': 'conversation.assign',
  'conversation.setState': 'conversation.setState',
  'conversation.archive': 'conversation.setState',
  'conversation.tag': 'conversation.setState',
  'conversation.read': 'conversation.read',
};

/** Mutations of one lane are applied in the order they were made; lanes are independent (ruling 47). */
export function laneOf(mutation: Mutation): string {
  return mutation.conversationId;
}

/** `seq`: where the effect stands in the change log; the client drops its optimistic copy once it has synced that far. */
export const MutationResult = z.discriminatedUnion('status', [
  z.object({ id: MutationId, status: z.literal('applied'), seq: z.int() }),
  z.object({ id: MutationId, status: z.literal('rejected'), error: ErrorShape }),
]);
export type MutationResult = z.infer<typeof MutationResult>;
