import { randomBytes } from 'node:crypto';
import { EmbeddedReady, type EmbeddedStart, type StartErrorCode } from '#shared/wire/embedded.ts';
import type { Clock } from '../sync/clock.ts';
import { healthyAfterMs, isFinal, maxFailedStarts, restartDelayMs } from './restart-policy.ts';

/** A child process as far as supervision goes. */
export interface Child {
  send: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** Once, when it is gone. */
  onExit: (listener: (code: number) => void) => void;
  /** Asks it to end. */
  stop: () => void;
  /** Ends it at once: one that hangs doesn't hear a request. */
  destroy: () => void;
}

export type BackendState =
  | { state: 'stopped' }
  | { state: 'starting'; attempt: number }
  | { state: 'ready'; port: number }
  /** It ended and is started again after `delayMs`. */
  | { state: 'waiting'; attempt: number; delayMs: number }
  | { state: 'failed'; code: StartErrorCode; message: string };

/** The bundled backend does not start, and starting it again would not help. */
export class BackendStartError extends Error {
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string) {
    super(message);
    this.name = 'BackendStartError';
    this.code = code;
  }
}

/** What a start needs beyond the launch secret, which the supervisor makes, and the port it was given. */
export type BackendSecrets = Omit<EmbeddedStart, 'type' | 'launchSecret' | 'port'>;

export interface SupervisorOptions {
  spawn: () => Child;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  onState: (state: BackendState) => void;
  /** Asks a running backend whether it is well. */
  isHealthy: (port: number, launchSecret: string) => Promise<boolean>;
}

const readyDeadlineMs = 30_000;
const stopDeadlineMs = 5_000;
const healthEveryMs = 15_000;
const maxSickAnswers = 3;
/** The port of an earlier run may still be held by a process that is ending. */
const portTries = 3;

/**
 * Runs one bundled backend (S-21, ruling 57): secrets in the first message, readiness within 30 s, restart with
 * back-off when it ends or stops answering. The port taken at the first start is kept (ruling 55).
 */
export class BackendSupervisor {
  /** Proves to the backend that a request comes from this desktop; new for each run of the desktop. */
  readonly launchSecret = randomBytes(32).toString('base64url');
  readonly #options: SupervisorOptions;
  #run: Run | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Resolves with the port at the first readiness. Throws {@link BackendStartError}; the backend is then stopped. */
  async start(secrets: BackendSecrets, port: number): Promise<number> {
    await this.stop();
    const run = new Run(this.#options, secrets, port, this.launchSecret);
    this.#run = run;
    return run.start();
  }

  async stop(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    await run?.stop();
  }
}

/** From one `start` to its `stop`: a chain of child processes. */
class Run {
  readonly #options: SupervisorOptions;
  readonly #secrets: BackendSecrets;
  readonly #launchSecret: string;
  readonly #first = Promise.withResolvers<number>();
  #port: number;
  #child: Child | null = null;
  #ended: Promise<void> = Promise.resolve();
  #wasReady = false;
  #isReady = false;
  #stopping = false;
  #failures = 0;
  #readyAt = 0;
  #sickAnswers = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(options: SupervisorOptions, secrets: BackendSecrets, port: number, launchSecret: string) {
    this.#options = options;
    this.#secrets = secrets;
    this.#port = port;
    this.#launchSecret = launchSecret;
  }

  start(): Promise<number> {
    this.#spawn();
    return this.#first.promise;
  }

  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#cancelTimer();
    if (!this.#wasReady) this.#first.reject(new BackendStartError('internal', 'The start was called off.'));
    // Nobody may be waiting for the start any more.
    this.#first.promise.catch(() => undefined);
    const child = this.#child;
    child?.stop();
    const cancel = this.#options.clock.after(stopDeadlineMs, () => child?.destroy());
    await this.#ended;
    cancel();
    this.#options.onState({ state: 'stopped' });
  }

  #spawn(): void {
    const { spawn, onState } = this.#options;
    onState({ state: 'starting', attempt: this.#failures + 1 });
    const child = spawn();
    this.#child = child;
    this.#isReady = false;
    let refusal: { code: StartErrorCode; message: string } | null = null;
    const ended = Promise.withResolvers<void>();
    this.#ended = ended.promise;
    child.onExit((code) => {
      ended.resolve();
      if (this.#child !== child) return;
      this.#child = null;
      this.#cancelTimer();
      if (!this.#stopping)
        this.#onEnd(refusal ?? { code: 'internal', message: `The backend ended (exit code ${code}).` });
    });
    child.onMessage((message) => {
      // Anything else a backend says is not for us.
      const answer = EmbeddedReady.safeParse(message).data;
      if (answer === undefined || this.#child !== child || this.#stopping) return;
      if (answer.ready) this.#onReady(answer.port);
      else {
        refusal = answer.error;
        child.stop();
      }
    });
    this.#after(readyDeadlineMs, () => {
      refusal = { code: 'internal', message: 'The backend did not become ready within 30 seconds.' };
      child.destroy();
    });
    const start: EmbeddedStart = {
      ...this.#secrets,
      type: 'start',
      launchSecret: this.#launchSecret,
      port: this.#port,
    };
    child.send(start);
  }

  #onReady(port: number): void {
    this.#isReady = true;
    this.#wasReady = true;
    this.#port = port;
    this.#readyAt = this.#options.clock.now();
    this.#sickAnswers = 0;
    this.#options.onState({ state: 'ready', port });
    this.#first.resolve(port);
    this.#after(healthEveryMs, () => void this.#checkHealth());
  }

  #onEnd(error: { code: StartErrorCode; message: string }): void {
    const { clock, random, onState } = this.#options;
    const ranWell = this.#isReady && clock.now() - this.#readyAt >= healthyAfterMs;
    this.#failures = ranWell ? 1 : this.#failures + 1;
    // Before anybody has connected, another port is as good; afterwards the workspace knows this one.
    if (error.code === 'port_in_use' && !this.#wasReady && this.#failures >= portTries) this.#port = 0;
    if (isFinal(error.code) || (!this.#wasReady && this.#failures >= maxFailedStarts)) {
      this.#stopping = true;
      onState({ state: 'failed', ...error });
      this.#first.reject(new BackendStartError(error.code, error.message));
      return;
    }
    const delayMs = restartDelayMs(this.#failures, random());
    onState({ state: 'waiting', attempt: this.#failures + 1, delayMs });
    this.#after(delayMs, () => this.#spawn());
  }

  async #checkHealth(): Promise<void> {
    const child = this.#child;
    const well = await this.#options.isHealthy(this.#port, this.#launchSecret).catch(() => false);
    if (child === null || this.#child !== child || this.#stopping) return;
    this.#sickAnswers = well ? 0 : this.#sickAnswers + 1;
    if (this.#sickAnswers >= maxSickAnswers) child.destroy();
    else this.#after(healthEveryMs, () => void this.#checkHealth());
  }

  #after(delayMs: number, callback: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(delayMs, callback);
  }
}
