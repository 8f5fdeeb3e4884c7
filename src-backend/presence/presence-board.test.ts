import { beforeEach, expect, it } from 'vitest';
import { type ConversationId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import { awayAfterMs, leaseMs, recentMs, typingMs } from '#shared/presence.ts';
import { TestClock } from '../testing/test-clock.ts';
import { PresenceBoard, type Who } from './presence-board.ts';

const tenantId = newId<TenantId>();
const other = newId<TenantId>();
const maya: Who = { tenantId, userId: newId<UserId>() };
const ben: Who = { tenantId, userId: newId<UserId>() };
const [refund, lamp] = [newId<ConversationId>(), newId<ConversationId>()];

let clock: TestClock;
let board: PresenceBoard;
let told: UserId[];

beforeEach(() => {
  clock = new TestClock();
  board = new PresenceBoard(clock);
  board.join(maya, 'm1');
  board.join(ben, 'b1');
  told = [];
  board.onChange(({ userId }) => told.push(userId));
});

const see = (who: Who) => board.find(who);

it('says who is here and since when they look at what, and that they have just left', () => {
  const start = clock.now();
  board.viewing(maya, 'm1', [refund]);
  clock.advance(5000);
  board.viewing(maya, 'm1', [lamp]);
  expect(see(maya)).toEqual({
    userId: maya.userId,
    status: 'online',
    viewing: [
      { conversationId: lamp, since: start + 5000, leftAt: null },
      { conversationId: refund, since: start, leftAt: start + 5000 },
    ],
    typing: [],
    leases: [],
  });
  clock.advance(recentMs);
  board.sweep();
  expect(see(maya)?.viewing.map(({ conversationId }) => conversationId)).toEqual([lamp]);
  expect(told).toEqual([maya.userId, maya.userId, maya.userId]);
});

it('a second window keeps a person in a conversation that the first one has left', () => {
  board.join(maya, 'm2');
  board.viewing(maya, 'm1', [refund]);
  board.viewing(maya, 'm2', [refund, lamp]);
  board.viewing(maya, 'm1', []);
  expect(see(maya)?.viewing.filter(({ leftAt }) => leftAt === null)).toHaveLength(2);
  board.leave(maya, 'm2');
  expect(see(maya)?.viewing.filter(({ leftAt }) => leftAt === null)).toEqual([]);
  expect(see(maya)?.status).toBe('online');
});

it('typing shows for 6 s after the last word of it, or until it stops', () => {
  board.typing(maya, refund, 'note');
  clock.advance(typingMs - 1);
  expect(see(maya)?.typing).toMatchObject([{ conversationId: refund, mode: 'note' }]);
  clock.advance(1);
  expect(see(maya)?.typing).toEqual([]);
  board.typing(maya, refund, 'note');
  board.typing(maya, refund, null);
  expect(see(maya)?.typing).toEqual([]);
  expect(board.holder(ben, refund)).toBeNull();
});

it('who types a reply holds the answer for 60 s, and longer while they go on', () => {
  board.typing(maya, refund, 'reply');
  expect(board.holder(ben, refund)).toEqual({ userId: maya.userId, until: clock.now() + leaseMs });
  expect(board.holder(maya, refund)).toBeNull();
  expect(board.holder(ben, lamp)).toBeNull();
  clock.advance(leaseMs - 1);
  board.typing(maya, refund, 'reply');
  clock.advance(leaseMs - 1);
  expect(board.holder(ben, refund)).not.toBeNull();
  clock.advance(1);
  expect(board.holder(ben, refund)).toBeNull();
});

it('typing takes no answer from a colleague; the override does, and says from whom', () => {
  board.typing(maya, refund, 'reply');
  board.typing(ben, refund, 'reply');
  expect(board.claim(ben, refund)).toBe(false);
  expect(board.holder(maya, refund)).toBeNull();
  expect(board.override(ben, refund)).toEqual({ userId: maya.userId, until: clock.now() + leaseMs });
  expect(board.holder(maya, refund)?.userId).toBe(ben.userId);
  expect(board.override(ben, refund)).toBeNull();
  expect(new Set(told)).toEqual(new Set([maya.userId, ben.userId]));
});

it('an answer is free once it was given, let go of, or its person has gone', () => {
  board.claim(maya, refund);
  board.replied(maya, refund);
  expect(board.holder(ben, refund)).toBeNull();
  board.claim(maya, refund);
  board.release(ben, refund);
  expect(board.holder(ben, refund)).not.toBeNull();
  board.release(maya, refund);
  expect(board.claim(ben, refund)).toBe(true);
  board.leave(ben, 'b1');
  expect(board.holder(maya, refund)).toBeNull();
  expect(board.people(tenantId).map(({ userId }) => userId)).toEqual([maya.userId]);
});

it('who gives no sign of life for 10 min is away; do not disturb stays what it is', () => {
  board.setStatus(ben, 'dnd');
  clock.advance(awayAfterMs - 1);
  board.sweep();
  expect(see(maya)?.status).toBe('online');
  told.length = 0;
  clock.advance(1);
  board.sweep();
  expect([see(maya)?.status, see(ben)?.status]).toEqual(['away', 'dnd']);
  board.sweep();
  expect(told).toEqual([maya.userId]);
  board.viewing(maya, 'm1', []);
  expect(see(maya)?.status).toBe('online');
});

it('S-60 another company sees nobody, and its claims on the same id change nothing', () => {
  const stranger: Who = { tenantId: other, userId: newId<UserId>() };
  board.join(stranger, 's1');
  board.typing(maya, refund, 'reply');
  expect(board.people(other).map(({ userId }) => userId)).toEqual([stranger.userId]);
  expect(board.holder(stranger, refund)).toBeNull();
  expect(board.override(stranger, refund)).toBeNull();
  expect(board.holder(ben, refund)?.userId).toBe(maya.userId);
});

it('whoever is not here any more changes nothing, and nobody can fill the memory', () => {
  board.leave(maya, 'm1');
  board.typing(maya, refund, 'reply');
  expect(board.claim(maya, refund)).toBe(false);
  expect(see(maya)).toBeNull();
  for (let n = 0; n < 500; n++) {
    board.viewing(ben, 'b1', [newId<ConversationId>()]);
    board.typing(ben, newId<ConversationId>(), 'note');
  }
  expect(see(ben)?.viewing).toHaveLength(21);
  expect(see(ben)?.typing).toHaveLength(20);
});
