import type { ChangePage } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import { secondFactorMissing, secondFactorSetup } from '#shared/second-factor.ts';
import type { PresencePush } from '#shared/presence.ts';
import type { SocketEvents } from '#shared/wire/socket.ts';
import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Session } from './session.ts';
import type { OpenSocket, SocketListeners, Tell } from './socket.ts';

export type Heartbeat = Parameters<SocketEvents['heartbeat']>[0];

export interface LiveLineOptions {
  session: Pick<Session, 'accessToken' | 'refresh' | 'over'>;
  /** Opens a socket to this workspace's backend. */
  connect: (accessToken: string, listeners: SocketListeners) => OpenSocket;
  clock: Clock;
  random: () => number;
  onState: (state: 'connecting' | 'connected' | 'lost') => void;
  onChanges: (page: ChangePage) => void;
  onHeartbeat: (heartbeat: Heartbeat) => void;
  onPresence: (push: PresencePush) => void;
  /** A token could not be had: the backend is away, or the session is over. */
  onTokenError: (error: unknown) => void;
}

/** A socket without a heartbeat for this long is dead, whatever it says. */
const silentMs = 60_000;

/** Keeps one socket to the backend open: tries again later and later, renews refused tokens, replaces silent sockets. */
export class LiveLine {
  readonly #options: LiveLineOptions;
  #socket: OpenSocket | null = null;
  #isOpening = false;
  #isStopped = true;
  #failures = 0;
  #heardAt = 0;
  #cancelRetry: () => void = () => undefined;

  constructor(options: LiveLineOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isStopped = false;
    void this.open();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#socket?.close();
    this.#socket = null;
  }

  isOpen(): boolean {
    return this.#socket !== null;
  }

  readonly tell: Tell = async (event, payload) => {
    if (this.#socket === null) throw new AppError('offline', 'There is no line to the server right now.');
    await this.#socket.tell(event, payload);
  };

  /** Opens the socket now, unless there is one. */
  async open(): Promise<void> {
    if (this.#isStopped || this.#isOpening || this.#socket !== null) return;
    this.#isOpening = true;
    const { session, connect, clock, onState, onChanges, onTokenError } = this.#options;
    try {
      onState('connecting');
      const token = await session.accessToken();
      if (this.#wasStopped()) return;
      this.#heardAt = clock.now();
      this.#socket = connect(token, {
        connected: () => {
          this.#failures = 0;
          onState('connected');
        },
        lost: (refusal) => this.#lost(refusal),
        changes: onChanges,
        heartbeat: (heartbeat) => {
          this.#heardAt = clock.now();
          this.#options.onHeartbeat(heartbeat);
        },
        presence: (push) => this.#options.onPresence(push),
        sessionEnd: ({ reason }) => {
          this.#socket?.close();
          this.#lost(reason === 'refused' ? null : { code: 'unauthenticated', reason });
        },
      });
    } catch (error) {
      onTokenError(error);
      this.#openLater();
    } finally {
      this.#isOpening = false;
    }
  }

  /** Gives up a socket that has gone silent. */
  check(): void {
    if (this.#socket === null || this.#options.clock.now() - this.#heardAt <= silentMs) return;
    this.#socket.close();
    this.#lost(null);
  }

  #lost(refusal: { code: string; reason: string | null } | null): void {
    const { session, onTokenError } = this.#options;
    this.#socket = null;
    if (refusal?.reason === 'session_revoked') {
      session.over('revoked', 'The access of this desktop was ended. Sign in again to go on.');
    } else if (refusal?.reason === secondFactorSetup) {
      onTokenError(secondFactorMissing());
    } else if (refusal?.code === 'unauthenticated') session.refresh().catch(onTokenError);
    this.#openLater();
  }

  #openLater(): void {
    const { clock, random, onState } = this.#options;
    onState('lost');
    if (this.#isStopped) return;
    this.#cancelRetry();
    this.#cancelRetry = clock.after(backoff(this.#failures, random()), () => void this.open());
    this.#failures += 1;
  }

  #wasStopped(): boolean {
    return this.#isStopped;
  }
}
