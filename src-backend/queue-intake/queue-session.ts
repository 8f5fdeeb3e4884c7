import { type ChannelModel, connect, type ConfirmChannel, type ConsumeMessage } from 'amqplib';
import type { Unreadable } from './read-queue-message.ts';

/** A message of the queue that nobody has answered for yet. */
export type Delivery = ConsumeMessage;

const connectTimeoutMs = 10_000;
/** So many may be unanswered at a time; the broker keeps the rest. */
const prefetch = 64;

/**
 * One connection to the broker, from which messages come until it breaks. What is not acknowledged by then, the broker
 * delivers again: to the next session, or to another server.
 */
export class QueueSession {
  /** When it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  private readonly connection: ChannelModel;
  private readonly channel: ConfirmChannel;
  private readonly deadLetters: string;
  private over = false;

  private constructor(connection: ChannelModel, channel: ConfirmChannel, deadLetters: string) {
    this.connection = connection;
    this.channel = channel;
    this.deadLetters = deadLetters;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    const end = (): void => {
      this.over = true;
      resolve();
    };
    // The same connection can't be trusted with the rest when one channel of it was closed on us.
    channel.on('error', end).on('close', end);
    connection.on('error', end).on('close', end);
  }

  /** Makes both queues where they are missing, and hands every message to `take`. Rejects when the broker won't. */
  static async open(
    queue: { url: string; name: string },
    take: (session: QueueSession, delivery: Delivery) => void,
  ): Promise<QueueSession> {
    const connection = await connect(queue.url, { timeout: connectTimeoutMs });
    try {
      const deadLetters = `${queue.name}.dead`;
      for (const name of [queue.name, deadLetters]) await ensureQueue(connection, name);
      const channel = await connection.createConfirmChannel();
      const session = new QueueSession(connection, channel, deadLetters);
      await channel.prefetch(prefetch);
      await channel.consume(queue.name, (delivery) => {
        // null: the queue was deleted.
        if (delivery === null) void session.close();
        else take(session, delivery);
      });
      return session;
    } catch (error) {
      // Its end is of no interest any more, and must not be thrown at the process.
      connection.on('error', () => undefined);
      await connection.close().catch(() => undefined);
      throw error;
    }
  }

  get isOver(): boolean {
    return this.over;
  }

  /** It is ours now. When the broker doesn't hear it any more, it delivers the message again. */
  done(delivery: Delivery): void {
    if (!this.over) this.channel.ack(delivery);
  }

  /** To the dead letters with the reason; from the queue only when it has arrived there. */
  async bury(delivery: Delivery, { reason, message, field }: Unreadable, at: number): Promise<void> {
    if (this.over) return;
    const { properties, content } = delivery;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.channel.sendToQueue(
      this.deadLetters,
      content,
      {
        persistent: true,
        ...(typeof properties.messageId === 'string' ? { messageId: properties.messageId } : {}),
        ...(typeof properties.contentType === 'string' ? { contentType: properties.contentType } : {}),
        headers: {
          ...properties.headers,
          'x-parley-reason': reason,
          'x-parley-message': message,
          'x-parley-at': new Date(at).toISOString(),
          ...(field === null ? {} : { 'x-parley-field': field }),
        },
      },
      (error: unknown) => (error === null || error === undefined ? resolve() : reject(new Error('not confirmed'))),
    );
    await Promise.race([promise, this.ended]);
    this.done(delivery);
  }

  async close(): Promise<void> {
    if (this.over) return;
    await this.connection.close().catch(() => undefined);
    this.over = true;
  }
}

/** Makes the queue, unless somebody has made it with settings of their own. */
async function ensureQueue(connection: ChannelModel, name: string): Promise<void> {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  try {
    await channel.assertQueue(name, { durable: true });
  } catch (error) {
    const preconditionFailed = 406;
    if (error instanceof Error && 'code' in error && error.code === preconditionFailed) return;
    throw error;
  }
  await channel.close();
}
