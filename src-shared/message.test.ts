import { expect, it } from 'vitest';
import type { Delivery } from './delivery.ts';
import { tickOf, type SendState, type Tick } from './message.ts';

const failure = { code: 131026, title: 'Message undeliverable', details: null, at: 5 };

it.each<[string, SendState | null, Delivery, Tick]>([
  ['waits for the backend', { state: 'queued' }, { seen: {}, failure: null }, 'clock'],
  ['is on its way to Meta', { state: 'sending' }, { seen: {}, failure: null }, 'clock'],
  ['is held for a dead token', { state: 'held', reason: 'token' }, { seen: {}, failure: null }, 'held'],
  ['got no answer from Meta', { state: 'uncertain', since: 1, left: false }, { seen: {}, failure: null }, 'uncertain'],
  ['was accepted', { state: 'accepted' }, { seen: { accepted: 1 }, failure: null }, 'sent'],
  ['was delivered', { state: 'accepted' }, { seen: { accepted: 1, delivered: 2 }, failure: null }, 'delivered'],
  ['was read without a delivered status', { state: 'accepted' }, { seen: { read: 2 }, failure: null }, 'read'],
  ['was refused at once', { state: 'rejected', failure }, { seen: {}, failure: null }, 'failed'],
  ['failed later', { state: 'accepted' }, { seen: { sent: 1 }, failure }, 'failed'],
  [
    'turned out delivered after no answer',
    { state: 'uncertain', since: 1, left: false },
    { seen: { delivered: 9 }, failure: null },
    'delivered',
  ],
  ['was typed on the phone app', null, { seen: {}, failure: null }, 'sent'],
])('ruling 48: the tick of a message that %s', (_, sendState, delivery, wanted) => {
  expect(tickOf({ direction: 'outbound', sendState, delivery })).toBe(wanted);
});

it('gives no tick to what the customer or a colleague in private wrote', () => {
  for (const direction of ['inbound', 'note'] as const) {
    expect(tickOf({ direction, sendState: null, delivery: { seen: {}, failure: null } })).toBeNull();
  }
});
