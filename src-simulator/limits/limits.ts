import type { Tier } from '../company/account-state.ts';
import type { NumberState } from '../company/number-state.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import type { Clock } from '../engine/clock.ts';
import { createCallQuota } from './call-quota.ts';
import { createCountedTimes } from './counted-times.ts';
import { createPace } from './pace.ts';
import { createRecentKeys } from './recent-keys.ts';

/** How fast and to how many people a business may write, counted on the simulator's clock (§10 of the reference). */
export interface Limits {
  /**
   * Counts a message of the number, sent or received, against its messages per second. False: 130429 for what it sends;
   * what it receives is counted and comes in all the same.
   */
  takeThroughput(number: BusinessNumber, perSecond: number): boolean;
  /** Counts a message to one user; false: 131056. */
  takePair(number: BusinessNumber, recipientId: string): boolean;
  /** Counts a user written to outside a service window, once a day; false: the portfolio has had its `limit` today. */
  takeUser(customer: Customer, limit: number): boolean;
  /** Counts a marketing template to the user; false: they have had enough for today, 131049. */
  takeMarketing(customer: Customer): boolean;
  /** Counts a request for permission to call; false: one a day and two a week are the most. */
  takeCallRequest(number: BusinessNumber, customer: Customer): boolean;
  /** Counts a send of a template whose quality nobody knows; false: the first have gone, this one is held back. */
  takeUnproven(templateId: string): boolean;
  /** Counts a management call; see {@link managementPerHour}. */
  takeManagementCall(key: string, perHour: number): { isOver: boolean; percent: number; minutesLeft: number };
}

/** How many messages a number may send and receive in a second. */
export function messagesPerSecond({ isCoexistence, throughput }: NumberState): number {
  if (isCoexistence) return 20;
  return throughput === 'HIGH' ? 1000 : 80;
}

/** People whom all numbers of a portfolio together may write to outside windows in 24 hours. */
export const usersPerDay: Readonly<Record<Tier, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1000,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Number.POSITIVE_INFINITY,
};

/** Calls per hour to a business account: a few until one of its numbers is registered. */
export const managementPerHour = { before: 200, after: 5000 } as const;

/** Calls per hour with an app's own token: 200 for each of its users, of whom ours is said to have 24. */
export const appCallsPerHour = 4800;

const dayMs = 86_400_000;
const pair = { everyMs: 6000, burst: 45 };
// Meta does not tell how much is enough; two a day is what integrators see.
const marketingPerDay = 2;
const capacity = 100_000;
// The threshold is Meta's secret; it is a share of what the template will be sent to.
const unprovenSends = 1000;

const generous: Limits = {
  takeThroughput: () => true,
  takePair: () => true,
  takeUser: () => true,
  takeMarketing: () => true,
  takeCallRequest: () => true,
  takeUnproven: () => true,
  takeManagementCall: () => ({ isOver: false, percent: 0, minutesLeft: 0 }),
};

/** With `isOn` false everything is allowed, as load tests need it. */
export function createLimits(isOn: boolean, clock: Clock): Limits {
  if (!isOn) return generous;
  const throughput = createPace(1000);
  const pairs = createPace(capacity);
  const users = createRecentKeys(dayMs, capacity);
  const marketing = createCountedTimes(marketingPerDay, capacity);
  const callRequests = createCountedTimes(2, capacity);
  const unproven = new BoundedMap<string, number>(capacity);
  const management = createCallQuota(1000);

  return {
    takeThroughput: (number, perSecond) => throughput.take(number.id, clock.now(), 1000 / perSecond, perSecond),
    takePair: (number, recipientId) => pairs.take(`${number.id}/${recipientId}`, clock.now(), pair.everyMs, pair.burst),
    takeUser(customer, limit) {
      const now = clock.now();
      if (!users.has(customer.key, now) && users.size(now) >= limit) return false;
      users.add(customer.key, now);
      return true;
    },
    takeMarketing(customer) {
      const now = clock.now();
      if (marketing.count(customer.key, now, dayMs) >= marketingPerDay) return false;
      marketing.add(customer.key, now);
      return true;
    },
    takeCallRequest(number, customer) {
      const now = clock.now();
      const key = `${number.id}/${customer.key}`;
      const isTooOften = callRequests.count(key, now, dayMs) >= 1 || callRequests.count(key, now, 7 * dayMs) >= 2;
      if (!isTooOften) callRequests.add(key, now);
      return !isTooOften;
    },
    takeUnproven(templateId) {
      const sends = unproven.get(templateId) ?? 0;
      if (sends < unprovenSends) unproven.set(templateId, sends + 1);
      return sends < unprovenSends;
    },
    takeManagementCall: (key, perHour) => management.take(key, clock.now(), perHour),
  };
}
