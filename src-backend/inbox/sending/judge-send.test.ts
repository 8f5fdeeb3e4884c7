import { expect, it } from 'vitest';
import type { CallOutcome } from '../../whatsapp/cloud-api.client.ts';
import { backOffMs, judgeSend } from './judge-send.ts';

type Outcome = CallOutcome<{ wamid: string }>;
const at = 1_795_000_000_000;
const judge = (outcome: Outcome, sending: Partial<Parameters<typeof judgeSend>[1]> = {}) =>
  judgeSend(outcome, { attempt: 1, firstTriedAt: at, now: at, random: 1, ...sending });
const refused = (code: number | null, status = 400, retryAfterMs: number | null = null): Outcome => ({
  kind: 'refused',
  status,
  code,
  title: 'No',
  details: 'because',
  retryAfterMs,
});

it('R-6d accepts, doubts what has no answer, repeats what was not sent', () => {
  expect(judge({ kind: 'done', value: { wamid: 'wamid.1' } })).toEqual({ do: 'accept', wamid: 'wamid.1' });
  expect(judge({ kind: 'unknown', reason: 'reset' })).toEqual({ do: 'doubt' });
  for (const attempt of [1, 8, 100]) {
    const sending = { attempt, now: at + 24 * 3600_000 };
    expect(judge({ kind: 'not_sent', reason: 'ECONNREFUSED' }, sending)).toEqual({ do: 'offline' });
  }
});

it('R-6e backs off from 1 s to 60 s with full jitter', () => {
  const delays = [1, 2, 3, 6, 7, 20].map((attempt) => backOffMs(attempt, 1));
  expect(delays).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
  expect(backOffMs(7, 0.25)).toBe(15_000);
  expect(backOffMs(1, 0)).toBe(0);
  expect(judge(refused(131016, 500), { attempt: 3, random: 0.5 })).toMatchObject({ delayMs: 2000 });
});

it.each([
  [190, 401, { do: 'hold', code: 190, reason: 'token' }],
  [0, 401, { do: 'retry', scope: 'lane' }],
  [null, 401, { do: 'retry', scope: 'lane' }],
  [3, 500, { do: 'reject' }],
  [10, 403, { do: 'reject' }],
  [200, 403, { do: 'reject' }],
  [33, 400, { do: 'reject' }],
  [100, 400, { do: 'reject' }],
  [4, 400, { do: 'retry', scope: 'account' }],
  [80007, 400, { do: 'retry', scope: 'account' }],
  [130429, 429, { do: 'retry', scope: 'account' }],
  [133016, 400, { do: 'retry', scope: 'account' }],
  [131056, 400, { do: 'retry', scope: 'lane' }],
  [null, 429, { do: 'retry', scope: 'account' }],
  [1, 400, { do: 'retry', scope: 'lane' }],
  [2, 503, { do: 'retry', scope: 'lane' }],
  [131000, 500, { do: 'retry', scope: 'lane' }],
  [131016, 500, { do: 'retry', scope: 'lane' }],
  [131057, 500, { do: 'retry', scope: 'lane' }],
  [133004, 503, { do: 'retry', scope: 'lane' }],
  [999_999, 500, { do: 'retry', scope: 'lane' }],
  [131047, 400, { do: 'reject' }],
  [131026, 400, { do: 'reject' }],
  [131048, 400, { do: 'reject' }],
  [132001, 404, { do: 'reject' }],
  [131053, 400, { do: 'retry', scope: 'lane' }],
  [999_999, 400, { do: 'reject' }],
  [null, 404, { do: 'reject' }],
])('R-6e code %s with HTTP %i', (code, status, verdict) => {
  expect(judge(refused(code, status))).toMatchObject(verdict);
});

it('R-6e gives up a temporary refusal after 8 tries or 15 minutes, and says why', () => {
  expect(judge(refused(131016, 500), { attempt: 7 })).toMatchObject({ do: 'retry' });
  const failure = { code: 131016, title: 'No', details: 'because', at };
  expect(judge(refused(131016, 500), { attempt: 8 })).toEqual({ do: 'reject', failure });
  expect(judge(refused(131016, 500), { attempt: 2, now: at + 15 * 60_000 })).toMatchObject({ do: 'reject' });
});

it('R-6e never gives up over throughput, and waits at least as long as Meta says', () => {
  expect(judge(refused(130429, 429), { attempt: 50, now: at + 3600_000 })).toMatchObject({ do: 'retry' });
  expect(judge(refused(130429, 429, 90_000))).toMatchObject({ delayMs: 90_000 });
  expect(judge(refused(131016, 500, 90_000))).toMatchObject({ delayMs: 90_000 });
  expect(judge(refused(130429, 429), { random: 0 })).toMatchObject({ delayMs: 1000 });
});

it('R-6e uploads a refused file again once, then says why it can’t be sent', () => {
  expect(judge(refused(131053))).toMatchObject({ do: 'retry', scope: 'lane' });
  expect(judge(refused(131053), { attempt: 2 })).toMatchObject({ do: 'reject', failure: { code: 131053 } });
});

it('R-6e waits 4, 16, 64 s … for a customer who was written to too often', () => {
  const delays = [1, 2, 3, 6, 30].map((attempt) => judge(refused(131056), { attempt }));
  expect(delays).toMatchObject([4, 16, 64, 4096, 4096].map((seconds) => ({ delayMs: seconds * 1000 })));
});

it('ruling 21: holds on the third 401 that is not 190', () => {
  expect(judge(refused(0, 401), { attempt: 2 })).toMatchObject({ do: 'retry' });
  expect(judge(refused(0, 401), { attempt: 3 })).toEqual({ do: 'hold', code: 0, reason: 'token' });
});

it('keeps a refusal’s texts within what a message can hold', () => {
  const verdict = judge({ ...refused(100), title: '👋'.repeat(2000), details: 'x'.repeat(9000) } as Outcome);
  expect(verdict).toMatchObject({ do: 'reject' });
  if (verdict.do !== 'reject') return;
  expect(verdict.failure.title.length).toBeLessThanOrEqual(1000);
  expect(verdict.failure.title.isWellFormed()).toBe(true);
  expect(verdict.failure.details).toHaveLength(4000);
});

it('R-6d a gateway that is away stops its own number only; what it can’t do for now is held for its reason', () => {
  const away: Outcome = { kind: 'not_sent', reason: 'ECONNREFUSED', only: 'account' };
  expect(judge(away, { random: 0 })).toEqual({ do: 'offline', waitMs: 2500 });
  expect(judge(away, { attempt: 100 })).toEqual({ do: 'offline', waitMs: 5000 });
  const refusedKey: Outcome = {
    kind: 'refused',
    status: 401,
    code: null,
    title: 'Unauthorized',
    details: null,
    retryAfterMs: null,
    hold: 'endpoint',
  };
  expect(judge(refusedKey)).toEqual({ do: 'hold', code: null, reason: 'endpoint' });
});
