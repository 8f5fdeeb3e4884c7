import { AppError, toErrorShape, type ErrorCode, type ErrorShape } from '#shared/error.ts';
import type { MediaId } from '#shared/ids.ts';
import type { LocalFile, UploadProgress } from '#shared/upload.ts';
import type { Mutation } from '#shared/mutation.ts';
import type { Store } from '../cache/store.ts';
import type { Written } from '../cache/workspace-store.ts';
import { backoff } from '../sync/backoff.ts';
import type { Clock } from '../sync/clock.ts';

export interface UploadPumpOptions {
  store: Store;
  clock: Clock;
  /** [0, 1), for the jitter of retries. */
  random: () => number;
  isSignedIn: () => boolean;
  upload: (file: LocalFile, how: { onSent: (bytes: number) => void; signal: AbortSignal }) => Promise<void>;
  /** The server has it: nothing waits for it any more. */
  onDone: (file: LocalFile) => Promise<void>;
  onRefused: (written: Written, rejections: { mutation: Mutation; error: ErrorShape }[]) => void;
  onProgress: (running: UploadProgress[]) => void;
}

const parallel = 2;
const toldEveryMs = 100;
/** So long without a byte on its way, and the connection counts as broken. */
const stuckMs = 60_000;
const cancelled = 'cancelled';

const retried: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'unavailable',
  'upstream',
  'internal',
  'rate_limited',
  'unauthenticated',
]);

interface Running extends UploadProgress {
  abort: AbortController;
  cancelWatch: () => void;
}

/**
 * Uploads the files that messages of the outbox wait for, the oldest first. A message goes out when its files are there;
 * until then it keeps its place in its conversation. Holds nothing that outbox.db doesn't.
 */
export class UploadPump {
  readonly #options: UploadPumpOptions;
  readonly #running = new Map<MediaId, Running>();
  #failures = 0;
  #blockedUntil = 0;
  #isStopped = true;
  #toldAt = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(options: UploadPumpOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** There is something new to upload, or a reason to try again at once. */
  wake(): void {
    this.#blockedUntil = 0;
    void this.#pump();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
    for (const { abort } of this.#running.values()) abort.abort();
  }

  /** Nobody waits for these any more. */
  cancel(ids: readonly MediaId[]): void {
    for (const id of ids) this.#running.get(id)?.abort.abort(cancelled);
  }

  async #pump(): Promise<void> {
    const { store, clock, isSignedIn } = this.#options;
    try {
      while (this.#running.size < parallel) {
        if (this.#isStopped || !isSignedIn()) return;
        const waitMs = this.#blockedUntil - clock.now();
        // Also when the timer of the wait is what brought us here: it may come a little early.
        if (waitMs > 0) return this.#pumpIn(waitMs);
        // Each answer depends on what was started before.
        // oxlint-disable-next-line no-await-in-loop
        const file = await store.call('nextUpload', clock.now(), [...this.#running.keys()]);
        if (file === null || this.#running.has(file.mediaId) || this.#isStopped) return;
        void this.#run(file);
      }
    } catch (error) {
      // A closing store refuses calls; anything else is a bug that must be seen.
      if (!this.#isStopped) console.error('the uploads could not be read', error);
    }
  }

  async #run(file: LocalFile): Promise<void> {
    const { store, upload, onDone, onRefused } = this.#options;
    const { mediaId, size } = file;
    const abort = new AbortController();
    const running: Running = { mediaId, sent: 0, total: size, abort, cancelWatch: () => undefined };
    this.#running.set(mediaId, running);
    this.#watch(running);
    this.#tell(true);
    try {
      await upload(file, { signal: abort.signal, onSent: (sent) => this.#sent(running, sent) });
      await onDone(file);
      this.#failures = 0;
    } catch (error) {
      const isForGood = error instanceof AppError && !retried.has(error.code) && !abort.signal.aborted;
      if (abort.signal.reason === cancelled) {
        // Whoever cancelled it takes care of the message.
      } else if (isForGood) {
        const { rejections, ...written } = await store.call('uploadFailed', mediaId, toErrorShape(error));
        onRefused(written, rejections);
      } else if (!this.#isStopped) this.#waitAfter(error);
    } finally {
      running.cancelWatch();
      this.#running.delete(mediaId);
      this.#tell(true);
    }
    await this.#pump();
  }

  #waitAfter(error: unknown): void {
    const { clock, random } = this.#options;
    if (!(error instanceof AppError)) console.error('a file could not be uploaded', error);
    const delayMs = backoff(this.#failures, random());
    this.#failures += 1;
    this.#blockedUntil = clock.now() + delayMs;
    this.#pumpIn(delayMs);
  }

  #pumpIn(delayMs: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(delayMs, () => void this.#pump());
  }

  #sent(running: Running, sent: number): void {
    running.sent = sent;
    this.#watch(running);
    this.#tell(false);
  }

  #watch(running: Running): void {
    running.cancelWatch();
    running.cancelWatch = this.#options.clock.after(stuckMs, () => running.abort.abort());
  }

  #tell(atOnce: boolean): void {
    const now = this.#options.clock.now();
    if (!atOnce && now - this.#toldAt < toldEveryMs) return;
    this.#toldAt = now;
    this.#options.onProgress([...this.#running.values()].map(({ mediaId, sent, total }) => ({ mediaId, sent, total })));
  }
}
