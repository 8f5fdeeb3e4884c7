import { z } from 'zod';
import { MessageKind } from '../customers/message-kinds.ts';

const id = z.string().min(1).max(128);
const waId = z
  .string()
  .transform((text) => text.replace(/^\+/, ''))
  .refine((text) => /^\d{5,20}$/.test(text), 'waId is the digits of a phone number, country code first');
const seconds = z.coerce
  .number()
  .int()
  .min(0)
  .refine((value) => value < 1e11, 'timestamp is in seconds, as in the webhook, not in milliseconds');

/** How long a call waits for its webhooks to be accepted. */
const timeoutMs = z.int().min(100).max(3_600_000).default(120_000);

const Short = z.strictObject({ text: z.string().min(1) });
const WebhookForm = z.looseObject({ type: z.string().min(1).max(64) });

/**
 * What a customer does: `{kind: …}` as in `customers/message-kinds.ts`; a message in webhook form, whose other keys are
 * passed on as they are; or `{text: "…"}` for short.
 */
export const ControlMessage = z.looseObject({}).transform((message, context): ControlMessage => {
  const schema = 'kind' in message ? MessageKind : 'type' in message ? WebhookForm : Short;
  const result = schema.safeParse(message);
  if (result.success) return result.data;
  for (const { path, message: words } of result.error.issues)
    context.addIssue({ code: 'custom', path, message: words });
  return z.NEVER;
});
export type ControlMessage = z.output<typeof Short> | z.output<typeof WebhookForm> | MessageKind;

/** A customer by number, or, of those whom the simulator knows already, by BSUID. */
const who = { waId: waId.optional(), userId: z.string().min(3).max(140).optional() };
const isSomebody = (person: { waId?: string | undefined; userId?: string | undefined }): boolean =>
  (person.waId === undefined) !== (person.userId === undefined);
const saysWho = { path: ['waId'], error: 'waId or userId says which customer, one of them' };

export const InboundRequest = z
  .strictObject({
    ...who,
    phoneNumberId: id,
    message: ControlMessage,
    timestamp: seconds.optional(),
    profileName: z.string().max(2000).optional(),
  })
  .refine(isSomebody, saysWho);

export const InboundBatch = z.strictObject({
  messages: z.array(InboundRequest).min(1).max(20_000),
  /** How often each message is emitted; the first also counts. */
  copies: z.int().min(1).max(100).default(1),
  /** Emit in seeded random order. */
  shuffle: z.boolean().default(false),
  /** Many in one POST, as Meta delivers what has been waiting. */
  backlog: z.boolean().default(false),
  /** Answer only when every webhook has been accepted. */
  wait: z.boolean().default(false),
  timeoutMs,
});

export const HistoryControl = z.strictObject({
  /** One number; all of the company's unless given. */
  phoneNumberId: id.optional(),
  days: z.int().min(2).max(180).default(30),
  /** Mean over a customer's chats with all the numbers: 60 makes about 2,000 messages. */
  messagesPerCustomer: z.int().min(1).max(5000).default(60),
  /** Most messages, and about so many bytes, of one `history` webhook. */
  chunkMessages: z.int().min(1).max(100_000).default(200),
  chunkBytes: z.int().min(1000).max(3_000_000).default(2_000_000),
  timeoutMs,
});

export const SubscriptionRequest = z.strictObject({
  wabaId: id,
  callbackUrl: z.string().min(1).max(2000),
  verifyToken: z.string().max(500),
  /** All unless given. */
  fields: z.array(z.string().min(1).max(100)).min(1).optional(),
  /** An app of `POST /_control/apps`, whose secret signs; the company's own unless given. */
  appId: id.optional(),
});

/** One customer in the chat with one number. */
export const ChatRequest = z.strictObject({ ...who, phoneNumberId: id }).refine(isSomebody, saysWho);

