import { z } from 'zod';
import { AccountId, ConversationId, MessageId } from '../ids.ts';
import { count, nothing, route } from './route.ts';

/** A body that WhatsApp sent, as the store keeps it. Times epoch ms. */
export const StoredWebhook = z.object({
  id: z.int(),
  receivedAt: z.int(),
  /** Meta's names of what it reports. */
  fields: z.array(z.string()),
  accountIds: z.array(AccountId),
  /** `dead`: it could not be taken in; `note` says why. */
  state: z.enum(['projected', 'dead']),
  /** What of it is not shown, or why it could not be taken in. */
  note: z.string().nullable(),
  bytes: z.int(),
});
export type StoredWebhook = z.infer<typeof StoredWebhook>;

/** What one piece of a body became: `what` names it; the message it became or touched, if there is one. */
export const WebhookOutcome = z.object({
  what: z.string(),
  wamid: z.string().nullable(),
  messageId: MessageId.nullable(),
  conversationId: ConversationId.nullable(),
});
export type WebhookOutcome = z.infer<typeof WebhookOutcome>;

const Inspected = z.object({
  webhook: StoredWebhook,
  /** What it says of this company, as JSON; null when it can't be read as JSON. */
  body: z.string().nullable(),
  outcomes: z.array(WebhookOutcome),
});
export type Inspected = z.infer<typeof Inspected>;

/** The webhook inspector: what WhatsApp said, and what became of it. */
export const webhooksRoutes = {
  listWebhooks: route('GET', '/api/webhooks', {
    summary: 'What WhatsApp sent, newest first',
    description: 'Newest first; `before` is the id of the last one of the page before.',
    query: z.object({
      before: count.optional(),
      limit: count.pipe(z.int().min(1).max(200)).default(50),
      field: z.string().min(1).max(64).optional(),
      accountId: AccountId.optional(),
      state: z.enum(['projected', 'dead']).optional(),
      /** Received at or after, and before: epoch ms. */
      since: count.optional(),
      until: count.optional(),
    }),
    body: nothing,
    response: z.object({ webhooks: z.array(StoredWebhook) }),
  }),
  inspectWebhook: route('GET', '/api/webhooks/:id', {
    summary: 'One body, and what it became',
    query: nothing,
    body: nothing,
    response: Inspected,
  }),
  replayWebhook: route('POST', '/api/webhooks/:id/replay', {
    summary: 'Take a body in again',
    description: 'Takes it in again: what is known does not change. `news`: how much of it was not known.',
    query: nothing,
    body: nothing,
    response: z.object({ ...Inspected.shape, news: count }),
  }),
} as const;
