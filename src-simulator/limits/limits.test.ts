import { expect, it } from 'vitest';
import { createClock } from '../engine/clock.ts';
import { createDirectory } from '../customers/directory.ts';
import type { BusinessNumber } from '../company/company.ts';
import { createLimits, usersPerDay } from './limits.ts';
import { createPace } from './pace.ts';
import { createRecentKeys } from './recent-keys.ts';

const number = (id: string): BusinessNumber => ({
  id,
  wabaId: 'w',
  digits: '12025550143',
  display: '+1 202-555-0143',
  verifiedName: 'Shop',
  trade: 'shop',
});
const [shop, hotel] = [number('1'), number('2')];
const dayMs = 86_400_000;

function atWork(isOn = true) {
  const clock = createClock({ frozenAt: Date.parse('2026-11-20T09:00:00Z') });
  const directory = createDirectory('7', null);
  const person = (index: number) => directory.meet(`4790${index}`, undefined);
  return { clock, limits: createLimits(isOn, clock), person };
}

/** How often something is allowed when tried so many times. */
const countOf = (tries: number, take: () => boolean): number =>
  Array.from({ length: tries }, take).filter(Boolean).length;

it('lets a number write 80 messages in a second, and as many in the next', () => {
  const { clock, limits } = atWork();
  expect(countOf(200, () => limits.takeThroughput(shop, 80))).toBe(80);
  expect(limits.takeThroughput(hotel, 80)).toBe(true);
  clock.advance(500);
  expect(countOf(200, () => limits.takeThroughput(shop, 80))).toBe(40);
  clock.advance(1000);
  expect(countOf(200, () => limits.takeThroughput(shop, 80))).toBe(80);
});

it('lets a number write 45 messages to a person at once, borrowed from the future, then one each 6 seconds', () => {
  const { clock, limits } = atWork();
  expect(countOf(60, () => limits.takePair(shop, 'a'))).toBe(45);
  expect([limits.takePair(shop, 'b'), limits.takePair(hotel, 'a')]).toEqual([true, true]);
  clock.advance(5999);
  expect(limits.takePair(shop, 'a')).toBe(false);
  clock.advance(1);
  expect(countOf(5, () => limits.takePair(shop, 'a'))).toBe(1);
  clock.advance(45 * 6000);
  expect(countOf(60, () => limits.takePair(shop, 'a'))).toBe(45);
});

it('counts each person once in 24 hours, over all numbers', () => {
  const { clock, limits, person } = atWork();
  expect(countOf(60, () => limits.takeUser(person(1), 3))).toBe(60);
  clock.advance(dayMs / 2);
  expect([2, 3, 4].map((index) => limits.takeUser(person(index), 3))).toEqual([true, true, false]);
  clock.advance(dayMs / 2);
  expect([4, 5].map((index) => limits.takeUser(person(index), 3))).toEqual([true, false]);
  expect(usersPerDay.TIER_2K).toBe(2000);
});

it('lets a person have two marketing templates a day, and asks for calls once a day and twice a week', () => {
  const { clock, limits, person } = atWork();
  expect(countOf(9, () => limits.takeMarketing(person(1)))).toBe(2);
  const perDay = Array.from({ length: 9 }, () => {
    const count = countOf(3, () => limits.takeCallRequest(shop, person(1)));
    clock.advance(dayMs);
    return count;
  });
  expect(perDay).toEqual([1, 1, 0, 0, 0, 0, 0, 1, 1]);
  expect(limits.takeMarketing(person(1))).toBe(true);
});

it('counts management calls by the hour and tells when there will be more', () => {
  const { clock, limits } = atWork();
  const take = () => limits.takeManagementCall('w', 4);
  expect([take(), take(), take(), take()].map(({ percent }) => percent)).toEqual([25, 50, 75, 100]);
  clock.advance(50 * 60_000);
  expect(take()).toEqual({ isOver: true, percent: 100, minutesLeft: 10 });
  clock.advance(10 * 60_000);
  expect(take()).toEqual({ isOver: false, percent: 25, minutesLeft: 0 });
});

it('allows everything when it is off', () => {
  const { limits, person } = atWork(false);
  expect(countOf(500, () => limits.takeThroughput(shop, 80) && limits.takePair(shop, 'a'))).toBe(500);
  expect(countOf(9, () => limits.takeMarketing(person(1)) && limits.takeUser(person(2), 0))).toBe(9);
});

it('forgets the oldest when there are too many', () => {
  const keys = createRecentKeys(1000, 2);
  for (const key of ['a', 'b', 'a', 'c']) keys.add(key, 0);
  expect(['a', 'b', 'c'].map((key) => keys.has(key, 0))).toEqual([true, false, true]);
  const pace = createPace(1);
  expect([pace.take('a', 0, 10, 1), pace.take('a', 0, 10, 1), pace.take('b', 0, 10, 1)]).toEqual([true, false, true]);
  expect(pace.take('a', 0, 10, 1)).toBe(true);
});
