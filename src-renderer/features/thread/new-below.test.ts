import { expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { aMessage, aReply } from '../../entities/builders.fixtures.ts';
import { countNew } from './new-below.ts';

it('counts what the customer wrote since the reader scrolled up, not own replies', () => {
  const messages = [aMessage(), aMessage(), aReply(newId()), aMessage()];
  const ids = messages.map((message) => message.id);
  const byId = Object.fromEntries(messages.map((message) => [message.id, message]));
  expect(countNew(ids, byId, ids[0] ?? null)).toBe(2);
  expect(countNew(ids, byId, ids[3] ?? null)).toBe(0);
  expect(countNew(ids, byId, null)).toBe(0);
});
