import { Inject, Injectable } from '@nestjs/common';
import type { CannotSendReason } from '#shared/account.ts';
import type { AccountId, MessageId, TenantId } from '#shared/ids.ts';
import type { SendState } from '#shared/message.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { Clock } from '../../platform/clock.ts';
import { DATABASE, type Db, dialectOf, serialise } from '../../platform/database/database.ts';
import { ChangeLog } from '../../sync/change-log.ts';
import { InboxWork } from '../inbox-work.ts';
import type { Verdict } from './judge-send.ts';
import { SendEvents } from './send-events.ts';
import { showReaction } from './reactions.ts';
import { findMessageRows, type MessageRow } from '../messages.repository.ts';
import {
  deleteJob,
  findJob,
  finishAttempt,
  insertAttempt,
  leaseJob,
  listJobs,
  type SendJobRow,
  setJobs,
} from './send-jobs.repository.ts';
import { bindWamid, foldOrphans, mergeInto } from '../statuses.ts';

/** How long a claimed job belongs to its worker; longer than any call to Meta takes. */
const leaseMs = 30_000;

/** Every step of a message on its way out, each a transaction: the job, the attempt, what agents see, the change log. */
@Injectable()
export class SendQueue {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changeLog: ChangeLog,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
    private readonly events: SendEvents,
  ) {}

  /** Takes jobs for an attempt each; those whose number can't send are held instead. Returns what was taken. */
  async claim(jobs: readonly SendJobRow[]): Promise<SendJobRow[]> {
    const claimed: SendJobRow[] = [];
    for (const [tenantId, ofTenant] of Map.groupBy(jobs, (job) => job.tenantId)) {
      const taken = await this.inTenant(tenantId, async (work) => {
        const accounts = new Map(
          (await this.accounts.entities(tenantId, work.tx)).map((account) => [account.id as string, account]),
        );
        const messages = await loadMessages(work, ofTenant);
        const leased: SendJobRow[] = [];
        for (const job of ofTenant) {
          const message = messages.get(job.messageId);
          if (message === undefined) continue;
          const account = accounts.get(job.accountId);
          const reason = account === undefined ? 'not_configured' : account.cannotSend;
          if (reason === null) {
            const mine = await leaseJob(work.tx, job, work.now, work.now + leaseMs);
            if (mine === undefined) continue;
            await insertAttempt(work.tx, mine, work.now);
            show(work, job, message, { state: 'sending' });
            leased.push(mine);
          } else {
            await setJobs(work.tx, tenantId, [job.id], { state: 'held' });
            show(work, job, message, { state: 'held', reason });
          }
        }
        return leased;
      });
      claimed.push(...taken);
    }
    return claimed;
  }

  /** Writes down how an attempt ended. What a status webhook has told meanwhile outranks it. */
  async finish(job: SendJobRow, verdict: Verdict): Promise<void> {
    const { tenantId, id, messageId } = job;
    await this.inTenant(tenantId, async (work) => {
      const message = (await loadMessages(work, [job])).get(messageId);
      if (message === undefined) return;
      const code = 'code' in verdict ? verdict.code : verdict.do === 'reject' ? verdict.failure.code : null;
      await finishAttempt(work.tx, job, { at: work.now, outcome: verdict.do, code });
      if (verdict.do === 'accept') return await this.accept(work, job, message, verdict.wamid);
      const current = await findJob(work.tx, tenantId, id);
      // Taken over meanwhile: whoever has it now decides.
      if (current === undefined || current.fence !== job.fence) return;
      // A status webhook was faster: WhatsApp has the message.
      if (job.reaction === null && message.wamid !== null) return await deleteJob(work.tx, tenantId, id);
      switch (verdict.do) {
        case 'offline':
          // It was no try: nobody was there to refuse it.
          await setJobs(work.tx, tenantId, [id], {
            state: 'ready',
            notBefore: work.now,
            attempts: job.attempts - 1,
            firstTriedAt: job.attempts === 1 ? null : job.firstTriedAt,
          });
          return show(work, job, message, { state: 'queued' });
        case 'retry':
          await setJobs(work.tx, tenantId, [id], { state: 'ready', notBefore: work.now + verdict.delayMs });
          return show(work, job, message, { state: 'queued' });
        case 'doubt':
          await setJobs(work.tx, tenantId, [id], { state: 'uncertain' });
          return show(work, job, message, { state: 'uncertain', since: work.now, left: false });
        case 'reject':
          await deleteJob(work.tx, tenantId, id);
          if (job.reaction === null) await work.recheckWaiting(job.conversationId);
          return show(work, job, message, { state: 'rejected', failure: verdict.failure });
        case 'hold':
          await setJobs(work.tx, tenantId, [id], { state: 'ready' });
          // The refused token was replaced while the call was under way: it goes out again with the new one.
          if (
            verdict.reason === 'token' &&
            (await this.accounts.hasNewerToken(work.tx, tenantId, job.accountId, job.leaseUntil - leaseMs))
          ) {
            return show(work, job, message, { state: 'queued' });
          }
          return await this.hold(work, job.accountId, verdict.reason);
      }
    });
    // Also when it changed nothing, because a status webhook had told it before.
    if (verdict.do === 'accept') this.tellAnswered(tenantId, [messageId]);
  }

  /** The number can send again: what was held for it is queued again, in its old order. */
  async release(tenantId: string, accountId: string): Promise<void> {
    await this.inTenant(tenantId, async (work) => {
      const account = (await this.accounts.entities(tenantId, work.tx)).find(({ id }) => id === accountId);
      if (account === undefined || account.cannotSend !== null) return;
      const jobs = await listJobs(work.tx, { tenantId, accountId, state: 'held' });
      await setJobs(
        work.tx,
        tenantId,
        jobs.map((job) => job.id),
        { state: 'ready', notBefore: work.now, attempts: 0, firstTriedAt: null },
      );
      await showAll(work, jobs, { state: 'queued' });
    });
  }

  /**
   * After a crash: an attempt without an outcome may have reached WhatsApp, so it is in doubt (R-6d). An attempt is
   * over when its lease has run out; `atStart` on SQLite, which has one process, all are. Also releases what is held
   * without a reason.
   */
  async recover(atStart: boolean, isMine: (job: SendJobRow) => boolean): Promise<void> {
    const now = this.clock.now();
    const allOver = atStart && dialectOf(this.db) === 'sqlite';
    for (const job of await listJobs(this.db, { state: 'leased' })) {
      if ((allOver || job.leaseUntil < now) && !isMine(job)) await this.finish(job, { do: 'doubt' });
    }
    const held = await listJobs(this.db, { state: 'held' });
    for (const job of new Map(held.map((job) => [job.accountId, job])).values()) {
      await this.release(job.tenantId, job.accountId);
    }
  }

  private async accept(work: InboxWork, job: SendJobRow, message: MessageRow, wamid: string): Promise<void> {
    await deleteJob(work.tx, job.tenantId, job.id);
    if (job.reaction !== null) return await showReaction(work, job, message);
    bindWamid(work, message, wamid);
    mergeInto(work, message, { seen: { accepted: work.now }, failure: null });
    await foldOrphans(work, new Map([[wamid, message]]));
  }

  private async hold(work: InboxWork, accountId: string, reason: CannotSendReason): Promise<void> {
    const { tx, tenantId } = work;
    // Our own rows: the ids were made by newId.
    await this.accounts.markCannotSend(tx, tenantId as TenantId, accountId as AccountId, reason);
    const jobs = await listJobs(tx, { tenantId, accountId, state: 'ready' });
    const ids = jobs.map((job) => job.id);
    await setJobs(tx, tenantId, ids, { state: 'held' });
    await showAll(work, jobs, { state: 'held', reason });
  }

  private async inTenant<T>(tenantId: string, run: (work: InboxWork) => Promise<T>): Promise<T> {
    const { result, appended, answered } = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const work = new InboxWork(tx, tenantId, this.clock.now(), this.changeLog);
      const result = await run(work);
      const answered = work.messages.changedRows().filter((row) => !isOnItsWay(row));
      return { result, appended: await work.flush(), answered: answered.map((row) => row.id) };
    });
    this.changeLog.announce(tenantId as TenantId, appended ?? undefined);
    this.tellAnswered(tenantId, answered);
    return result;
  }

  private tellAnswered(tenantId: string, messageIds: readonly string[]): void {
    for (const messageId of messageIds) {
      // Our own rows: the ids were made by newId.
      this.events.answered({ tenantId: tenantId as TenantId, messageId: messageId as MessageId });
    }
  }
}

async function loadMessages(work: InboxWork, jobs: readonly SendJobRow[]): Promise<Map<string, MessageRow>> {
  const ids = jobs.map((job) => job.messageId);
  const rows = await findMessageRows(work.tx, work.tenantId, ids);
  return new Map(rows.map((row) => [row.id, work.messages.load(row)]));
}

/** What agents see of a message's way. Of a reaction they see only that it was accepted. */
function show(work: InboxWork, job: SendJobRow, message: MessageRow, state: SendState): void {
  if (job.reaction !== null) return;
  message.sendState = JSON.stringify(state);
  work.messages.touch(message);
}

async function showAll(work: InboxWork, jobs: readonly SendJobRow[], state: SendState): Promise<void> {
  const messages = await loadMessages(work, jobs);
  for (const job of jobs) {
    const message = messages.get(job.messageId);
    if (message !== undefined) show(work, job, message, state);
  }
}

function isOnItsWay({ sendState }: MessageRow): boolean {
  if (sendState === null) return false;
  const { state } = JSON.parse(sendState) as SendState;
  return state === 'queued' || state === 'sending';
}
