import { expect, it } from 'vitest';
import type { IntegrationToken } from '#shared/integration-token.ts';
import type { HealthBoard } from '#shared/wire/health-routes.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { findAlerts, type HealthFacts } from './find-alerts.ts';

const now = Date.UTC(2026, 10, 16, 12);
const day = 24 * 60 * 60_000;
const nothing: HealthFacts = { accounts: [], tokens: [], board: null, queue: null, syncErrors: [] };
// Only what is looked at.
const account = (changes: Partial<IntegrationView>) =>
  ({ name: 'Shop', cannotSend: null, qualityRating: 'GREEN', ...changes }) as IntegrationView;
const token = (changes: Partial<IntegrationToken>) =>
  ({ accountName: 'Shop', createdAt: new Date(now - day).toISOString(), alert: null, ...changes }) as IntegrationToken;
const board = (changes: Partial<HealthBoard>) =>
  ({
    now: { lagMs: 100, databaseMs: 1 },
    sending: { waiting: 0, held: 0, uncertain: 0, oldestAt: null },
    webhooks: { dead: 0 },
    ...changes,
  }) as HealthBoard;
const kinds = (facts: Partial<HealthFacts>) =>
  findAlerts({ ...nothing, ...facts }, now).map(({ kind, tone, count, page }) => [kind, tone, count, page]);

it('finds nothing where all is well, nor about a number that somebody switched off', () => {
  expect(kinds({ accounts: [account({})], tokens: [token({})], board: board({}) })).toEqual([]);
  expect(kinds({ accounts: [account({ cannotSend: 'disabled', qualityRating: 'RED' })] })).toEqual([]);
});

it('warns of a token 14, 7 and 1 days before its end', () => {
  const ends = (inDays: number) => kinds({ accounts: [account({ tokenExpiresAt: now + inDays * day })] });
  expect(ends(15)).toEqual([]);
  expect(ends(13.5)).toEqual([['expires', 'warning', 14, 'accounts']]);
  expect(ends(6)).toEqual([['expires', 'warning', 6, 'accounts']]);
  expect(ends(0.5)).toEqual([['expires', 'danger', 1, 'accounts']]);
  expect(ends(-1)).toEqual([['expired', 'danger', 0, 'accounts']]);
});

it('puts the worst first, each with where it is mended', () => {
  expect(
    kinds({
      accounts: [account({ cannotSend: 'token' }), account({ endpointDownSince: now - 1 })],
      tokens: [
        token({ alert: { kind: 'new_network', at: new Date(now).toISOString(), network: '10.0.0.0/24' } }),
        token({ createdAt: new Date(now - 91 * day).toISOString() }),
      ],
      queue: { queue: 'out', deadLetters: 'dead', connected: false, taken: 1, repeated: 0, dead: 2 },
      syncErrors: ['102'],
    }),
  ).toEqual([
    ['token', 'danger', 0, 'accounts'],
    ['queueDown', 'danger', 0, null],
    ['endpointDown', 'warning', 0, 'devices'],
    ['unusual', 'warning', 0, 'apiKeys'],
    ['queueDead', 'warning', 2, null],
    ['templateSync', 'warning', 0, null],
    ['oldToken', 'info', 0, 'apiKeys'],
  ]);
});

it('tells of messages that wait too long, of late webhooks and of a slow database', () => {
  const sending = { waiting: 7, held: 0, uncertain: 1, oldestAt: now - 3 * 60_000 };
  const slow = { at: now, waiting: 7, webhooks: 1, lagMs: 90_000, databaseMs: 400, memoryBytes: 1 };
  expect(kinds({ board: board({ sending, now: slow }) })).toEqual([
    ['waiting', 'warning', 7, 'accounts'],
    ['lag', 'warning', 0, 'accounts'],
    ['slowDatabase', 'warning', 400, null],
    ['uncertain', 'info', 1, null],
  ]);
  expect(kinds({ board: board({ sending: { ...sending, uncertain: 0, oldestAt: now - 60_000 } }) })).toEqual([]);
});
