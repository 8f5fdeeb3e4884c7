import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { AccountEvents } from '../../accounts/account-events.ts';
import { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { DATABASE, type Db } from '../../platform/database/database.ts';
import { Log } from '../../platform/log/log.ts';
import { backOffMs, judgeSend, type Verdict } from './judge-send.ts';
import { RateLimits } from './rate-limits.ts';
import { SendCall } from './send-call.ts';
import { findNextDue, listDueJobs, type SendJobRow, setJobs } from './send-jobs.repository.ts';
import { SendQueue } from './send-queue.ts';

const maxCallsInFlight = 64;
const jobsPerLook = 32;
/** Also the longest time until it looks whether another process has left something behind. */
const longestSleepMs = 60_000;
const finishRetryMs = 2000;
const shutdownPatienceMs = 5000;

/**
 * Sends what stands in the send queue: one message at a time per conversation, in order, conversations side by side,
 * within Meta's limits. It sleeps until somebody wakes it, or the next job is due.
 */
@Injectable()
export class SendWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly limits = new RateLimits();
  private readonly inFlight = new Map<string, Promise<void>>();
  private looking: Promise<void> | null = null;
  private hasNews = false;
  private stopped = false;
  private alarm: NodeJS.Timeout | null = null;
  private readonly cleanUp: (() => void)[] = [];
  /** While WhatsApp can't be reached one message at a time tries it, ever more rarely (R-6f). */
  private outage: { tries: number; until: number } | null = null;

  constructor(
    private readonly queue: SendQueue,
    private readonly call: SendCall,
    private readonly accountEvents: AccountEvents,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(DATABASE) private readonly db: Db,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.cleanUp.push(
      this.accountEvents.onCanSend(({ tenantId, accountId }) => {
        this.noteLimit(tenantId, accountId)
          .then(() => this.queue.release(tenantId, accountId))
          .then(
            () => this.wake(),
            (error: unknown) => this.log.error('Held messages could not be released', { accountId, error }),
          );
      }),
    );
    for (const accountId of await this.accounts.onPhone()) this.limits.coexists(accountId);
    await this.queue.recover(true, () => false);
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const step of this.cleanUp) step();
    if (this.alarm !== null) clearTimeout(this.alarm);
    // What is still unanswered then is in doubt, and said to be so at the next start.
    await Promise.race([this.settled(), delay(shutdownPatienceMs, undefined, { ref: false })]);
  }

  /** There may be something to send. */
  wake(): void {
    this.hasNews = true;
    if (this.stopped) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
      // Somebody called while it was on its way out. With all calls under way, the first that ends looks again.
      if (this.hasNews && this.inFlight.size < maxCallsInFlight) this.wake();
    });
  }

  /** Resolves when nothing is being sent or looked for. */
  async settled(): Promise<void> {
    while (this.looking !== null || this.inFlight.size > 0) {
      await (this.looking ?? Promise.all(this.inFlight.values()));
    }
  }

  /** A webhook tells that the number is also used on a phone. */
  coexists(accountId: string): void {
    if (this.limits.isCoexisting(accountId)) return;
    this.limits.coexists(accountId);
    this.accounts
      .noteOnPhone(accountId)
      .catch((error: unknown) => this.log.error('A number’s limit could not be noted', { accountId, error }));
  }

  /** What is known of the number: Meta said it when it was connected, or a webhook since. */
  private async noteLimit(tenantId: string, accountId: string): Promise<void> {
    const account = await this.accounts.row(tenantId, accountId);
    if (account !== undefined) this.limits.coexists(accountId, account.onPhone === 1);
  }

  private async look(): Promise<void> {
    let now = this.clock.now();
    try {
      let nextAt = Number.POSITIVE_INFINITY;
      const waitingAccounts = new Set<string>();
      while (this.hasNews && !this.stopped && this.inFlight.size < maxCallsInFlight) {
        this.hasNews = false;
        now = this.clock.now();
        if (this.outage !== null && (now < this.outage.until || this.inFlight.size > 0)) {
          nextAt = Math.min(nextAt, this.outage.until);
          break;
        }
        const limit = this.outage === null ? jobsPerLook : 1;
        const due = await listDueJobs(this.db, { now, notAccounts: [...waitingAccounts], limit });
        const { allowed, accountsUntil } = await this.withinLimits(due, now);
        for (const [accountId, until] of accountsUntil) {
          waitingAccounts.add(accountId);
          nextAt = Math.min(nextAt, until);
        }
        for (const job of await this.queue.claim(allowed)) this.start(job);
        // There may be more than one look shows.
        if (due.length > 0 && (this.outage === null || this.inFlight.size === 0)) this.hasNews = true;
      }
      // By the time of the look: what became due since then would be in neither.
      const nextDue = await findNextDue(this.db, now);
      this.setAlarm(Math.min(nextAt, nextDue ?? nextAt));
    } catch (error) {
      this.log.error('The send queue could not be read', { error });
      this.hasNews = false;
      this.setAlarm(this.clock.now() + finishRetryMs);
    }
  }

  /** Those that may go now; a lane that must wait is told when, a number that must wait is named. */
  private async withinLimits(
    due: readonly SendJobRow[],
    now: number,
  ): Promise<{ allowed: SendJobRow[]; accountsUntil: Map<string, number> }> {
    const allowed: SendJobRow[] = [];
    const accountsUntil = new Map<string, number>();
    for (const job of due) {
      const accountWait = this.limits.accountWaitMs(job.accountId, now);
      const laneWait = this.limits.laneWaitMs(job.conversationId, now);
      if (accountWait > 0) accountsUntil.set(job.accountId, now + accountWait);
      else if (laneWait > 0) {
        await setJobs(this.db, job.tenantId, [job.id], { notBefore: now + laneWait });
      } else {
        this.limits.take(job.accountId, job.conversationId, now);
        allowed.push(job);
      }
    }
    return { allowed, accountsUntil };
  }

  private start(job: SendJobRow): void {
    const run = this.attempt(job).finally(() => {
      this.inFlight.delete(attemptOf(job));
      this.wake();
    });
    this.inFlight.set(attemptOf(job), run);
  }

  private async attempt(job: SendJobRow): Promise<void> {
    crashPoint('after-attempt-row');
    const verdict = await this.judged(job);
    crashPoint('after-graph-answer');
    const { messageId, tenantId } = job;
    if (verdict.do !== 'accept') {
      const code = 'code' in verdict ? (verdict.code ?? undefined) : undefined;
      this.log.warn('A message did not go out', { messageId, tenantId, kind: verdict.do, code, attempt: job.attempts });
    }
    this.noteOutage(verdict);
    if (verdict.do === 'retry' && verdict.scope === 'account') {
      this.limits.block(job.accountId, this.clock.now() + verdict.delayMs);
    }
    if (verdict.do === 'offline' && verdict.waitMs !== undefined) {
      this.limits.block(job.accountId, this.clock.now() + verdict.waitMs);
    }
    // The outcome must not be lost while we live: after a restart the message would be in doubt.
    for (;;) {
      try {
        return await this.queue.finish(job, verdict);
      } catch (error) {
        this.log.error('The outcome of a send could not be stored yet', { messageId, tenantId, error });
        if (this.stopped) return;
        await delay(finishRetryMs);
      }
    }
  }

  private noteOutage(verdict: Verdict): void {
    // One gateway that is away says nothing of WhatsApp.
    if (verdict.do === 'offline' && verdict.waitMs !== undefined) return;
    if (verdict.do !== 'offline') {
      this.outage = null;
      return;
    }
    const now = this.clock.now();
    // Those that were under way together count as one try.
    if (this.outage !== null && now < this.outage.until) return;
    const tries = (this.outage?.tries ?? 0) + 1;
    this.outage = { tries, until: now + backOffMs(tries, Math.random()) };
  }

  private async judged(job: SendJobRow): Promise<Verdict> {
    try {
      const outcome = await this.call.send(job);
      const now = this.clock.now();
      const { attempts: attempt, firstTriedAt } = job;
      return judgeSend(outcome, { attempt, firstTriedAt: firstTriedAt ?? now, now, random: Math.random() });
    } catch (error) {
      // Ours, before anything left: the database, most likely.
      this.log.error('A send could not be prepared', { messageId: job.messageId, tenantId: job.tenantId, error });
      return { do: 'retry', delayMs: finishRetryMs, scope: 'lane', code: null };
    }
  }

  private setAlarm(at: number): void {
    if (this.stopped) return;
    const delayMs = Math.min(Math.max(at - this.clock.now(), 1), longestSleepMs);
    if (this.alarm !== null) clearTimeout(this.alarm);
    this.alarm = setTimeout(() => void this.wakeUp(), delayMs).unref();
  }

  private async wakeUp(): Promise<void> {
    try {
      await this.queue.recover(false, (job) => this.inFlight.has(attemptOf(job)));
    } catch (error) {
      this.log.error('What others left behind could not be looked at', { error });
    }
    this.wake();
  }
}

const attemptOf = ({ id, fence }: SendJobRow): string => `${id} ${fence}`;
