// Keeps the cache in step with the backend's change log (reliability-security 4.2): pushed pages are applied when they
// begin at the cursor; everything else — a gap, a silent push, a cut, a new history — ends in a pull or a snapshot, so
// the socket only ever makes things faster. Longer than most files: it is one state machine, told apart by its wants.
import type { Change, ChangePage, Cursor } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import { needsSecondFactor } from '#shared/second-factor.ts';
import type { Applied } from '../cache/workspace-store.ts';
import type { Store } from '../cache/store.ts';
import { backoff } from './backoff.ts';
import type { Facts } from './lamps.ts';
import { LiveLine, type Heartbeat, type LiveLineOptions } from './live-line.ts';
import type { Session } from './session.ts';
import type { Tell } from './socket.ts';

export interface SyncOptions extends Pick<LiveLineOptions, 'connect' | 'clock' | 'random' | 'onPresence'> {
  store: Store;
  session: LiveLineOptions['session'] & Pick<Session, 'call'>;
  isVisible: () => boolean;
  /** Epoch ms from which on a snapshot brings messages. */
  since: () => number;
  /** `live`: pushed while the desktop was in step. */
  onApplied: (applied: Applied, live: boolean) => void;
  onFacts: (facts: Partial<Facts>) => void;
  /** The backend can be reached again: whoever waits may go on. */
  onReachable: () => void;
}

const tickMs = 25_000;
/** A head that the push has not reached after this long is a gap. */
const graceMs = 1000;
const pageSize = 1000;
const visibleBatch = 50;
/** More pushed pages than these are pulled again instead of kept in memory. */
const pushedAtMost = 100;
const catchUpFrom = 200;
/** A disk that fails is not tried faster than this (R-7d). */
const diskRetryMs = 5000;

interface Snapshot {
  since: number;
  epoch: string;
  upTo: number;
  next: string | null;
}

