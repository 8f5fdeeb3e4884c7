import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { newId } from '#shared/ids.ts';
import type { RestName } from '#shared/wire/rest.ts';
import { t0 } from '../cache/entities.fixtures.ts';
import type { RestClient, RestInput } from './rest-client.ts';
import { Session, type SessionOver } from './session.ts';

let saved: (string | null)[];
let calls: { name: RestName; token: string | undefined; body: unknown }[];
let answers: Partial<Record<RestName, () => unknown>>;
let over: [SessionOver, string][];
let now: number;
let session: Session;

const unauthenticated = (reason?: string): AppError =>
  new AppError('unauthenticated', 'Sign in again', reason === undefined ? {} : { details: { reason } });

beforeEach(() => {
  saved = ['refresh-0'];
  calls = [];
  over = [];
  now = t0;
  let turn = 0;
  const fresh = (): unknown => {
    turn += 1;
    return { accessToken: `access-${turn}`, refreshToken: `refresh-${turn}`, expiresAt: now + 600_000 };
  };
  answers = { refresh: fresh, me: () => 'me' };
  const rest: RestClient = {
    call: async (name, input: RestInput<typeof name> = {}) => {
      calls.push({ name, token: input.token, body: input.body });
      await Promise.resolve();
      return answers[name]?.() as never;
    },
  };
  session = new Session({
    rest,
    tokens: { load: () => saved.at(-1) ?? null, save: (token) => saved.push(token) },
    client: { id: newId(), name: 'desk' },
    serverNow: () => now,
    onOver: (why, message) => over.push([why, message]),
  });
});

const names = (): RestName[] => calls.map(({ name }) => name);

describe('S-45 the session', () => {
  it('gets one access token for many callers, and keeps it until shortly before it expires', async () => {
    await Promise.all([session.call('me'), session.call('me'), session.call('me')]);
    expect(names()).toEqual(['refresh', 'me', 'me', 'me']);
    now += 569_000;
    await session.call('me');
    now += 2000;
    await session.call('me');
    expect(names().filter((name) => name === 'refresh')).toHaveLength(2);
    expect(saved).toEqual(['refresh-0', 'refresh-1', 'refresh-2']);
  });

  it('renews a refused access token once, for all who were refused', async () => {
    await session.accessToken();
    answers.me = () => {
      if (calls.at(-1)?.token === 'access-1' || calls.filter(({ token }) => token === 'access-2').length === 0) {
        throw unauthenticated();
      }
      return 'me';
    };
    await Promise.all([session.call('me'), session.call('me')]);
    expect(names().filter((name) => name === 'refresh')).toHaveLength(2);
    expect(over).toEqual([]);
  });

  it('hands out no token that is being renewed: the live line would be refused with it', async () => {
    expect(await session.accessToken()).toBe('access-1');
    const renewed = session.refresh();
    expect(await session.accessToken()).toBe('access-2');
    expect(await renewed).toBe('access-2');
  });

  it('sends the same refresh token again after a lost answer, and is not signed out', async () => {
    const { refresh } = answers;
    answers.refresh = () => {
      throw new AppError('offline', 'lost');
    };
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'offline' });
    answers.refresh = refresh as () => unknown;
    await expect(session.accessToken()).resolves.toBe('access-1');
    expect(calls.map(({ body }) => (body as { refreshToken: string }).refreshToken)).toEqual([
      'refresh-0',
      'refresh-0',
    ]);
    expect(over).toEqual([]);
  });

  it.each(['session_expired', 'session_revoked'])(
    'asks for the password when a refresh is refused: %s',
    async (reason) => {
      answers.refresh = () => {
        throw unauthenticated(reason);
      };
      await expect(session.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
      expect(over).toEqual([['expired', 'Sign in again']]);
      expect(session.isSignedIn()).toBe(false);
      await expect(session.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
      expect(names()).toEqual(['refresh']);
    },
  );

  it('S-36 says revoked when the backend says so about a good token', async () => {
    answers.me = () => {
      throw unauthenticated('session_revoked');
    };
    await expect(session.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(over).toEqual([['revoked', 'Sign in again']]);
    expect(saved.at(-1)).toBeNull();
  });

  it('S-36 a desktop that was away learns at its next contact that it was revoked, and erases', async () => {
    answers.refresh = () => {
      throw unauthenticated('device_revoked');
    };
    await expect(session.call('me')).rejects.toThrow('Sign in again');
    expect(over.map(([why]) => why)).toEqual(['revoked']);
    expect(saved.at(-1)).toBeNull();
  });

  it('does not take a refresh token that counts as stolen for an order to erase', async () => {
    answers.refresh = () => {
      // The backend tells the socket first.
      session.over('revoked', 'ended');
      throw unauthenticated('session_revoked');
    };
    await expect(session.accessToken()).rejects.toThrow();
    expect(over).toEqual([['expired', 'ended']]);
  });

  it('keeps nothing that comes back after the person signed out', async () => {
    const pending = session.accessToken();
    session.end();
    await expect(pending).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(saved.at(-1)).toBeNull();
    expect(over).toEqual([]);
  });
});
