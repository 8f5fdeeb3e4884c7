import { AppError } from '#shared/error.ts';
import type { ClientId, UserId } from '#shared/ids.ts';
import type { RestName, RestResponse } from '#shared/wire/rest.ts';
import type { Credentials, TokenStore } from '../workspace/workspace-api.ts';
import type { RestClient, RestInput } from './rest-client.ts';

/** Why a session is over. `revoked`: somebody ended this desktop's access on purpose, its copy has to go (S-36). */
export type SessionOver = 'expired' | 'revoked';

export interface SessionOptions {
  rest: RestClient;
  tokens: TokenStore;
  client: { id: ClientId; name: string };
  /** The server's clock, epoch ms: it decides when a token is old. */
  serverNow: () => number;
  /** Called once, when the backend refuses to go on. Not called for `end`. */
  onOver: (why: SessionOver, message: string) => void;
}

/** A token is renewed this long before it expires. */
const marginMs = 30_000;

/**
 * The signed-in session: keeps the access token in memory, rotates the refresh token through its protected store, and
 * makes every authenticated call. Any number of callers share one refresh.
 */
export class Session {
  readonly #options: SessionOptions;
  #access: { token: string; expiresAt: number } | null = null;
  #refreshing: Promise<string> | null = null;
  #isOver = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  isSignedIn(): boolean {
    return !this.#isOver && this.#options.tokens.load() !== null;
  }

  async signIn(credentials: Credentials): Promise<{ userId: UserId }> {
    const { rest, client } = this.#options;
    const answer = await rest.call('login', { body: { ...credentials, client } });
    this.#keep(answer);
    this.#isOver = false;
    return { userId: answer.user.id };
  }

  /** A token that is good for a while. Throws offline; unauthenticated when the session is over. */
  async accessToken(): Promise<string> {
    // Whoever renews it knows that the old one is refused, whatever its time says.
    if (this.#refreshing !== null) return this.#refreshing;
    const access = this.#access;
    if (access !== null && access.expiresAt - marginMs > this.#options.serverNow()) return access.token;
    return this.refresh();
  }

  /** Gets a new access token whatever the old one says. */
  refresh(): Promise<string> {
    this.#refreshing ??= this.#rotate().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** An authenticated call; a token that was refused is renewed once. */
  async call<N extends RestName>(name: N, input: RestInput<N> = {}): Promise<RestResponse<N>> {
    const token = await this.accessToken();
    try {
      return await this.#options.rest.call(name, { ...input, token });
    } catch (error) {
      if (!isUnauthenticated(error)) throw error;
      if (error.details?.['reason'] === 'session_revoked') {
        this.over('revoked', error.message);
        throw error;
      }
      // Somebody else may have renewed it while this call was under way.
      const renewed = this.#access !== null && this.#access.token !== token ? this.#access.token : await this.refresh();
      return this.#options.rest.call(name, { ...input, token: renewed });
    }
  }

  /** The person signed out, or keys were erased: no call goes out any more. */
  end(): void {
    this.#isOver = true;
    this.#access = null;
    this.#options.tokens.save(null);
  }

  /** The backend ended the session. */
  over(why: SessionOver, message: string): void {
    if (this.#isOver) return;
    // A refresh token that counts as stolen ends its session too, and a lost answer before a long sleep can make it
    // look so. That is no order to erase: what this person did not send yet stays.
    this.#finish(why === 'revoked' && this.#refreshing === null ? 'revoked' : 'expired', message);
  }

  #finish(why: SessionOver, message: string): void {
    this.end();
    this.#options.onOver(why, message);
  }

  async #rotate(): Promise<string> {
    const { rest, tokens, client } = this.#options;
    const refreshToken = this.#isOver ? null : tokens.load();
    if (refreshToken === null) throw new AppError('unauthenticated', 'Please sign in.');
    try {
      // After a lost answer the same token is sent again: the backend then repeats its answer (S-45).
      const fresh = await rest.call('refresh', { body: { refreshToken, clientId: client.id } });
      if (this.#isOver) throw new AppError('unauthenticated', 'Please sign in.');
      this.#keep(fresh);
      return fresh.accessToken;
    } catch (error) {
      if (isUnauthenticated(error) && !this.#isOver) {
        // Somebody ended this desktop's access while it was away: that is an order to erase, whatever the token is (S-36).
        this.#finish(error.details?.['reason'] === 'device_revoked' ? 'revoked' : 'expired', error.message);
      }
      throw error;
    }
  }

  #keep({ accessToken, refreshToken, expiresAt }: RestResponse<'refresh'>): void {
    // On disk before it is used: a token that is lost in a crash can't be asked for twice.
    this.#options.tokens.save(refreshToken);
    this.#access = { token: accessToken, expiresAt };
  }
}

function isUnauthenticated(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'unauthenticated';
}
