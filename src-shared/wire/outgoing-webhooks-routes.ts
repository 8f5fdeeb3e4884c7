import { z } from 'zod';
import { AccountId } from '../ids.ts';
import { DeliveryState, Subscription, WebhookDelivery, WebhookEventName } from '../outgoing-webhook.ts';
import { Pagination, paging } from './paging.ts';
import { done, nothing, route } from './route.ts';

const success = z.literal(true);
const url = z.string().trim().min(1).max(2000);
const events = z
  .array(WebhookEventName)
  .min(1, 'must name at least one event')
  .transform((names) => [...new Set(names)]);

export const outgoingWebhooksRoutes = {
  listOutgoingWebhooks: route('GET', '/api/settings/outgoing-webhooks', {
    summary: 'List outgoing webhooks',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: z.array(Subscription) }),
  }),
  createOutgoingWebhook: route('POST', '/api/settings/outgoing-webhooks', {
    summary: 'Tell another system what happens',
    description: 'The only answer that ever holds the secret by which deliveries are signed.',
    proof: 'fresh',
    query: nothing,
    body: z.object({ accountId: AccountId, url, events: events.default([...WebhookEventName.options]) }),
    response: z.object({ success, data: z.object({ ...Subscription.shape, secret: z.string() }) }),
  }),
  changeOutgoingWebhook: route('PATCH', '/api/settings/outgoing-webhooks/:id', {
    summary: 'Change an outgoing webhook',
    description: 'Switching it on again delivers from now on; what happened meanwhile is not told.',
    proof: 'fresh_for_more',
    query: nothing,
    body: z.object({ url: url.optional(), events: events.optional(), active: z.boolean().optional() }),
    response: z.object({ success, data: Subscription }),
  }),
  deleteOutgoingWebhook: route('DELETE', '/api/settings/outgoing-webhooks/:id', {
    summary: 'Remove an outgoing webhook',
    query: nothing,
    body: nothing,
    response: done,
  }),
  listWebhookDeliveries: route('GET', '/api/settings/outgoing-webhooks/:id/deliveries', {
    summary: 'What was delivered, and what was not',
    description: 'Newest first, with the log of tries.',
    query: z.object({ ...paging, state: DeliveryState.optional() }),
    body: nothing,
    response: z.object({ success, data: z.array(WebhookDelivery), pagination: Pagination }),
  }),
  replayWebhookDelivery: route('POST', '/api/settings/outgoing-webhooks/:id/deliveries/:deliveryId/replay', {
    summary: 'Deliver once more',
    description: 'Delivers it again, whatever became of it, under its old id.',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: WebhookDelivery }),
  }),
} as const;
