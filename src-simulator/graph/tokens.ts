import type { Company } from '../company/company.ts';
import { alphanumerics, createRandom } from '../engine/random.ts';
import { GraphError } from './graph-error.ts';

/** Who calls: the company's system user, or the app itself (`APPID|APPSECRET`). */
export type Caller = 'system-user' | 'app';

export interface TokenState {
  isValid: boolean;
  /** Subcode of error 190 while it is not: 463 expired, 460 password changed, 467 invalidated … */
  subcode: number;
}

/** The company's tokens, with the means to kill and rotate them. */
export interface Tokens {
  /** Throws Meta's 190 for anything but a living token. */
  identify(token: string | null): Caller;
  /** What `debug_token` says; null for a token nobody ever issued. */
  inspect(token: string): { caller: Caller; isValid: boolean; subcode: number } | null;
  current(): string;
  kill(subcode: number): void;
  revive(): void;
  /** A new token; the old one is dead. */
  rotate(): string;
}

export function createTokens(company: Company, seed: string | number): Tokens {
  const random = createRandom(seed, 'tokens');
  const appToken = `${company.appId}|${company.appSecret}`;
  const states = new Map<string, TokenState>([[company.accessToken, { isValid: true, subcode: 0 }]]);
  let current = company.accessToken;

  const isApp = (token: string): boolean => token === appToken || token === appToken.replace('|', '/');

  return {
    identify(token) {
      if (token === null) throw invalidToken('An access token is required to request this resource.');
      if (isApp(token)) return 'app';
      const state = states.get(token);
      if (!state) throw invalidToken('Invalid OAuth access token - Cannot parse access token');
      if (!state.isValid) throw invalidToken(reasons[state.subcode] ?? reasons[467]!, state.subcode);
      return 'system-user';
    },
    inspect(token) {
      if (isApp(token)) return { caller: 'app', isValid: true, subcode: 0 };
      const state = states.get(token);
      return state ? { caller: 'system-user', ...state } : null;
    },
    current: () => current,
    kill(subcode) {
      states.set(current, { isValid: false, subcode });
    },
    revive() {
      states.set(current, { isValid: true, subcode: 0 });
    },
    rotate() {
      states.set(current, { isValid: false, subcode: 467 });
      current = `EAAG${random.text(180, alphanumerics)}`;
      states.set(current, { isValid: true, subcode: 0 });
      return current;
    },
  };
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
