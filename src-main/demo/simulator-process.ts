import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import type { Child } from '../backend/supervisor.ts';
import type { Clock } from '../sync/clock.ts';

const Ready = z.object({ ready: z.literal(true), port: z.int(), url: z.url() });

const readyDeadlineMs = 20_000;
const restartDelayMs = 500;

export interface SimulatorProcessOptions {
  /** Starts it on this port; 0 takes a free one. */
  spawn: (port: number) => Child;
  clock: Clock;
  /** It ended, and is back on the same address, with empty phones. */
  onRestarted: () => void;
}

/** The simulator as a child process: kept running, always on the address it had first. */
export class SimulatorProcess {
  readonly #options: SimulatorProcessOptions;
  #child: Child | null = null;
  #stopping = false;

  constructor(options: SimulatorProcessOptions) {
    this.#options = options;
  }

  /** Resolves with its address, which is also that of the page on which one plays the customer. */
  start(): Promise<string> {
    return this.#spawn(0);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.onExit(() => resolve()));
    child.stop();
    const cancel = this.#options.clock.after(3_000, () => child.destroy());
    await ended;
    cancel();
  }

  #spawn(wanted: number): Promise<string> {
    const { spawn, clock } = this.#options;
    const child = spawn(wanted);
    this.#child = child;
    const ready = Promise.withResolvers<string>();
    let port = wanted;
    const cancel = clock.after(readyDeadlineMs, () => child.destroy());
    child.onMessage((message) => {
      const answer = Ready.safeParse(message).data;
      if (answer === undefined) return;
      cancel();
      port = answer.port;
      ready.resolve(answer.url);
    });
    child.onExit((code) => {
      cancel();
      this.#child = null;
      ready.reject(new AppError('unavailable', 'The demo’s simulator did not start.', { details: { exitCode: code } }));
      if (!this.#stopping && port !== 0) clock.after(restartDelayMs, () => this.#restart(port));
    });
    return ready.promise;
  }

  #restart(port: number): void {
    if (this.#stopping) return;
    this.#spawn(port).then(this.#options.onRestarted, (error: unknown) => console.error('demo: simulator:', error));
  }
}
