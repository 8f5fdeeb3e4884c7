import { z } from 'zod';

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

/** A message in webhook form, or `{text: "…"}` for short. Other keys of the webhook message are passed on as they are. */
export const ControlMessage = z.union([
  z.strictObject({ text: z.string().min(1) }),
  z.looseObject({ type: z.string().min(1).max(64) }),
]);

export const InboundRequest = z.strictObject({
  waId,
  phoneNumberId: id,
  message: ControlMessage,
  timestamp: seconds.optional(),
  profileName: z.string().max(2000).optional(),
});

export const InboundBatch = z.strictObject({
  messages: z.array(InboundRequest).min(1).max(20_000),
  /** How often each message is emitted; the first also counts. */
  copies: z.int().min(1).max(100).default(1),
  /** Emit in seeded random order. */
  shuffle: z.boolean().default(false),
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
  timeoutMs,
});

export const SubscriptionRequest = z.strictObject({
  wabaId: id,
  callbackUrl: z.string().min(1).max(2000),
  verifyToken: z.string().max(500),
});

export const ReadRequest = z.strictObject({ waId, phoneNumberId: id });

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

export const LedgerQuery = z.object({
  since: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(100_000),
});
