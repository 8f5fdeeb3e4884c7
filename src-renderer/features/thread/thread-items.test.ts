import { expect, it } from 'vitest';
import { newId, type UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { aMessage, aReply, hour, minute, t0 } from '../../entities/builders.fixtures.ts';
import { toThreadItems } from './thread-items.ts';

const maya = newId<UserId>();
const omar = newId<UserId>();

function shape(messages: ThreadMessage[], firstUnreadNo: number | null = null): string {
  const byId = Object.fromEntries(messages.map((message) => [message.id, message]));
  return toThreadItems(
    messages.map((message) => message.id),
    byId,
    firstUnreadNo,
  )
    .flatMap(({ day, isFirstUnread, opens, closes }) => [
      ...(day === null ? [] : ['day']),
      ...(isFirstUnread ? ['unread'] : []),
      `${opens ? '[' : ''}m${closes ? ']' : ''}`,
    ])
    .join(' ');
}

it('groups messages of one author within five minutes', () => {
  const at = (minutes: number) => t0 + minutes * minute;
  expect(shape([aMessage({ at: at(0) }), aMessage({ at: at(4) }), aMessage({ at: at(8) })])).toBe('day [m m m]');
  expect(shape([aMessage({ at: at(0) }), aMessage({ at: at(5) })])).toBe('day [m] [m]');
});

it('parts the groups of different authors on the same side', () => {
  expect(shape([aReply(maya), aReply(maya), aReply(omar)])).toBe('day [m m] [m]');
  expect(shape([aMessage(), aReply(maya)])).toBe('day [m] [m]');
});

it('never groups notes', () => {
  const note = { direction: 'note' } as const;
  expect(shape([aReply(maya, note), aReply(maya, note)])).toBe('day [m] [m]');
});

it('divides the days', () => {
  expect(shape([aMessage({ at: t0 }), aMessage({ at: t0 + 24 * hour })])).toBe('day [m] day [m]');
});

it('divides before the first unread message, once, and breaks the group there', () => {
  const inbound = (inboundNo: number) => aMessage({ inboundNo });
  expect(shape([inbound(1), inbound(2), inbound(3)], 2)).toBe('day [m] unread [m m]');
});

it('places the unread divider at the first loaded unread message when the real first lies in an older page', () => {
  expect(shape([aMessage({ inboundNo: 7 }), aMessage({ inboundNo: 8 })], 3)).toBe('day unread [m m]');
});

it('R-4 marks what came after messages that stand below it, but not history nor what is a few seconds apart', () => {
  const late = aMessage({ at: t0 + minute, inboundNo: 3 });
  const messages = [
    aMessage({ at: t0, inboundNo: 1 }),
    late,
    aMessage({ at: t0 + 2 * minute, inboundNo: 2 }),
    aMessage({ at: t0 + 3 * minute, inboundNo: 5 }),
    aMessage({ at: t0 + 3 * minute + 2_000, inboundNo: 4 }),
  ];
  const marked = (knownSince: number) =>
    toThreadItems(
      messages.map(({ id }) => id),
      Object.fromEntries(messages.map((message) => [message.id, message])),
      null,
      knownSince,
    ).flatMap((item) => (item.isLate ? [item.id] : []));
  expect(marked(0)).toEqual([late.id]);
  expect(marked(t0 + 2 * minute)).toEqual([]);
});
