import { z } from 'zod';
import { MessageId } from '../ids.ts';
import { SendState } from '../message.ts';
import { nothing, route } from './route.ts';

const success = z.literal(true);

/** What this server has done with another system's queue since it was started. */
export const QueueState = z.object({
  /** null: no queue is set up (RABBITMQ_URL). */
  queue: z.string().nullable(),
  deadLetters: z.string().nullable(),
  connected: z.boolean(),
  taken: z.int(),
  /** Delivered again, and known already. */
  repeated: z.int(),
  dead: z.int(),
});
export type QueueState = z.infer<typeof QueueState>;

export const queueRoutes = {
  queueState: route('GET', '/api/whatsapp/queue', {
    query: nothing,
    body: nothing,
    response: z.object({ success, data: QueueState }),
  }),
  /** What became of a queued message. `:key`: its AMQP message-id, or its `metadata.messageId`. */
  queueMessage: route('GET', '/api/tenants/:tenantId/queue/messages/:key', {
    query: nothing,
    body: nothing,
    response: z.object({
      success,
      data: z.object({ messageId: MessageId, waMessageId: z.string().nullable(), sendState: SendState.nullable() }),
    }),
  }),
} as const;
