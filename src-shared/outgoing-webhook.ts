import { z } from 'zod';
import { AccountId, DeliveryId, SubscriptionId } from './ids.ts';

/** What an integrator can be told of, per account. */
export const WebhookEventName = z.enum([
  'message.received',
  'message.status',
  'conversation.updated',
  'contact.updated',
]);
export type WebhookEventName = z.infer<typeof WebhookEventName>;

/** Somebody else's address that is told what happens on an account. Times in ISO 8601 (ruling 4). */
export const Subscription = z.object({
  id: SubscriptionId,
  accountId: AccountId,
  url: z.string(),
  events: z.array(WebhookEventName),
  active: z.boolean(),
  /** Why it is not active, when it was not a person who said so. */
  stopReason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** How many events wait to be delivered. */
  waiting: z.int(),
});
export type Subscription = z.infer<typeof Subscription>;

/** `failed`: every try was in vain; `replay` delivers it again. */
export const DeliveryState = z.enum(['waiting', 'delivered', 'failed']);

/** One event on its way to one address, with every try so far. */
export const WebhookDelivery = z.object({
  id: DeliveryId,
  event: WebhookEventName,
  state: DeliveryState,
  createdAt: z.iso.datetime(),
  /** When it is tried next; null when it isn't. */
  nextTryAt: z.iso.datetime().nullable(),
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      durationMs: z.int(),
      /** HTTP status; null when there was no answer. */
      status: z.int().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
