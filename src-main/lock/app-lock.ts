import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import type { LockSettings } from '#shared/lock.ts';
import type { Clock } from '../sync/clock.ts';

// S-34: a locked Parley shows nothing, answers nothing, and opens with a PIN or passphrase only. Messages still come in.

/** What is kept, in the encrypted settings file: wrong tries count over a restart. */
export const LockRecord = z.object({
  hash: z.string(),
  wrong: z.int().min(0),
  /** Epoch ms by this computer's clock before which nothing is tried. */
  notBefore: z.int(),
});
export type LockRecord = z.infer<typeof LockRecord>;

export interface LockStore {
  lock: () => LockRecord | null;
  saveLock: (record: LockRecord | null) => void;
}

export interface AppLockOptions {
  /** null while the keychain is closed: there is nothing to protect on the screen yet. */
  store: () => LockStore | null;
  settings: () => LockSettings;
  /** Seconds since the person's last key or movement. */
  idleSeconds: () => number;
  clock: Clock;
  onChange: () => void;
}

/** argon2id; KiB. About 100 ms: a person doesn't notice, somebody who tries a million times does. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };
const lookEveryMs = 10_000;
const freeTries = 3;
const longestWaitMs = 15 * 60_000;

export class AppLock {
  readonly #options: AppLockOptions;
  /** The person opened it, or set the secret, in this run. */
  #isOpen = false;
  /** One try after the other, or a hundred at once would all come before the first wait. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: AppLockOptions) {
    this.#options = options;
  }

  get isSet(): boolean {
    return this.#record() !== null;
  }

  get isLocked(): boolean {
    return this.isSet && !this.#isOpen;
  }

  /** Locks by itself from now on. */
  start(): void {
    const { clock, settings, idleSeconds } = this.#options;
    const look = (): void => {
      const { idleMinutes } = settings();
      if (idleMinutes > 0 && idleSeconds() >= idleMinutes * 60) this.lock();
      clock.after(lookEveryMs, look);
    };
    clock.after(lookEveryMs, look);
  }

  /** False when there is nothing to lock with. */
  lock(): boolean {
    if (!this.isSet) return false;
    if (!this.#isOpen) return true;
    this.#isOpen = false;
    this.#options.onChange();
    return true;
  }

  /** The system's screen was locked, or it goes to sleep. */
  systemLocked(): void {
    if (this.#options.settings().withSystem) this.lock();
  }

  unlock(secret: string): Promise<void> {
    return this.#next(async () => {
      await this.#check(secret);
      this.#isOpen = true;
      this.#options.onChange();
    });
  }

  /** Sets the first secret, or another one in place of `current`. */
  set(current: string | null, secret: string): Promise<void> {
    return this.#next(async () => {
      if (this.isSet) await this.#check(current ?? '');
      this.#save({ hash: await hash(secret, cost), wrong: 0, notBefore: 0 });
      this.#isOpen = true;
    });
  }

  remove(current: string): Promise<void> {
    return this.#next(async () => {
      await this.#check(current);
      this.#save(null);
    });
  }

  /** Whoever forgot it has signed out: nothing is left behind it. */
  forget(): void {
    this.#save(null);
    this.#options.onChange();
  }

  async #check(secret: string): Promise<void> {
    const record = this.#record();
    if (record === null) return;
    const now = this.#options.clock.now();
    if (now < record.notBefore) throw tooSoon(record.notBefore - now);
    if (await verify(record.hash, secret)) {
      if (record.wrong > 0) this.#save({ ...record, wrong: 0, notBefore: 0 });
      return;
    }
    const wrong = record.wrong + 1;
    const waitMs = waitAfter(wrong);
    this.#save({ ...record, wrong, notBefore: now + waitMs });
    if (waitMs > 0) throw tooSoon(waitMs);
    throw new AppError('unauthenticated', 'That is not the PIN or passphrase of this desktop.');
  }

  #record(): LockRecord | null {
    return this.#options.store()?.lock() ?? null;
  }

  #save(record: LockRecord | null): void {
    const store = this.#options.store();
    if (store === null) throw new AppError('keystore_unavailable', 'Parley’s keys are not open yet.');
    store.saveLock(record);
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** 0, 0, 0, then 5, 10, 20 … seconds, at most a quarter of an hour. */
export function waitAfter(wrong: number): number {
  return wrong <= freeTries ? 0 : Math.min(longestWaitMs, 5_000 * 2 ** Math.min(20, wrong - freeTries - 1));
}

function tooSoon(waitMs: number): AppError {
  const retryAfter = Math.ceil(waitMs / 1000);
  return new AppError('rate_limited', 'Too many wrong tries. Wait a moment and try again.', {
    details: { retryAfter },
  });
}
