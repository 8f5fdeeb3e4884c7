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
    summary: 'What the queue intake has done',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: QueueState }),
  }),
  queueMessage: route('GET', '/api/tenants/:tenantId/queue/messages/:key', {
    summary: 'What became of a queued message',
    description: '`:key`: its AMQP message-id, or its `metadata.messageId`.',
    query: nothing,
    body: nothing,
    response: z.object({
      success,
      data: z.object({ messageId: MessageId, waMessageId: z.string().nullable(), sendState: SendState.nullable() }),
    }),
  }),
} as const;
