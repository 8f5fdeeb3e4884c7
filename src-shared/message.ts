import { z } from 'zod';
import { Content } from './content.ts';
import { Delivery, furthestStep, hasFailed } from './delivery.ts';
import { AccountId, CampaignId, ConversationId, MessageId, UserId } from './ids.ts';
import { SendFailure } from './send-failure.ts';

/** Who or what produced a message (ruling 38). `echo`: typed on the phone app of a coexistence number. */
export const Origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('agent'), userId: UserId }),
  z.object({ kind: z.literal('echo') }),
  /** An integrator's program; `lastFour` of its token. */
  z.object({ kind: z.literal('integration'), lastFour: z.string().length(4), name: z.string().max(200) }),
  /** The message queue of another system. `withoutKey`: delivered again by the broker, it would be sent again. */
  z.object({ kind: z.literal('queue'), withoutKey: z.literal(true).optional() }),
  z.object({ kind: z.literal('campaign'), campaignId: CampaignId }),
  /** The company's own rules: it is closed, or somebody writes for the first time. It answers nobody's question. */
  z.object({ kind: z.literal('rule'), rule: z.enum(['away', 'greeting']) }),
]);
export type Origin = z.infer<typeof Origin>;

/** Our half of an outgoing message's status (ruling 48). */
export const SendState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued') }),
  z.object({ state: z.literal('held'), reason: z.enum(['token', 'not_configured', 'disabled', 'endpoint']) }),
  z.object({ state: z.literal('sending') }),
  /** The request left but no answer came: never resent without a person saying so (R-6d). */
  z.object({
    state: z.literal('uncertain'),
    since: z.int(),
    left: z.boolean(),
    /** It waited when a backup was taken that is in use now: it may have gone out after that. */
    restored: z.literal(true).optional(),
  }),
  z.object({ state: z.literal('accepted') }),
  z.object({ state: z.literal('rejected'), failure: SendFailure }),
]);
export type SendState = z.infer<typeof SendState>;

/** An emoji on a message. `userId` null: the customer's, or one given on the phone app. */
export const Reaction = z.object({
  by: z.enum(['customer', 'team']),
  userId: UserId.nullable(),
  emoji: z.string().max(64),
  at: z.int(),
});
export type Reaction = z.infer<typeof Reaction>;

/** What a message said before it was edited, and until when (epoch ms). */
export const Edit = z.object({ content: Content, until: z.int() });
export type Edit = z.infer<typeof Edit>;

/** The advertisement or post that led the customer to write (click-to-WhatsApp). */
export const Referral = z.object({
  sourceType: z.string().max(64),
  sourceId: z.string().max(512).nullable(),
  sourceUrl: z.string().max(2048).nullable(),
  headline: z.string().max(1024).nullable(),
  body: z.string().max(4096).nullable(),
  /** Click id, for telling the advertiser what became of it. */
  clickId: z.string().max(1024).nullable(),
});
export type Referral = z.infer<typeof Referral>;

export const Direction = z.enum(['inbound', 'outbound', 'note']);
export type Direction = z.infer<typeof Direction>;

/** One message, or one private note, of a conversation. Ordered for display by (at, seq). */
export const Message = z.object({
  id: MessageId,
  version: z.int(),
  conversationId: ConversationId,
  accountId: AccountId,
  direction: Direction,
  /** Sequence number of the tenant's change log at first sight; 0 while only this desktop knows the message. */
  seq: z.int(),
  /** Display time, epoch ms, fixed at first sight: min(received, end of Meta's second) inbound, server time outbound. */
  at: z.int(),
  /** Meta's own timestamp in seconds, null for messages Meta has not timed. */
  metaTimestamp: z.int().nullable(),
  content: Content,
  replyTo: MessageId.nullable(),
  origin: Origin,
  /** 1, 2, 3… over the inbound messages of the conversation in order of arrival; null for others. Read marks count in it. */
  inboundNo: z.int().nullable(),
  wamid: z.string().nullable(),
  /** null for inbound messages, notes and echoes. */
  sendState: SendState.nullable(),
  delivery: Delivery,
  /** At most one of the customer and one of the team; absent when there is none. */
  reactions: z.array(Reaction).max(20).optional(),
  /** Oldest first; absent when it was never edited. */
  edits: z.array(Edit).max(50).optional(),
  /** Epoch ms at which its author deleted it for everyone; `content` still says what it was. */
  deletedAt: z.int().optional(),
  /** Colleagues a note is meant for; absent when it names nobody. */
  mentions: z.array(UserId).max(20).optional(),
  /** Absent unless an advertisement brought the customer here. */
  referral: Referral.optional(),
  /** Passed on from another chat; `often`: WhatsApp says it has been passed on many times. */
  forwarded: z.enum(['once', 'often']).optional(),
  /** The product of a catalog that the message asks about. */
  product: z.object({ catalogId: z.string().max(512), productId: z.string().max(512) }).optional(),
});
export type Message = z.infer<typeof Message>;

/** The mark beside an outgoing message. One pure function makes it from the two status fields (ruling 48). */
export type Tick = 'clock' | 'held' | 'uncertain' | 'sent' | 'delivered' | 'read' | 'failed';

/** The tick of an outgoing message; null for inbound messages and notes. What Meta reported outranks what we know. */
export function tickOf(message: Pick<Message, 'direction' | 'sendState' | 'delivery'>): Tick | null {
  if (message.direction !== 'outbound') return null;
  if (hasFailed(message.delivery)) return 'failed';
  switch (furthestStep(message.delivery)) {
    case 'played':
    case 'read':
      return 'read';
    case 'delivered':
      return 'delivered';
    case 'sent':
    case 'accepted':
      return 'sent';
    case null:
      break;
  }
  switch (message.sendState?.state) {
    case 'rejected':
      return 'failed';
    case 'uncertain':
      return 'uncertain';
    case 'held':
      return 'held';
    case 'queued':
    case 'sending':
      return 'clock';
    case 'accepted':
    case undefined:
      return 'sent';
  }
}
