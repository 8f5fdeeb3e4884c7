import { expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { aReply } from '../../entities/builders.fixtures.ts';
import { newerReplies } from './newer-replies.ts';

it('reads the colleagues’ replies out of a stale_reply error', () => {
  const { outbox: _outbox, ...reply } = aReply(newId(), { content: { type: 'text', text: 'We have\nit in L.' } });
  expect(newerReplies({ messages: [reply] })).toEqual([{ id: reply.id, text: 'We have it in L.' }]);
});

it('shows none when the error carries something else', () => {
  expect([newerReplies(undefined), newerReplies({}), newerReplies({ messages: [{ id: 1 }] })]).toEqual([[], [], []]);
});
