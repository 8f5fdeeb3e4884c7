import { expect, it } from 'vitest';
import { type MessageId, newId, type UserId } from '#shared/ids.ts';
import { aReply } from '../../entities/builders.fixtures.ts';
import { newerReplies } from './newer-replies.ts';

it('reads the colleagues’ replies out of a stale_reply error', () => {
  const ben = newId<UserId>();
  const { outbox: _outbox, ...reply } = aReply(ben, { content: { type: 'text', text: 'We have\nit in L.' } });
  const onPhone = { ...reply, id: newId<MessageId>(), at: reply.at - 1, origin: { kind: 'echo' } };
  expect(newerReplies({ messages: [reply, onPhone] })).toMatchObject([
    { id: onPhone.id, userId: null },
    { id: reply.id, text: 'We have it in L.', at: reply.at, userId: ben },
  ]);
});

it('shows none when the error carries something else', () => {
  expect([newerReplies(undefined), newerReplies({}), newerReplies({ messages: [{ id: 1 }] })]).toEqual([[], [], []]);
});
