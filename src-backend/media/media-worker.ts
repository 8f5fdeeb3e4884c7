import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AccountEvents } from '../accounts/account-events.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, dialectOf } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { endLeases, findNextMedia, hurryMedia, leaseMedia, listDueMedia, type MediaRow } from './media.repository.ts';
import { MediaJob } from './media-job.ts';

const perAccount = 3;
const inAll = 8;
/** Longer than any try takes. */
const leaseMs = 5 * 60_000;
/** Also the longest time until it looks whether a replay has found something. */
const longestSleepMs = 60_000;
const shutdownPatienceMs = 3000;

/**
 * Fetches the files of messages, a few at a time so that no number waits for another's. What is to be fetched stands in
 * the database: it goes on after a restart where it was.
 */
@Injectable()
export class MediaWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly inFlight = new Map<string, { accountId: string; run: Promise<void> }>();
  private looking: Promise<void> | null = null;
  private hasNews = false;
  private stopped = false;
  private alarm: NodeJS.Timeout | null = null;
  private unsubscribe: (() => void) | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly job: MediaJob,
    private readonly accountEvents: AccountEvents,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = this.accountEvents.onCanSend(({ tenantId, accountId }) => {
      hurryMedia(this.db, tenantId, accountId, this.clock.now()).then(
        () => this.wake(),
        (error: unknown) => this.log.error('Files that waited for a token could not be asked for', { error }),
      );
    });
    // SQLite has one process, which is this one.
    if (dialectOf(this.db) === 'sqlite') await endLeases(this.db);
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.unsubscribe?.();
    if (this.alarm !== null) clearTimeout(this.alarm);
    // What is still under way then is fetched again after the next start.
    await Promise.race([this.settled(), delay(shutdownPatienceMs, undefined, { ref: false })]);
  }

  /** There may be something to fetch. */
  wake(): void {
    this.hasNews = true;
    if (this.stopped) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
      // Somebody called while it was on its way out. When all hands are full, the first that is free looks again.
      if (this.hasNews && this.inFlight.size < inAll) this.wake();
    });
  }

  /** Resolves when nothing is being fetched or looked for. */
  async settled(): Promise<void> {
    while (this.looking !== null || this.inFlight.size > 0) {
      await (this.looking ?? Promise.all([...this.inFlight.values()].map(({ run }) => run)));
    }
  }

  private async look(): Promise<void> {
    let now = this.clock.now();
    try {
      while (this.hasNews && !this.stopped && this.inFlight.size < inAll) {
        this.hasNews = false;
        now = this.clock.now();
        const due = await listDueMedia(this.db, { now, notAccounts: this.busyAccounts(), limit: inAll });
        for (const row of due) await this.start(row, now);
        // There may be more than one look shows.
        if (due.length > 0) this.hasNews = true;
      }
      // By the time of the look: what became due since then would be in neither.
      const next = await findNextMedia(this.db, now);
      this.setAlarm(next ?? Number.POSITIVE_INFINITY);
    } catch (error) {
      this.log.error('The list of files to fetch could not be read', { error });
      this.hasNews = false;
      this.setAlarm(this.clock.now() + 2000);
    }
  }

  private busyAccounts(): string[] {
    const byAccount = Map.groupBy(this.inFlight.values(), ({ accountId }) => accountId);
    return [...byAccount].filter(([, runs]) => runs.length >= perAccount).map(([accountId]) => accountId);
  }

  private async start(row: MediaRow, now: number): Promise<void> {
    const accountId = row.accountId ?? '';
    if (this.inFlight.size >= inAll || this.busyAccounts().includes(accountId)) return;
    const leased = await leaseMedia(this.db, row, { now, until: now + leaseMs });
    if (leased === undefined) return;
    const run = this.job
      .run(leased)
      .catch((error: unknown) => {
        this.log.error('A file could not be stored', { messageId: row.messageId ?? undefined, error });
      })
      .finally(() => {
        this.inFlight.delete(row.id);
        this.wake();
      });
    this.inFlight.set(row.id, { accountId, run });
  }

  private setAlarm(at: number): void {
    if (this.stopped) return;
    if (this.alarm !== null) clearTimeout(this.alarm);
    const delayMs = Math.min(Math.max(at - this.clock.now(), 1), longestSleepMs);
    this.alarm = setTimeout(() => this.wake(), delayMs).unref();
  }
}
