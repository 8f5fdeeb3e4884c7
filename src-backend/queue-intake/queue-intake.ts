import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, type ErrorCode } from '#shared/error.ts';
import type { QueueState } from '#shared/wire/queue-routes.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { QueueOrders } from './queue-orders.ts';
import { type Delivery, QueueSession } from './queue-session.ts';
import { type QueuedOrder, readQueueMessage, type Unreadable } from './read-queue-message.ts';

const longestWaitMs = 30_000;
/** A message that fails so often, while the database is well, is one that fails always. */
const maxTries = 6;

/** What trying again can't change. */
const final: ReadonlySet<ErrorCode> = new Set([
  'invalid_input',
  'payload_too_large',
  'forbidden',
  'not_found',
  'conflict',
  'account_cannot_send',
  'reply_window_closed',
]);

/**
 * Takes in what other systems put into the queue (C-5). A message is acknowledged when it stands in our own send queue on
 * disk, never before; what comes twice is known by its key; what can't be sent goes to the dead letters with the reason.
 */
@Injectable()
export class QueueIntake implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly counts = { taken: 0, repeated: 0, dead: 0 };
  /** The last step of each customer: theirs go one after the other, in the order of the queue. */
  private readonly lanes = new Map<string, Promise<void>>();
  private session: QueueSession | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly orders: QueueOrders,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.queue !== null) this.running = this.run(this.config.queue);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.lanes.values());
    await this.session?.close();
    await this.running;
  }

  state(): QueueState {
    const { queue } = this.config;
    return {
      queue: queue?.name ?? null,
      deadLetters: queue === null ? null : `${queue.name}.dead`,
      connected: this.session !== null,
      ...this.counts,
    };
  }

  private async run(queue: { url: string; name: string }): Promise<void> {
    for (let tries = 0; !this.stopping.signal.aborted;) {
      try {
        this.session = await QueueSession.open(queue, (session, delivery) => this.receive(session, delivery));
        tries = 0;
        this.log.info('Messages are taken from the queue');
        if (this.stopping.signal.aborted) await this.session.close();
        await this.session.ended;
      } catch (error) {
        this.log.warn('The message queue can’t be reached', { attempt: tries + 1, error });
      }
      this.session = null;
      tries++;
      await this.pause(tries);
    }
  }

  private receive(session: QueueSession, delivery: Delivery): void {
    // After this the broker gives it to somebody else.
    if (this.stopping.signal.aborted) return;
    const { messageId } = delivery.properties;
    const read = readQueueMessage(
      delivery.content,
      typeof messageId === 'string' && messageId !== '' ? messageId : null,
    );
    const lane = read.ok ? [read.order.tenant, read.order.phoneNumberId, read.order.to].join('|') : '';
    const before = this.lanes.get(lane) ?? Promise.resolve();
    const mine = before
      .then(() => (read.ok ? this.take(session, delivery, read.order) : this.bury(session, delivery, read.why)))
      .catch((error: unknown) => this.log.error('A queued message was left in the queue', { error }))
      .finally(() => {
        if (this.lanes.get(lane) === mine) this.lanes.delete(lane);
      });
    this.lanes.set(lane, mine);
  }

  private async take(session: QueueSession, delivery: Delivery, order: QueuedOrder): Promise<void> {
    for (let tries = 1; !session.isOver && !this.stopping.signal.aborted; tries++) {
      try {
        const { isNew } = await this.orders.send(order);
        session.done(delivery);
        this.counts[isNew ? 'taken' : 'repeated']++;
        return;
      } catch (error) {
        if (error instanceof AppError && final.has(error.code)) return await this.bury(session, delivery, toWhy(error));
        this.log.warn('A queued message could not be taken yet', { attempt: tries, error });
        if (tries >= maxTries && (await this.isDatabaseWell())) {
          const message = 'Parley failed at this message; its log says how';
          return await this.bury(session, delivery, { reason: 'internal', message, field: null });
        }
        await this.pause(tries);
      }
    }
  }

  private async bury(session: QueueSession, delivery: Delivery, why: Unreadable): Promise<void> {
    await session.bury(delivery, why, this.clock.now());
    this.counts.dead++;
    this.log.warn('A queued message went to the dead letters', { kind: why.reason });
  }

  private async isDatabaseWell(): Promise<boolean> {
    try {
      await this.db.selectFrom('tenant').select('id').limit(1).execute();
      return true;
    } catch {
      return false;
    }
  }

  /** Ever longer, with jitter; not at all when the server stops. */
  private async pause(tries: number): Promise<void> {
    const most = Math.min(longestWaitMs, 250 * 2 ** tries);
    const { signal } = this.stopping;
    await delay(most * (0.5 + Math.random() / 2), undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function toWhy({ code, message, details }: AppError): Unreadable {
  const field = details?.['field'];
  return { reason: code, message, field: typeof field === 'string' ? field : null };
}
