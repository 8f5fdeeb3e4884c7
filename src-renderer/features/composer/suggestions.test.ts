import { expect, it } from 'vitest';
import { afterUse, noHabits } from '#shared/habits.ts';
import { newId } from '#shared/ids.ts';
import { aUser, t0 } from '../../entities/builders.fixtures.ts';
import { suggest, type QuickReplyItem, type SuggestionWorld } from './suggestions.ts';
import type { TriggerKind } from './trigger.ts';

const reply = (shortcut: string, title: string, text = 'Hello'): QuickReplyItem => ({
  id: newId(),
  version: 1,
  ownerId: null,
  content: { kind: 'quickReply', shortcut, title, text, media: null },
  updatedBy: newId(),
  updatedAt: t0,
});
const hours = reply('hours', 'Opening hours');
const order = reply('order', 'Where is my order');
const thanks = reply('thanks', 'Thank you', 'We are glad about your order');
const world: SuggestionWorld = {
  quickReplies: [hours, order, thanks],
  users: [aUser({ name: 'Ann Lee' }), aUser({ name: 'Ben', active: false })],
  people: {
    contact: { name: 'Ada', aliases: [], attributes: { city: 'London' } },
    agent: { name: 'Maya', email: 'm@example.com' },
    account: { name: 'Shop' },
  },
  habits: noHabits,
  now: t0,
};
const keys = (kind: TriggerKind, query: string, over: Partial<SuggestionWorld> = {}) =>
  suggest({ kind, query, start: 0, end: 0 }, { ...world, ...over }).map(({ key }) => key);

it('finds quick replies by shortcut, title and words, the best fit first', () => {
  expect(keys('quickReply', 'ord')).toEqual([order.id, thanks.id]);
  expect(keys('quickReply', 'opening')).toEqual([hours.id]);
});

it('without letters those that this agent uses most come first, then by title', () => {
  expect(keys('quickReply', '')).toEqual([hours.id, thanks.id, order.id]);
  const habits = afterUse(noHabits, 'quickReply', order.id, t0);
  expect(keys('quickReply', '', { habits })[0]).toBe(order.id);
});

it('offers the variables there are, with what stands behind them here', () => {
  expect(keys('variable', 'city')).toEqual(['contact.city']);
  expect(suggest({ kind: 'variable', query: 'contact.phone', start: 0, end: 0 }, world)[0]).toMatchObject({
    value: null,
  });
});

it('offers active colleagues only', () => {
  expect(keys('mention', '')).toEqual([world.users[0]?.id]);
  expect(keys('mention', 'ann')).toEqual([world.users[0]?.id]);
  expect(keys('mention', 'Ann Lee ')).toEqual([]);
});
