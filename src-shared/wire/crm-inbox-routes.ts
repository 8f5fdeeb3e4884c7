import { z } from 'zod';
import { Content } from '../content.ts';
import { ConversationState } from '../conversation.ts';
import { AccountId, ContactId, ConversationId, MessageId, UserId } from '../ids.ts';
import { Direction, Origin, Reaction } from '../message.ts';
import { fromGraph, GraphType } from '../outgoing-from-graph.ts';
import { SendFailure } from '../send-failure.ts';
import { hasPhoneDigits, noPhone } from '../phone.ts';
import { Pagination, paging } from './paging.ts';
import { nothing, route } from './route.ts';

// The inbox as the CRM's own routes show it: times are ISO 8601 (ruling 4), states are one word.

const time = z.iso.datetime();

export const ConversationSummary = z.object({
  id: ConversationId,
  accountId: AccountId,
  contact: z.object({
    id: ContactId,
    name: z.string(),
    /** Digits; null when only a user name is known. */
    phone: z.string().nullable(),
    username: z.string().nullable(),
  }),
  status: ConversationState,
  archived: z.boolean(),
  tags: z.array(z.string()),
  assigneeId: UserId.nullable(),
  lastMessageAt: time.nullable(),
  lastMessagePreview: z.string().nullable(),
  /** Inbound messages that nobody of the team has seen (ruling 50). */
  unreadCount: z.int(),
  /** Until when anything but a template may be sent; null when the customer never wrote. */
  windowClosesAt: time.nullable(),
  createdAt: time,
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

export const MessageStatus = z.enum([
  'received',
  'note',
  'queued',
  'held',
  'sending',
  'uncertain',
  'accepted',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
]);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const MessageView = z.object({
  id: MessageId,
  conversationId: ConversationId,
  accountId: AccountId,
  direction: Direction,
  status: MessageStatus,
  /** What Meta reported, in the order of its steps. */
  timeline: z.array(z.object({ status: MessageStatus, at: time })),
  error: SendFailure.omit({ at: true }).nullable(),
  content: Content,
  /** One line of it. */
  preview: z.string(),
  replyTo: MessageId.nullable(),
  reactions: z.array(Reaction),
  origin: Origin,
  waMessageId: z.string().nullable(),
  timestamp: time,
});
export type MessageView = z.infer<typeof MessageView>;

const Form = z.looseObject({
  conversationId: ConversationId.optional(),
  integrationId: AccountId.optional(),
  /** A phone in any human form. */
  to: z.string().min(1).max(60).optional(),
  contactId: ContactId.optional(),
  type: GraphType,
  replyTo: MessageId.nullish(),
  /** The newest message the writer saw: a colleague's later answer is asked about first (ruling 49). */
  basedOn: MessageId.nullish(),
});

/** `{conversationId | (integrationId, to), type, <type>: …, replyTo?}`, `<type>` as Meta has it. */
export const MessageToSend = Form.transform((form, context) => {
  const { conversationId, integrationId, to, contactId, replyTo = null, basedOn } = form;
  const refuse = (field: string, message: string): never => {
    context.addIssue({ code: 'custom', path: field.split('.'), message });
    return z.NEVER;
  };
  const message = fromGraph(form);
  if (message.kind === 'wrong') return refuse(message.field, message.message);
  const common = { message, replyTo, basedOn };
  if (conversationId !== undefined) return { ...common, destination: { conversationId } };
  if (integrationId === undefined) return refuse('conversationId', 'is missing: or name integrationId and to');
  if (contactId !== undefined) return { ...common, destination: { accountId: integrationId, contactId } };
  if (to === undefined) return refuse('to', 'is missing: the phone number to write to');
  if (!hasPhoneDigits(to)) return refuse('to', noPhone);
  return { ...common, destination: { accountId: integrationId, recipient: to } };
});
export type MessageToSend = z.infer<typeof MessageToSend>;

export const crmInboxRoutes = {
  listConversations: route('GET', '/api/whatsapp/conversations', {
    summary: 'List conversations, newest first',
    description: 'Newest first. `status`: a state, which leaves out what is archived, or `archived`.',
    query: z.object({
      ...paging,
      accountId: AccountId.optional(),
      status: z.enum([...ConversationState.options, 'archived']).optional(),
    }),
    body: nothing,
    response: z.object({ success: z.literal(true), data: z.array(ConversationSummary), pagination: Pagination }),
  }),
  listConversationMessages: route('GET', '/api/whatsapp/conversations/:id/messages', {
    summary: 'Messages of a conversation, newest first',
    query: z.object(paging),
    body: nothing,
    response: z.object({ success: z.literal(true), data: z.array(MessageView), pagination: Pagination }),
  }),
  markConversationRead: route('POST', '/api/whatsapp/conversations/:id/read', {
    summary: 'Mark a conversation as read',
    description:
      'Reads all of it for the team; the customer is told only if the account’s setting says so (ruling 35).',
    query: nothing,
    body: nothing,
    response: z.object({
      success: z.literal(true),
      data: z.object({ conversationId: ConversationId, unreadCount: z.int() }),
    }),
  }),
  sendMessage: route('POST', '/api/whatsapp/messages/send', {
    summary: 'Send a message of any kind',
    description:
      '202: it is queued, and `data.status` says how far it is. A reaction answers with the message it stands on. `Idempotency-Key`: the same key, the same message.',
    query: nothing,
    body: MessageToSend,
    response: z.object({ success: z.literal(true), data: MessageView }),
  }),
} as const;