export class SyncClient {
  readonly #options: SyncOptions;
  readonly #line: LiveLine;
  readonly #pushed: ChangePage[] = [];
  #wantPull = false;
  #wantSnapshot = false;
  #snapshot: Snapshot | null = null;
  #isWorking = false;
  #isStopped = true;
  #isInStep = false;
  #failures = 0;
  /** Null before the first page of this run. */
  #cursor: Cursor | null = null;
  #head = 0;
  /** How far behind this catch-up began. */
  #behindAtStart = 0;
  #isReachable = false;
  readonly #timers = new Map<string, () => void>();

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#line = new LiveLine({
      ...options,
      onState: (state) => this.#lineIs(state),
      onChanges: (page) => this.#receive(page),
      onHeartbeat: (heartbeat) => this.#hear(heartbeat),
      onTokenError: (error) => this.#reached(error),
    });
  }

  start(): void {
    this.#isStopped = false;
    this.#wantPull = true;
    void this.#work();
    this.#line.start();
    this.#tick();
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#line.stop();
  }

  /** Try now: the machine woke up, or the network came back. */
  nudge(): void {
    if (this.#isStopped) return;
    this.#wantPull = true;
    this.#failures = 0;
    void this.#work();
    void this.#line.open();
  }

  /** Says something over the live line; nothing is kept for later. */
  readonly tell: Tell = (event, payload) => this.#line.tell(event, payload);

  /** The cache was lost: load it again. */
  resync(): void {
    this.#wantSnapshot = true;
    if (!this.#isStopped) void this.#work();
  }

  #lineIs(state: 'connecting' | 'connected' | 'lost'): void {
    this.#options.onFacts({ realtime: state });
    if (state === 'lost') this.#isInStep = false;
    if (state !== 'connected') return;
    this.#reached(null);
    this.#wantPull = true;
    void this.#work();
  }

  #receive(page: ChangePage): void {
    this.#head = Math.max(this.#head, page.head);
    this.#pushed.push(page);
    if (this.#pushed.length > pushedAtMost) {
      this.#pushed.length = 0;
      this.#wantPull = true;
    }
    void this.#work();
  }

  #hear(heartbeat: Heartbeat): void {
    const { clock, onFacts } = this.#options;
    this.#head = heartbeat.head;
    onFacts({ heartbeat, clockOffsetMs: heartbeat.serverTime - clock.now() });
    this.#reached(null);
    // Another history: the backend was restored (R-5d).
    if (this.#cursor !== null && this.#cursor.epoch !== heartbeat.epoch) this.resync();
    else if (heartbeat.head <= this.#seq()) this.#inStep();
    else this.#after('gap', graceMs, () => this.#pullIfBehind());
  }

  #pullIfBehind(): void {
    if (this.#head <= this.#seq()) return;
    this.#wantPull = true;
    void this.#work();
  }

  /** Every 25 s: without a live line the backend is asked. */
  #tick(): void {
    this.#after('tick', tickMs, () => {
      this.#line.check();
      if (!this.#line.isOpen()) {
        this.#wantPull = true;
        void this.#work();
      }
      this.#tick();
    });
  }

  async #work(): Promise<void> {
    if (this.#isWorking || this.#isStopped) return;
    this.#isWorking = true;
    try {
      while (!this.#stopped()) {
        if (this.#wantSnapshot) await this.#loadSnapshot();
        else if (this.#pushed.length > 0) await this.#applyPushed();
        else if (this.#wantPull) await this.#pull();
        else break;
      }
      this.#failures = 0;
    } catch (error) {
      this.#recover(error);
    } finally {
      this.#isWorking = false;
    }
  }

  async #applyPushed(): Promise<void> {
    const page = this.#pushed.shift();
    if (page !== undefined) await this.#apply(page, this.#isInStep);
  }

  async #pull(): Promise<void> {
    const { store, session } = this.#options;
    const cursor = await store.call('cursor');
    if (cursor === null) {
      this.#wantSnapshot = true;
      return;
    }
    this.#cursor = cursor;
    const query = { epoch: cursor.epoch, after: cursor.seq, limit: pageSize };
    const page = await session.call('changes', { query }).catch(resetAsNull);
    this.#reached(null);
    if (page === null) {
      this.#wantSnapshot = true;
      return;
    }
    this.#head = Math.max(this.#head, page.head);
    await this.#apply(page, false);
    if (page.upTo <= cursor.seq && page.upTo < page.head) {
      throw new AppError('upstream', 'The server does not go on with its change log.');
    }
    if (this.#seq() >= page.head) {
      this.#wantPull = false;
      this.#behindAtStart = 0;
      this.#options.onFacts({ sync: null });
      this.#inStep();
    }
  }

  /**
   * Applies a page in parts that are pages themselves: small while somebody looks, so that the store answers reads
   * between them, large while catching up or out of sight (performance.md 3.5).
   */
  async #apply(page: ChangePage, live: boolean): Promise<void> {
    const { store, isVisible, onApplied, onFacts } = this.#options;
    const behind = page.head - page.after;
    const isCatchingUp = behind > catchUpFrom;
    this.#behindAtStart = Math.max(this.#behindAtStart, behind);
    if (isCatchingUp) onFacts({ sync: { done: this.#behindAtStart - behind, total: this.#behindAtStart } });
    const size = isVisible() && !isCatchingUp ? visibleBatch : pageSize;
    for (const part of splitPage(page, size)) {
      if (this.#stopped()) return;
      const applied = await store.call('applyPage', part);
      if (applied.verdict === 'gap') this.#wantPull = true;
      if (applied.verdict === 'reset') this.#wantSnapshot = true;
      if (applied.verdict !== 'apply') return;
      this.#cursor = applied.cursor;
      onApplied(applied, live);
    }
    onFacts({ disk: 'ok' });
    if (this.#seq() >= this.#head && !this.#wantPull) this.#inStep();
  }

  async #loadSnapshot(): Promise<void> {
    const { store, session, since, onApplied, onFacts } = this.#options;
    if (this.#snapshot === null) await store.call('snapshotBegin', since());
    const from = this.#snapshot?.since ?? since();
    const cursor = this.#snapshot?.next ?? undefined;
    const page = await session.call('snapshot', { query: { since: from, limit: pageSize, ...(cursor && { cursor }) } });
    this.#reached(null);
    if (this.#snapshot !== null && this.#snapshot.epoch !== page.epoch) {
      this.#snapshot = null;
      return;
    }
    // Pages may be read at growing places of the log: what came after the first one is pulled again.
    const upTo = Math.min(this.#snapshot?.upTo ?? page.upTo, page.upTo);
    onFacts({ sync: page.progress });
    for (const rows of chunks(page.rows, pageSize)) await store.call('snapshotRows', rows);
    this.#snapshot = { since: from, epoch: page.epoch, upTo, next: page.next };
    if (page.next !== null) return;
    const applied = await store.call('snapshotFinish', { epoch: page.epoch, seq: upTo });
    this.#snapshot = null;
    this.#wantSnapshot = false;
    this.#wantPull = true;
    this.#cursor = applied.cursor;
    this.#pushed.length = 0;
    onApplied(applied, false);
  }

  #recover(error: unknown): void {
    const { random, onFacts } = this.#options;
    this.#isInStep = false;
    if (this.#stopped()) return;
    if (!(error instanceof AppError)) console.error('sync failed', error);
    const code = error instanceof AppError ? error.code : 'internal';
    const disk = diskOf(error);
    if (disk === 'ok') this.#reached(error);
    else onFacts({ disk });
    // Only a cut leaves the place in a snapshot known.
    if (code !== 'offline' && code !== 'unavailable') this.#snapshot = null;
    if (code === 'unauthenticated') return;
    const delayMs = Math.max(backoff(this.#failures, random()), disk === 'ok' ? 0 : diskRetryMs);
    this.#failures += 1;
    this.#after('work', delayMs, () => {
      if (!this.#wantSnapshot) this.#wantPull = true;
      void this.#work();
    });
  }

  #inStep(): void {
    this.#isInStep = true;
    this.#options.onFacts({ asOf: this.#options.clock.now() });
  }

  #reached(error: unknown): void {
    const { onFacts, onReachable } = this.#options;
    if (error === null) {
      onFacts({ backend: { state: 'ok' }, needsSecondFactor: false });
      if (!this.#isReachable) onReachable();
      this.#isReachable = true;
    } else if (isAway(error)) {
      onFacts({ backend: { state: 'down', reason: error.message } });
      this.#isReachable = false;
    } else if (needsSecondFactor(error)) {
      onFacts({ needsSecondFactor: true });
    }
  }

  #seq(): number {
    return this.#cursor?.seq ?? 0;
  }

  #stopped(): boolean {
    return this.#isStopped;
  }

  #after(name: string, delayMs: number, callback: () => void): void {
    this.#timers.get(name)?.();
    if (this.#isStopped) return;
    this.#timers.set(name, this.#options.clock.after(delayMs, callback));
  }
}

/** The backend can't be reached, or what answers is not it. */
export function isAway(error: unknown): error is AppError {
  return error instanceof AppError && ['offline', 'unavailable', 'upstream'].includes(error.code);
}

function diskOf(error: unknown): Facts['disk'] {
  const reason = error instanceof AppError ? error.details?.['reason'] : undefined;
  if (reason === 'disk_full') return 'full';
  return typeof reason === 'string' && reason.startsWith('SQLITE_') ? 'failing' : 'ok';
}

/** Null = the log does not go on from this cursor. */
function resetAsNull(error: unknown): null {
  if (error instanceof AppError && error.code === 'sync_reset') return null;
  throw error;
}

/** A page cut into pages of at most `size` changes that continue one another. */
export function splitPage(page: ChangePage, size: number): ChangePage[] {
  if (page.changes.length <= size) return [page];
  const parts = chunks(page.changes, size);
  return parts.map((changes, index) => {
    const last = index === parts.length - 1;
    const after = index === 0 ? page.after : (parts[index - 1]?.at(-1)?.seq ?? page.after);
    return { ...page, after, upTo: last ? page.upTo : (changes.at(-1)?.seq ?? page.upTo), changes };
  });
}

function chunks(rows: readonly Change[], size: number): Change[][] {
  const count = Math.ceil(rows.length / size);
  return Array.from({ length: count }, (_, i) => rows.slice(i * size, (i + 1) * size));
}
