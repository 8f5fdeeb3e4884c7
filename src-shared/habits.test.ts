import { expect, it } from 'vitest';
import { afterUse, mostUsed, noHabits, weightOf } from './habits.ts';

const day = 24 * 60 * 60_000;

it('what is used often stands first, and what was used long ago falls behind', () => {
  let habits = noHabits;
  for (const key of ['a', 'a', 'a', 'b']) habits = afterUse(habits, 'quickReply', key, 0);
  expect(mostUsed(habits, 'quickReply', 0, 5)).toEqual(['a', 'b']);
  for (const key of ['b', 'b']) habits = afterUse(habits, 'quickReply', key, 60 * day);
  expect(mostUsed(habits, 'quickReply', 60 * day, 5)).toEqual(['b', 'a']);
  expect(weightOf(habits, 'quickReply', 'a', 60 * day)).toBeCloseTo(0.75);
});

it('knows nothing of words that objects have by nature, and keeps the newest 200', () => {
  expect(weightOf(noHabits, 'emoji', 'constructor', 0)).toBe(0);
  let habits = noHabits;
  for (let at = 0; at < 250; at++) habits = afterUse(habits, 'emoji', `k${at}`, at);
  expect(Object.keys(habits.emoji)).toHaveLength(200);
  expect(weightOf(habits, 'emoji', 'k0', 250)).toBe(0);
});
