import { expect, it } from 'vitest';
import type { UserId } from './ids.ts';
import { mentionsIn } from './mention.ts';

// Made up: only their equality matters.
const user = (id: string, name: string) => ({ id: id as UserId, name });
const users = [user('1', 'Ann'), user('2', 'Ann Lee'), user('3', 'Ben'), user('4', 'Ben')];

it('finds whom a note names, the longest name first, and both of two who are called alike', () => {
  expect(mentionsIn('@Ann Lee please look', users)).toEqual(['2']);
  expect(mentionsIn('@Ann, @Ben?', users)).toEqual(['1', '3', '4']);
});

it('addresses, longer words and unknown names mention nobody', () => {
  expect(mentionsIn('ann@Ben.example @Annabel @Zoe @', users)).toEqual([]);
});
