import type { Clock } from '../sync/clock.ts';

export interface QuitOptions {
  clock: Clock;
  /** Messages that only this desktop has so far. */
  countUnsent: () => Promise<number>;
  /** True when the person wants to quit although messages are unsent. */
  confirm: (unsent: number) => Promise<boolean>;
  /** Ends everything that runs; called once. */
  stop: () => Promise<void>;
  /** Ends the process; nothing is asked any more. */
  exit: () => void;
}

/** Whatever hangs, an app that was told to quit goes. */
const deadlineMs = 10_000;

/** The one way out: ask if something is unsent, stop in order, then exit. Each step happens once. */
export class Quit {
  readonly #options: QuitOptions;
  #state: 'running' | 'asking' | 'stopping' = 'running';

  constructor(options: QuitOptions) {
    this.#options = options;
  }

  get isStopping(): boolean {
    return this.#state === 'stopping';
  }

  /** The person chose Quit. */
  async request(): Promise<void> {
    if (this.#state !== 'running') return;
    this.#state = 'asking';
    const unsent = await this.#options.countUnsent().catch(() => 0);
    const goes = unsent === 0 || (await this.#options.confirm(unsent));
    // A signal may have come while the question was open.
    if (this.#state !== 'asking') return;
    if (goes) await this.force();
    else this.#state = 'running';
  }

  /** The system ends us: nothing is asked. What is in the outbox goes out at the next start. */
  async force(): Promise<void> {
    if (this.#state === 'stopping') return;
    this.#state = 'stopping';
    const { clock, stop, exit } = this.#options;
    const late = new Promise<void>((resolve) => clock.after(deadlineMs, resolve));
    await Promise.race([stop().catch((error: unknown) => console.error('quit:', error)), late]);
    exit();
  }
}
