import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Provider } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import { NumberWatch } from '../accounts/number-watch.ts';
import { SendWorker } from '../inbox/sending/send-worker.ts';
import { MediaWorker } from '../media/media-worker.ts';
import { Clock } from '../platform/clock.ts';
import { crashPoint } from '../platform/crash-point.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { TemplateSync } from '../templates/template-sync.ts';
import { ConnectionFacts } from '../sync/connection-facts.ts';
import { ingestBatch, type IngestResult, storeDeadLetter } from './ingest-batch.ts';
import type { SignedBody } from './signed-bodies.ts';

const bodiesPerTransaction = 50;
const maxWaitingBodies = 2000;
const maxWaitingBytes = 64 * 1024 * 1024;

interface Waiting extends SignedBody {
  /** How often it may still be tried. */
  tries: number;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Takes in webhook bodies by group commit: all that arrived in one turn of the event loop, or while the previous
 * group was being written, share one transaction with one sync to disk.
 */
@Injectable()
export class Ingest implements OnApplicationShutdown {
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changeLog: ChangeLog,
    private readonly clock: Clock,
    private readonly facts: ConnectionFacts,
    private readonly worker: SendWorker,
    private readonly media: MediaWorker,
    private readonly templates: TemplateSync,
    private readonly numbers: NumberWatch,
    private readonly log: Log,
  ) {}

  /**
   * Resolves once the body is safe on disk. Throws `unavailable` when too much is waiting or the database refuses: the
   * sender must come again (S-52). `tries`: so often it is tried before it is put aside as a dead letter.
   */
  async accept(
    body: Buffer,
    account: SignedBody['account'],
    { provider, tries }: { provider: Provider; tries: number } = { provider: 'meta_cloud', tries: 1 },
  ): Promise<void> {
    if (this.waiting.length >= maxWaitingBodies || this.waitingBytes + body.length > maxWaitingBytes) {
      throw new AppError('unavailable', 'Too many webhooks are waiting: send this one again later', {
        details: { retryAfter: 1 },
      });
    }
    this.waitingBytes += body.length;
    await new Promise<void>((done, failed) => {
      this.waiting.push({ provider, tries, body, account, receivedAt: this.clock.now(), done, failed });
      this.running ??= this.run();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // What else this turn of the event loop brings joins the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, bodiesPerTransaction);
      for (const { body } of group) this.waitingBytes -= body.length;
      await this.store(group);
    }
    this.running = null;
  }

  private async store(group: readonly Waiting[]): Promise<void> {
    let result: IngestResult;
    try {
      result = await ingestBatch({ db: this.db, changeLog: this.changeLog }, group);
    } catch (error) {
      const [body] = group;
      if (group.length === 1 && body !== undefined) {
        body.tries--;
        return body.tries > 0 ? await this.store(group) : await this.giveUp(body, error);
      }
      // One bad body must not cost its neighbours: each on its own.
      for (const body of group) await this.store([body]);
      return;
    }
    for (const body of group) body.done();
    this.tell(result);
  }

  private tell({ tenants, coexisting, dead, hasFiles, skipped, unclear, numbers }: IngestResult): void {
    // By then the answers are on their way.
    setImmediate(() => crashPoint('after-webhook-200'));
    for (const accountId of coexisting) this.worker.coexists(accountId);
    for (const [tenantId, appended] of tenants) {
      if (appended !== null) this.changeLog.announce(tenantId, appended);
      this.facts.webhookReceived(tenantId);
    }
    if (hasFiles) this.media.wake();
    if (unclear.length > 0) void this.templates.clearUp(unclear);
    for (const waba of numbers) void this.numbers.read(waba);
    if (dead > 0) this.log.error('Signed webhooks that can’t be read were put aside as dead letters', { count: dead });
    for (const what of skipped) this.log.info('Part of a webhook is not shown', { kind: what });
  }

  private async giveUp(body: Waiting, error: unknown): Promise<void> {
    this.log.error('A webhook could not be taken in', { bytes: body.body.length, error });
    try {
      if (!isItsOwnFault(error)) throw error;
      await storeDeadLetter(this.db, body, 'It could not be taken in; see the log of its time');
      body.done();
    } catch (cause) {
      body.failed(new AppError('unavailable', 'The webhook could not be stored: send it again later', { cause }));
    }
  }
}

/**
 * Would it fail again however often it came? Only what the database refuses as data, and faults of our own program. A
 * full disk, a lost connection and whatever else we can't name is not the body's fault: it shall come again.
 */
function isItsOwnFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_CONSTRAINT') || /^2[23]\w{3}$/.test(code)) return true;
  return [TypeError, RangeError, SyntaxError, ReferenceError, AppError].some((kind) => error instanceof kind);
}
