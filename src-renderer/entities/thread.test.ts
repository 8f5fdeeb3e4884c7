import { expect, it } from 'vitest';
import { newId, type ConversationId, type MessageId, type MutationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { aMessage, aReply, minute, t0 } from './builders.fixtures.ts';
import {
  appendPage,
  compareMessages,
  newerCopy,
  newestKnown,
  placeMessages,
  prependPage,
  threadAround,
  threadsToForget,
  type Thread,
} from './thread.ts';

const byIdOf = (messages: ThreadMessage[]) => Object.fromEntries(messages.map((message) => [message.id, message]));
const threadOf = (messages: ThreadMessage[], older: Thread['older'] = null): Thread => ({
  ids: messages.map((message) => message.id),
  older,
  status: 'ready',
});
const pending = { mutationId: newId<MutationId>(), state: 'pending', heldUntil: null, error: null } as const;

it('R-4 orders by time, then by place in the change log, and what only this desktop knows comes last', () => {
  const first = aMessage({ at: t0, seq: 5 });
  const second = aMessage({ at: t0, seq: 6 });
  const mine = aMessage({ at: t0, seq: 0 });
  const later = aMessage({ at: t0 + 1, seq: 1 });
  expect([later, mine, second, first].toSorted(compareMessages)).toEqual([first, second, mine, later]);
});

it('places a late message where it belongs, not at the end', () => {
  const [a, b] = [aMessage({ at: t0 }), aMessage({ at: t0 + 2 * minute })];
  const late = aMessage({ at: t0 + minute });
  expect(placeMessages(threadOf([a, b]), [late], byIdOf([a, b, late]))).toEqual([a.id, late.id, b.id]);
});

it('moves a message when the server gives it another time', () => {
  const mine = aReply(newId(), { at: t0, seq: 0, version: 0, outbox: pending });
  const theirs = aMessage({ at: t0 + 1 });
  const confirmed = { ...mine, at: t0 + 2, seq: 9, version: 1, outbox: null };
  expect(placeMessages(threadOf([mine, theirs]), [confirmed], byIdOf([theirs, confirmed]))).toEqual([
    theirs.id,
    mine.id,
  ]);
});

it('leaves messages older than the loaded part to paging, unless the beginning is reached', () => {
  const loaded = aMessage({ at: t0 });
  const old = aMessage({ at: t0 - minute });
  const older = { at: t0, id: loaded.id };
  const byId = byIdOf([loaded, old]);
  expect(placeMessages(threadOf([loaded], older), [old], byId)).toEqual([loaded.id]);
  expect(placeMessages(threadOf([loaded]), [old], byId)).toEqual([old.id, loaded.id]);
});

it('R-3 never turns a tick back when an older copy arrives late', () => {
  const read = aReply(newId(), { version: 4 });
  expect(newerCopy(read, { ...read, version: 2 })).toBe(read);
  const next = { ...read, version: 5 };
  expect(newerCopy(read, next)).toBe(next);
});

it('takes the last copy of a message that only the outbox changes', () => {
  const mine = aReply(newId(), { version: 0, outbox: pending });
  const rejected = { ...mine, outbox: { ...pending, state: 'rejected' as const } };
  expect(newerCopy(mine, rejected)).toBe(rejected);
});

it('puts an older page before the loaded one without repeating a message', () => {
  const [a, b, c] = [aMessage(), aMessage(), aMessage()];
  const page = { messages: [a, b], older: null, newer: null };
  expect(prependPage(threadOf([b, c], { at: t0, id: b.id }), page)).toEqual(threadOf([a, b, c]));
});

it('bases a reply on the newest message the backend knows, not on own unsent ones or notes', () => {
  const theirs = aMessage();
  const note = aMessage({ direction: 'note' });
  const unsent = aReply(newId(), { outbox: pending });
  const messages = [theirs, note, unsent];
  expect(newestKnown(threadOf(messages), byIdOf(messages))).toBe(theirs.id);
  expect(newestKnown(undefined, {})).toBeNull();
});

it('forgets the threads opened longest ago', () => {
  const ids = Array.from({ length: 4 }, () => newId<ConversationId>());
  expect(threadsToForget(ids, 3)).toEqual(ids.slice(0, 1));
  expect(threadsToForget(ids, 9)).toEqual([]);
});

it('does nothing to a message it has no copy of', () => {
  const known = aMessage();
  const ghost: MessageId = newId();
  expect(placeMessages(threadOf([known]), [aMessage({ id: ghost })], byIdOf([known]))).toEqual([known.id]);
});

it('after a jump back, what is new stays out of the view until paging gets there', () => {
  const [old, older, newest, arrived] = [0, 1, 8, 9].map((at) => aMessage({ at: t0 + at * minute }));
  if (!old || !older || !newest || !arrived) throw new Error('four messages');
  const byId = byIdOf([old, older, newest, arrived]);
  const newer = { at: older.at, id: older.id };
  const thread = threadAround(threadOf([newest]), { messages: [old, older], older: null, newer }, byId);
  expect(placeMessages(thread, [arrived], byId)).toEqual([old.id, older.id]);
  // A reply is still written against what its writer had seen.
  expect(newestKnown(thread, byId)).toBe(newest.id);
  const behind = appendPage(thread, { messages: [newest, arrived], older: null, newer: null });
  expect(behind).toEqual({ ids: [old.id, older.id, newest.id, arrived.id], older: null, status: 'ready' });
  expect(newestKnown(behind, byId)).toBe(arrived.id);
});
