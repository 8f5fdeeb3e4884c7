import type { Company } from '../company/company.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import type { Clock } from '../engine/clock.ts';
import { alphanumerics, createRandom } from '../engine/random.ts';
import { GraphError } from './graph-error.ts';

export const allScopes = [
  'whatsapp_business_management',
  'whatsapp_business_messaging',
  'business_management',
  'whatsapp_business_manage_events',
  'public_profile',
] as const;
export type Scope = (typeof allScopes)[number];

/** `business`: what a tech provider gets for one customer by Embedded Signup. `user`: of the developer dashboard. */
export type TokenKind = 'system-user' | 'business' | 'user' | 'app';

/** Who calls, and what the token lets them do. */
export interface Caller {
  readonly kind: TokenKind;
  readonly scopes: readonly Scope[];
  /** The accounts it was granted; null: all of the company's. */
  readonly wabaIds: ReadonlySet<string> | null;
  /** The app's id for an app token. */
  readonly userId: string;
}

/** A token as `debug_token` tells of it. Times are epoch milliseconds; `expiresAt` 0 is never. */
export interface TokenFacts extends Caller {
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** null while it works, else the subcode of error 190: 463 expired, 460 password changed, 467 invalidated … */
  readonly deadBy: number | null;
}

export interface TokenRequest {
  kind: Exclude<TokenKind, 'app'>;
  scopes: readonly Scope[];
  wabaIds: readonly string[] | null;
  /** null never expires. */
  lifeMs: number | null;
}

/** The company's tokens, with the means to issue, kill and rotate them. */
export interface Tokens {
  /** Throws Meta's 190 for anything but a living token. */
  identify(token: string | null): Caller;
  /** null for a token nobody ever issued. */
  inspect(token: string): TokenFacts | null;
  /** The company's own token, which all of its programs use. */
  current(): string;
  issue(request: TokenRequest): string;
  /** The company's own token unless another is named; false when that is unknown. */
  kill(subcode: number, token?: string): boolean;
  revive(): void;
  /** A new token of the company; the old one is dead. */
  rotate(): string;
}

interface Stored {
  caller: Caller;
  issuedAt: number;
  expiresAt: number;
  deadBy: number | null;
}

const capacity = 10_000;
const systemScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;

export function createTokens(company: Company, seed: string | number, clock: Clock): Tokens {
  const rotated = createRandom(seed, 'tokens');
  const issued = createRandom(`${seed}@${clock.now()}`, 'issued-tokens');
  const appToken = `${company.appId}|${company.appSecret}`;
  const app: Caller = { kind: 'app', scopes: [], wabaIds: null, userId: company.appId };
  const others = new BoundedMap<string, Stored>(capacity);

  const systemUser = (): Stored => ({
    caller: { kind: 'system-user', scopes: systemScopes, wabaIds: null, userId: systemUserId(company) },
    issuedAt: 1_775_116_800_000,
    expiresAt: 0,
    deadBy: null,
  });
  let current = { token: company.accessToken, stored: systemUser() };

  const isApp = (token: string): boolean => token === appToken || token === appToken.replace('|', '/');
  const find = (token: string): Stored | undefined => (token === current.token ? current.stored : others.get(token));
  const deathOf = (stored: Stored): number | null =>
    stored.deadBy ?? (stored.expiresAt !== 0 && stored.expiresAt <= clock.now() ? 463 : null);

  return {
    identify(token) {
      if (token === null) throw invalidToken('An access token is required to request this resource.');
      if (isApp(token)) return app;
      const stored = find(token);
      if (!stored) throw invalidToken('Invalid OAuth access token - Cannot parse access token');
      const deadBy = deathOf(stored);
      if (deadBy !== null) throw invalidToken(reasons[deadBy] ?? reasons[467]!, deadBy);
      return stored.caller;
    },
    inspect(token) {
      if (isApp(token)) return { ...app, issuedAt: 0, expiresAt: 0, deadBy: null };
      const stored = find(token);
      if (!stored) return null;
      return {
        ...stored.caller,
        issuedAt: stored.issuedAt,
        expiresAt: stored.expiresAt,
        deadBy: deathOf(stored),
      };
    },
    current: () => current.token,
    issue({ kind, scopes, wabaIds, lifeMs }) {
      const token = `EAAG${issued.text(180, alphanumerics)}`;
      const now = clock.now();
      const userId = kind === 'user' ? dashboardUserId(company) : systemUserId(company);
      others.set(token, {
        caller: { kind, scopes, wabaIds: wabaIds === null ? null : new Set(wabaIds), userId },
        issuedAt: now,
        expiresAt: lifeMs === null ? 0 : now + lifeMs,
        deadBy: null,
      });
      return token;
    },
    kill(subcode, token = current.token) {
      const stored = find(token);
      if (stored) stored.deadBy = subcode;
      return stored !== undefined;
    },
    revive() {
      current.stored.deadBy = null;
    },
    rotate() {
      others.set(current.token, { ...current.stored, deadBy: 467 });
      current = { token: `EAAG${rotated.text(180, alphanumerics)}`, stored: systemUser() };
      return current.token;
    },
  };
}

/** The system user that the company's own token and its business tokens belong to. */
export function systemUserId(company: Company): string {
  return `${company.businessId.slice(0, -3)}001`;
}

/** The developer whose dashboard hands out short tokens. */
export function dashboardUserId(company: Company): string {
  return `${company.businessId.slice(0, -3)}002`;
}

/** What Graph says about a token that was once good, by subcode. */
export const reasons: Readonly<Record<number, string>> = {
  458: 'Error validating access token: The user has not authorized application.',
  459: 'Error validating access token: You cannot access the app till you log in and follow the instructions given.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  463: 'Error validating access token: Session has expired.',
  464: 'Error validating access token: The user is not a confirmed user.',
  467: 'Error validating access token: The session is invalid because it was invalidated.',
  492: 'Error validating access token: The session user has no role on the page.',
};

function invalidToken(message: string, subcode?: number): GraphError {
  return new GraphError(190, message, subcode === undefined ? {} : { subcode });
}