export const BlockRequest = z
  .strictObject({ ...who, phoneNumberId: id, blocked: z.boolean().default(true) })
  .refine(isSomebody, saysWho);

export const CallRequest = z
  .strictObject({ ...who, phoneNumberId: id, forMs: z.int().min(0).max(120_000).default(30_000) })
  .refine(isSomebody, saysWho);

export const PreferenceRequest = z
  .strictObject({ ...who, phoneNumberId: id, value: z.enum(['stop', 'resume', 'signup']) })
  .refine(isSomebody, saysWho);

export const IdentityRequest = z
  .strictObject({
    ...who,
    /** A new number, and with it a new BSUID. */
    newWaId: waId.optional(),
    /** How the change is told: by a system message, by the older field `user_id_update`, by both, or not at all. */
    toldBy: z.enum(['system', 'user_id_update', 'both', 'nobody']).default('system'),
    /** Whether the system message names the old BSUID, as Meta's do since August 2026. */
    withPrevious: z.boolean().default(true),
    /** null: none any more. */
    username: z.string().min(3).max(35).nullable().optional(),
    /** A new phone or a new installation: another identity key. */
    newKey: z.boolean().default(false),
    /** Whether the company's contact book holds their number; false also forgets recent exchanges. */
    isInContactBook: z.boolean().optional(),
    /** The portfolio is enrolled for parent ids. */
    hasParent: z.boolean().optional(),
    profileName: z.string().max(2000).optional(),
  })
  .refine(isSomebody, saysWho);

export const AppRequest = z.strictObject({
  name: z.string().min(1).max(100).default('Another app'),
  /** A new one unless given. */
  appSecret: z.string().min(8).max(128).optional(),
});

export const EmitRequest = z
  .strictObject({
    wabaId: id.optional(),
    field: z.string().min(1).max(100).optional(),
    value: z.looseObject({}).optional(),
    /** One of `GET /_control/webhooks/examples`, in place of field and value. */
    example: z.string().optional(),
    /** Whose numbers the example speaks of; the first unless given. */
    phoneNumberId: id.optional(),
    /** Seconds, for `entry[].time`; now unless given, none in `messages`. */
    time: seconds.optional(),
    /** Answer only when it was accepted. */
    wait: z.boolean().default(false),
    timeoutMs,
  })
  .refine(
    ({ field, value, wabaId, example }) =>
      example === undefined ? field !== undefined && value !== undefined && wabaId !== undefined : field === undefined,
    { path: ['field'], error: 'give field, value and wabaId, or the name of an example' },
  );

export const ExamplesQuery = z.object({ field: z.string().optional(), phoneNumberId: id.optional() });

export const ClockRequest = z
  .strictObject({
    /** Moves forward by so much, firing what falls due. */
    advanceMs: z.int().min(0).optional(),
    /** Moves forward to this epoch millisecond. */
    to: z.int().min(0).optional(),
    /** Stops or starts the flow of time. */
    frozen: z.boolean().optional(),
  })
  .refine((request) => request.advanceMs === undefined || request.to === undefined, 'give advanceMs or to, not both');

export const TokenRequest = z.union([
  z.strictObject({ valid: z.boolean(), subcode: z.int().default(467) }),
  z.strictObject({ rotate: z.literal(true) }),
]);

export const WebhookSettings = z.strictObject({
  batchSize: z.int().min(1).max(1000).optional(),
  retryScale: z.number().min(0).max(10).optional(),
});

export const LiveRequest = z.strictObject({
  on: z.boolean(),
  /** Mean gap between two conversations that customers begin. */
  everyMs: z.int().min(100).max(86_400_000).optional(),
});

export const PlayRequest = z
  .strictObject({
    ...who,
    phoneNumberId: id,
    /** A name of `GET /_control/customers/personas`. */
    persona: z.string().min(1).max(200),
  })
  .refine(isSomebody, saysWho);

export const LedgerQuery = z.object({
  since: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(100_000),
});
