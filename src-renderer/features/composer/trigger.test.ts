import { expect, it } from 'vitest';
import type { DraftMode } from '#shared/inbox.ts';
import { triggerAt } from './trigger.ts';

const asked = (text: string, mode: DraftMode = 'reply') => {
  const trigger = triggerAt(text, text.length, mode);
  return trigger && `${trigger.kind} ${trigger.query} ${text.slice(trigger.start, trigger.end)}`;
};

it('a slash asks for quick replies at the beginning or behind a space, also in the middle of a text', () => {
  expect(asked('/')).toBe('quickReply  /');
  expect(asked('Dear Ann, /ord')).toBe('quickReply ord /ord');
  expect(triggerAt('a /b c', 4, 'reply')).toEqual({ kind: 'quickReply', query: 'b', start: 2, end: 4 });
  for (const text of ['and/or', '1/2', 'https://x', '/ a']) expect(asked(text)).toBeNull();
});

it('a colon with two letters asks for emoji; smileys and times are text', () => {
  expect(asked('Great :smi')).toBe('emoji smi :smi');
  for (const text of [':', ':)', ':s', '10:30', 'at:noon', '::aa']) expect(asked(text)).toBeNull();
});

it('an @ asks for colleagues in notes only, and not within an address', () => {
  expect(asked('Please @An', 'note')).toBe('mention An @An');
  expect(asked('@Ann L', 'note')).toBe('mention Ann L @Ann L');
  expect(asked('me@an', 'note')).toBeNull();
  expect(asked('@An')).toBeNull();
});

it('two braces ask for variables until they are closed', () => {
  expect(asked('Hi {{')).toBe('variable  {{');
  expect(asked('Hi {{contact.na')).toBe('variable contact.na {{contact.na');
  expect(asked('Hi {{x}} y')).toBeNull();
});
