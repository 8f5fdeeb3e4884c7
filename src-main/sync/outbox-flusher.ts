import { AppError, toErrorShape, type ErrorCode, type ErrorShape } from '#shared/error.ts';
import { laneOf, type Mutation, type MutationResult } from '#shared/mutation.ts';
import { needsSecondFactor } from '#shared/second-factor.ts';
import { crashPoint } from '../cache/crash-point.ts';
import type { Store } from '../cache/store.ts';
import type { Written } from '../cache/workspace-store.ts';
import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { mayHaveArrived } from './rest-client.ts';
import type { Session } from './session.ts';

export interface FlusherOptions {
  store: Store;
  session: Pick<Session, 'call' | 'isSignedIn'>;
  clock: Clock;
  /** [0, 1), for the jitter of retries. */
  random: () => number;
  onResolved: (written: Written, rejections: { mutation: Mutation; error: ErrorShape }[]) => void;
  /** What the backend's answer, or the lack of one, says about it. */
  onReached: (error: AppError | null) => void;
}

const parallel = 3;
const batchSize = 50;

/** The answer says nothing about a mutation in the request; the same ones go out again, for as long as it takes. */
const retried: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'unavailable',
  'upstream',
  'internal',
  'rate_limited',
  'unauthenticated',
]);

/**
 * Hands the outbox to the backend: each lane in order, several lanes at once (ruling 47). Holds nothing that outbox.db
 * doesn't: after a crash the same mutations go out again under the same ids and get their stored answers.
 */
export class OutboxFlusher {
  readonly #options: FlusherOptions;
  readonly #busyLanes = new Set<string>();
  /** Lanes of fail-safe operations that the backend can't do just now: the others don't wait for them. */
  readonly #notAwaited = new Set<string>();
  #underWay = 0;
  #failures = 0;
  #blockedUntil = 0;
  #isPumping = false;
  #pumpAgain = false;
  #isStopped = true;
  #cancelTimer: () => void = () => undefined;

  constructor(options: FlusherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** There is something new to send, or a reason to try again at once. */
  wake(): void {
    this.#blockedUntil = 0;
    void this.#pump();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  async #pump(): Promise<void> {
    this.#pumpAgain = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#pumpAgain) {
        this.#pumpAgain = false;
        await this.#startBatches();
      }
    } catch (error) {
      // A closing store refuses calls; anything else is a bug that must be seen.
      if (!this.#isStopped) console.error('the outbox could not be read', error);
    } finally {
      this.#isPumping = false;
    }
  }

  async #startBatches(): Promise<void> {
    const { store, clock, session } = this.#options;
    for (;;) {
      if (this.#isStopped || !session.isSignedIn()) return;
      const waitMs = this.#blockedUntil - clock.now();
      // Also when the timer of the wait is what brought us here: it may come a little early.
      if (waitMs > 0) return this.#pumpIn(waitMs);
      const safe = await store.call('takeFailSafe', [...this.#busyLanes], batchSize);
      if (safe.length > 0) {
        const isAwaited = safe.some((mutation) => !this.#notAwaited.has(laneOf(mutation)));
        // Before everything else: nothing leaves until the backend has answered.
        if (isAwaited) await this.#start(safe);
        else void this.#start(safe);
        continue;
      }
      if (this.#underWay >= parallel) return;
      const batch = await store.call('takeBatch', clock.now(), [...this.#busyLanes], batchSize);
      if (batch.length === 0) {
        const release = await store.call('nextRelease', clock.now());
        if (release !== null) this.#pumpIn(release - clock.now());
        return;
      }
      void this.#start(batch);
    }
  }

  async #start(batch: readonly Mutation[]): Promise<void> {
    const lanes = batch.map(laneOf);
    for (const lane of lanes) this.#busyLanes.add(lane);
    this.#underWay += 1;
    try {
      await this.#deliver(batch);
      this.#failures = 0;
      for (const lane of lanes) this.#notAwaited.delete(lane);
    } catch (error) {
      if (error instanceof AppError && error.code === 'internal') for (const lane of lanes) this.#notAwaited.add(lane);
      await this.#waitAfter(batch, error);
    } finally {
      for (const lane of lanes) this.#busyLanes.delete(lane);
      this.#underWay -= 1;
    }
    void this.#pump();
  }

  /** Throws when something of the batch has to go out again. */
  async #deliver(batch: readonly Mutation[]): Promise<void> {
    const { session, store, onResolved, onReached } = this.#options;
    let results: MutationResult[];
    crashPoint('before-mutations-post');
    try {
      ({ results } = await session.call('mutate', { body: { mutations: [...batch] } }));
      onReached(null);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onReached(error);
      const refused = !retried.has(error.code) && !needsSecondFactor(error);
      if (batch.length > 1 && (refused || error.code === 'internal')) return this.#deliverOneByOne(batch);
      if (!refused) throw error;
      results = batch.map(({ id }) => ({ id, status: 'rejected', error: toErrorShape(error) }));
    }
    crashPoint('after-mutations-answer');
    const { rejections, ...written } = await store.call('resolve', results);
    onResolved(written, rejections);
  }

  /** A request was refused because of one mutation in it: alone, each shows what is its own. */
  async #deliverOneByOne(batch: readonly Mutation[]): Promise<void> {
    const failures = new Map<string, unknown>();
    for (const mutation of batch) {
      const lane = laneOf(mutation);
      if (failures.has(lane)) continue;
      await this.#deliver([mutation]).catch((error: unknown) => failures.set(lane, error));
    }
    for (const error of failures.values()) throw error;
  }

  async #waitAfter(batch: readonly Mutation[], error: unknown): Promise<void> {
    const { store, clock, random } = this.#options;
    if (!(error instanceof AppError) && !this.#isStopped) console.error('the outbox could not be sent', error);
    const delayMs = retryAfter(error) ?? backoff(this.#failures, random());
    this.#failures += 1;
    this.#blockedUntil = clock.now() + delayMs;
    this.#pumpIn(delayMs);
    if (mayHaveArrived(error) || this.#isStopped) return;
    const ids = batch.map(({ id }) => id);
    await store.call('notAttempted', ids).catch(() => undefined);
  }

  #pumpIn(delayMs: number): void {
    this.#cancelTimer();
    if (this.#isStopped) return;
    this.#cancelTimer = this.#options.clock.after(Math.max(0, delayMs), () => void this.#pump());
  }
}

function retryAfter(error: unknown): number | null {
  const seconds = error instanceof AppError ? error.details?.['retryAfter'] : undefined;
  return typeof seconds === 'number' ? seconds * 1000 : null;
}
