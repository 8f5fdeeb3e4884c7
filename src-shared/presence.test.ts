import { expect, it } from 'vitest';
import { type ConversationId, newId, type UserId } from './ids.ts';
import { byConversation, leaseMs, type PersonPresence, recentMs, typingMs, withPush } from './presence.ts';

const now = Date.UTC(2026, 10, 21, 9);
const [maya, ben, zoe] = [newId<UserId>(), newId<UserId>(), newId<UserId>()];
const [first, second] = [newId<ConversationId>(), newId<ConversationId>()];

const person = (userId: UserId, over: Partial<PersonPresence> = {}): PersonPresence => ({
  userId,
  status: 'online',
  viewing: [],
  typing: [],
  leases: [],
  ...over,
});
const view = (conversationId: ConversationId, leftAt: number | null = null) => ({
  conversationId,
  since: now - 60_000,
  leftAt,
});

it('shows the others, never oneself, and those who are still looking before those who have left', () => {
  const people = [
    person(maya, { viewing: [view(first)] }),
    person(ben, { viewing: [view(first, now - 3000), view(second)] }),
    person(zoe, { viewing: [view(first)] }),
  ];
  const found = byConversation(people, maya, now);
  expect(found.get(first)?.viewers).toEqual([
    { userId: zoe, leftAt: null },
    { userId: ben, leftAt: now - 3000 },
  ]);
  expect(found.get(second)?.viewers).toEqual([{ userId: ben, leftAt: null }]);
});

it('forgets what has run out: typing after 6 s, a lease after 60 s, a visit after 2 min', () => {
  const people = [
    person(ben, {
      viewing: [view(first, now)],
      typing: [{ conversationId: first, mode: 'reply', at: now }],
      leases: [{ conversationId: first, until: now + leaseMs }],
    }),
  ];
  const at = (ms: number) => byConversation(people, maya, now + ms).get(first);
  expect(at(typingMs - 1)?.typing).toHaveLength(1);
  expect(at(typingMs)?.typing).toEqual([]);
  expect(at(leaseMs - 1)?.lease).toEqual({ userId: ben, until: now + leaseMs });
  expect(at(leaseMs)?.lease).toBeNull();
  expect(at(recentMs - 1)?.viewers).toHaveLength(1);
  expect(at(recentMs)).toBeUndefined();
});

it('a push replaces whom it names, drops who went, and starts over when it is whole', () => {
  const known = [person(maya), person(ben)];
  const changed = person(ben, { status: 'dnd' });
  expect(withPush(known, { whole: false, people: [changed], gone: [] })).toEqual([person(maya), changed]);
  expect(withPush(known, { whole: false, people: [], gone: [maya] })).toEqual([person(ben)]);
  expect(withPush(known, { whole: true, people: [person(zoe)], gone: [] })).toEqual([person(zoe)]);
});
