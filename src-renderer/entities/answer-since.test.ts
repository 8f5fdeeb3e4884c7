import { expect, it } from 'vitest';
import { newId, type MessageId, type UserId } from '#shared/ids.ts';
import { aMessage, aReply } from './builders.fixtures.ts';
import { answerSince } from './answer-since.ts';

const me = newId<UserId>();
const question = aMessage();
const colleague = aReply(newId());
const mine = aReply(me);
const byId = { [question.id]: question, [colleague.id]: colleague, [mine.id]: mine };
const thread = (...ids: MessageId[]) => ({ ids, older: null, status: 'ready' as const });

it('an answer of a colleague behind what the writer had read makes the draft stale', () => {
  expect(answerSince(thread(question.id, colleague.id), byId, question.id, me)).toBe(colleague);
  expect(answerSince(thread(question.id, colleague.id, mine.id), byId, question.id, me)).toBe(colleague);
});

it('one’s own replies, the customer, and what was read before do not', () => {
  expect(answerSince(thread(question.id, mine.id), byId, question.id, me)).toBeNull();
  expect(answerSince(thread(colleague.id, question.id), byId, colleague.id, me)).toBeNull();
  expect(answerSince(undefined, byId, null, me)).toBeNull();
});
