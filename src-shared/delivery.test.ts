import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { deliverySteps, furthestStep, hasFailed, mergeDelivery, noDelivery, type Delivery } from './delivery.ts';

const failure = (at: number) => ({ code: 131026, title: 'Message undeliverable', details: null, at });
const sightings: Delivery[] = [
  ...deliverySteps.map((step, index): Delivery => ({ seen: { [step]: 1000 + index }, failure: null })),
  { seen: {}, failure: failure(1003) },
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

it('R-3 all 720 orders of six sightings, each also with duplicates, end in the same status', () => {
  const wanted: Delivery = {
    seen: { accepted: 1000, sent: 1001, delivered: 1002, read: 1003, played: 1004 },
    failure: failure(1003),
  };
  const orders = permutations(sightings);
  expect(orders).toHaveLength(720);
  for (const order of orders) {
    expect(order.reduce(mergeDelivery, noDelivery)).toEqual(wanted);
    expect([...order, ...order.toReversed()].reduce(mergeDelivery, noDelivery)).toEqual(wanted);
  }
});

const prices = fc.record({
  type: fc.constantFrom('regular', 'free_entry_point', null),
  category: fc.constantFrom('service', 'marketing', null),
});

const anyDelivery: fc.Arbitrary<Delivery> = fc
  .tuple(
    fc.record({
      seen: fc
        .array(fc.tuple(fc.constantFrom(...deliverySteps), fc.integer({ min: 0, max: 9 })))
        .map((pairs) => Object.fromEntries(pairs)),
      failure: fc.option(
        fc.record({
          code: fc.constantFrom(131026, 131047, 190),
          title: fc.constantFrom('a', 'b'),
          details: fc.constant(null),
          at: fc.integer({ min: 0, max: 3 }),
        }),
      ),
    }),
    fc.option(prices, { nil: undefined }),
  )
  .map(([delivery, price]): Delivery => ({ ...delivery, ...(price && { price }) }));

it('R-3 the merge is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(anyDelivery, anyDelivery, anyDelivery, (a, b, c) => {
      expect(mergeDelivery(a, b)).toEqual(mergeDelivery(b, a));
      expect(mergeDelivery(mergeDelivery(a, b), c)).toEqual(mergeDelivery(a, mergeDelivery(b, c)));
      expect(mergeDelivery(a, a)).toEqual(mergeDelivery(a, noDelivery));
    }),
  );
});

it('R-3 a merge never moves a message backwards', () => {
  const rank = (delivery: Delivery) => {
    const step = furthestStep(delivery);
    return step === null ? -1 : deliverySteps.indexOf(step);
  };
  fc.assert(
    fc.property(anyDelivery, anyDelivery, (a, b) => {
      expect(rank(mergeDelivery(a, b))).toBe(Math.max(rank(a), rank(b)));
    }),
  );
});

it('R-3 a failure counts until the message reached the phone, and no longer after', () => {
  expect(hasFailed({ seen: { accepted: 1, sent: 2 }, failure: failure(3) })).toBe(true);
  expect(hasFailed({ seen: { read: 4 }, failure: failure(3) })).toBe(false);
  expect(hasFailed({ seen: { delivered: 4 }, failure: failure(5) })).toBe(false);
  expect(hasFailed({ seen: { sent: 4 }, failure: null })).toBe(false);
});

it('the price comes with any of the statuses, and of two that differ nobody is told it was free', () => {
  const free = { type: 'free_customer_service', category: 'service' };
  const charged = { type: 'regular', category: 'marketing' };
  const sent: Delivery = { seen: { sent: 1 }, failure: null, price: free };
  const read: Delivery = { seen: { read: 3 }, failure: null };
  expect(mergeDelivery(read, sent).price).toEqual(free);
  expect(mergeDelivery(sent, { seen: { delivered: 2 }, failure: null, price: charged }).price).toEqual(charged);
  expect(mergeDelivery(noDelivery, read)).not.toHaveProperty('price');
});
