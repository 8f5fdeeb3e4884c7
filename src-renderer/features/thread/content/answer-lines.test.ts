import { expect, it } from 'vitest';
import { toAnswerLines } from './answer-lines.ts';

it('reads the answers of a form for people', () => {
  const data = {
    flow_token: 'secret',
    screen_0_Full_name_1: 'Dana',
    delivery_day: ['Mon', 'Tue'],
    gift: true,
    empty: '',
    _: 'x',
    nested: { a: 1 },
  };
  expect(toAnswerLines(data)).toEqual([
    { name: 'Full name', value: 'Dana' },
    { name: 'Delivery day', value: 'Mon, Tue' },
    { name: 'Gift', value: '✓' },
    { name: '_', value: 'x' },
    { name: 'Nested', value: '{"a":1}' },
  ]);
});
