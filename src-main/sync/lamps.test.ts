import { expect, it } from 'vitest';
import { t0 } from '../cache/entities.fixtures.ts';
import { connectionOf, nothingKnown, type Facts } from './lamps.ts';

const heartbeat: Facts['heartbeat'] = {
  epoch: 'e',
  head: 1,
  serverTime: t0,
  whatsapp: { state: 'ok', at: t0 },
  webhook: { at: t0, publicUrl: true },
};
const good: Facts = { ...nothingKnown, realtime: 'connected', backend: { state: 'ok' }, heartbeat };

function lamps(facts: Facts): string[] {
  const { realtime, backend, whatsapp, webhook } = connectionOf(facts, null, t0);
  return [realtime, backend, whatsapp, webhook].map(({ state }) => state);
}

it('the lamps say what is known, and only that', () => {
  expect(lamps(nothingKnown)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  expect(lamps(good)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(lamps({ ...good, realtime: 'lost' })).toEqual(['warn', 'ok', 'ok', 'ok']);
  const away = { ...good, realtime: 'lost', backend: { state: 'down', reason: 'cut' } } as const;
  expect(lamps(away)).toEqual(['down', 'down', 'unknown', 'unknown']);
  expect([lamps({ ...good, disk: 'full' })[0], lamps({ ...good, disk: 'failing' })[0]]).toEqual(['warn', 'warn']);
});

it('ruling 55: a server that WhatsApp cannot reach is send-only, until something does arrive', () => {
  const webhook = (at: number | null, publicUrl: boolean): string | undefined =>
    lamps({ ...good, heartbeat: { ...heartbeat, webhook: { at, publicUrl } } })[3];
  expect([webhook(null, false), webhook(null, true), webhook(t0, false)]).toEqual(['warn', 'unknown', 'ok']);
});

it('a lamp keeps the time since which it is as it is', () => {
  const first = connectionOf(good, null, t0);
  const second = connectionOf({ ...good, realtime: 'lost' }, first, t0 + 5);
  expect([second.realtime.since, second.backend.since]).toEqual([t0 + 5, t0]);
});
