import { z } from 'zod';

const wamid = z.string().min(1).max(512);
const words = z.string().max(65_536);

/** What any message may have besides its content. */
const common = {
  /** Quotes this message. */
  replyTo: wamid.optional(),
  forwarded: z.union([z.boolean(), z.literal('frequently')]).optional(),
  /** Came from a click-to-WhatsApp ad; true: a plausible one. */
  referral: z.union([z.literal(true), z.looseObject({ source_id: z.string() })]).optional(),
  /** Asks about a product of the catalogue. */
  product: z.strictObject({ catalogId: z.string(), productId: z.string() }).optional(),
};
/** Without `mediaId` a sample file is sent, with a text to read in it where the kind allows. */
const file = { mediaId: z.string().min(1).optional(), ...common };

const Card = z.strictObject({
  name: z.string().min(1).max(500),
  phone: z.string().min(5).max(30).optional(),
  email: z.string().max(200).optional(),
  company: z.string().max(200).optional(),
});

/** What a customer can do in a chat, by kind. */
export const MessageKind = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: words.min(1), ...common }),
  z.strictObject({ kind: z.enum(['image', 'video']), caption: words.optional(), ...file }),
  z.strictObject({ kind: z.enum(['audio', 'voice', 'sticker']), ...file }),
  z.strictObject({
    kind: z.literal('document'),
    caption: words.optional(),
    filename: z.string().max(1000).optional(),
    ...file,
  }),
  z.strictObject({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: words.optional(),
    address: words.optional(),
    url: z.string().optional(),
    ...common,
  }),
  z.strictObject({ kind: z.literal('contacts'), cards: z.array(Card).min(1).max(257), ...common }),
  /** Gives away the own number, as after a request for it. */
  z.strictObject({ kind: z.literal('own_contact'), ...common }),
  /** Without an emoji the reaction is taken back. */
  z.strictObject({ kind: z.literal('reaction'), messageId: wamid, emoji: z.string().max(64).optional() }),
  /**
   * Taps on what the business sent: a button, a row of a list, a flow, a request for number, place or call. By `label`,
   * or by `action` (from 0) of `card` (from 0; null: no carousel).
   */
  z.strictObject({
    kind: z.literal('tap'),
    messageId: wamid,
    label: z.string().optional(),
    card: z.int().min(0).max(20).nullable().default(null),
    action: z.int().min(0).max(20).default(0),
    /** Of a list; its first row unless given. */
    rowId: z.string().optional(),
    /** Of a flow or an address form, by field. */
    answers: z.record(z.string().max(64), z.union([z.string().max(4000), z.boolean()])).optional(),
    /** Of a call permission. */
    isAccepted: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('order'),
    catalogId: z.string().min(1).max(128).default('194836987003835'),
    text: words.optional(),
    lines: z
      .array(z.strictObject({ productId: z.string().min(1), quantity: z.int().min(1).max(99).default(1) }))
      .min(1)
      .max(30),
    ...common,
  }),
  z.strictObject({ kind: z.literal('request_welcome') }),
  z.strictObject({ kind: z.literal('edit'), messageId: wamid, text: words.min(1) }),
  z.strictObject({ kind: z.literal('revoke'), messageId: wamid }),
  /** Something that the API cannot tell: a poll, an event, a view-once picture. */
  z.strictObject({ kind: z.literal('unsupported'), of: z.string().min(1).max(64).default('poll'), ...common }),
  /** A message that arrived as an error: 131051 unknown, 131052 too large, 131060 from a linked device. */
  z.strictObject({
    kind: z.literal('error'),
    code: z.union([z.literal(131_051), z.literal(131_052), z.literal(131_060)]),
    /** Type of what it would have been. */
    type: z.string().min(1).max(64).default('unsupported'),
  }),
]);
export type MessageKind = z.output<typeof MessageKind>;
