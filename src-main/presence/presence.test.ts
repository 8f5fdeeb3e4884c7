import { beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { type ConversationId, newId, type UserId } from '#shared/ids.ts';
import type { PersonPresence, PresenceState } from '#shared/presence.ts';
import { ManualClock } from '../sync/clock.fixtures.ts';
import { Presence } from './presence.ts';

const [refund, lamp] = [newId<ConversationId>(), newId<ConversationId>()];
const ben: PersonPresence = { userId: newId<UserId>(), status: 'online', viewing: [], typing: [], leases: [] };

let told: unknown[];
let states: PresenceState[];
let isCut: boolean;
let stored: string | null;
let presence: Presence;
let clock: ManualClock;

beforeEach(() => {
  told = [];
  states = [];
  isCut = false;
  stored = null;
  clock = new ManualClock(0);
  presence = new Presence({
    clock,
    tell: async (event, payload) => {
      if (isCut) throw new AppError('offline', 'no line');
      told.push([event, payload]);
    },
    storedStatus: async () => stored,
    storeStatus: async (status) => void (stored = status),
    onChange: (state) => states.push(state),
  });
});

it('says once for all windows what they show, and forgets a window that shows nothing', () => {
  presence.viewing(1, refund);
  clock.advance(400);
  presence.viewing(2, refund);
  clock.advance(400);
  presence.viewing(1, lamp);
  clock.advance(400);
  presence.viewing(2, null);
  presence.viewing(3, null);
  clock.advance(400);
  expect(told).toEqual([
    ['viewing', { conversationIds: [refund] }],
    ['viewing', { conversationIds: [refund] }],
    ['viewing', { conversationIds: [lamp, refund] }],
    ['viewing', { conversationIds: [lamp] }],
  ]);
});

it('who moves through a list fast is told about where they begin and where they stop', () => {
  const passed = Array.from({ length: 50 }, () => newId<ConversationId>());
  for (const id of passed) presence.viewing(1, id);
  expect(told).toEqual([['viewing', { conversationIds: passed.slice(0, 1) }]]);
  clock.advance(400);
  expect(told.at(-1)).toEqual(['viewing', { conversationIds: passed.slice(-1) }]);
  expect(told).toHaveLength(2);
  clock.advance(10_000);
  expect(told).toHaveLength(2);
});

it('shows nobody while the line is down, and says everything again when it is back', async () => {
  presence.viewing(1, refund);
  await presence.setStatus('dnd');
  presence.heard({ whole: true, people: [ben], gone: [] });
  presence.lineIs(false);
  expect(states.at(-1)).toEqual({ live: false, status: 'dnd', people: [] });
  told.length = 0;
  clock.advance(400);
  presence.lineIs(true);
  expect(told).toEqual([
    ['status', { status: 'dnd' }],
    ['viewing', { conversationIds: [refund] }],
  ]);
  // Nothing is known before the backend has said who is here.
  expect(presence.state.live).toBe(false);
  presence.heard({ whole: true, people: [ben], gone: [] });
  expect(presence.state).toEqual({ live: true, status: 'dnd', people: [ben] });
});

it('is silent when there is no line: only a claim says that it failed', async () => {
  isCut = true;
  presence.viewing(1, refund);
  presence.typing(refund, 'reply');
  await presence.setStatus('away');
  await expect(presence.lease(refund, 'override')).rejects.toMatchObject({ code: 'offline' });
  expect(told).toEqual([]);
});

it('keeps the chosen status over a restart of this desktop, and ignores one it does not know', async () => {
  stored = 'dnd';
  await presence.load();
  expect(presence.state.status).toBe('dnd');
  stored = 'asleep';
  await presence.load();
  expect(presence.state.status).toBe('dnd');
});
