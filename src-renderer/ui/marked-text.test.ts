import { expect, it } from 'vitest';
import { rangesIn } from './marked-text.tsx';

const hits = (text: string, marked: string[], anywhere = false): string[] =>
  rangesIn(text, marked, anywhere).map(({ start, end }) => text.slice(start, end));

it('marks what was looked for as it is written, at the beginning of words', () => {
  expect(hits('Les ordres, l’Écran: écr', ['ecr', 'or'])).toEqual(['or', 'Écr', 'écr']);
  expect(hits('afford', ['or'])).toEqual([]);
  expect(hits('afford', ['or'], true)).toEqual(['or']);
  expect(hits('这个订单', ['订单'])).toEqual(['订单']);
});

it('marks nothing twice', () => {
  expect(hits('ordering', ['order', 'ordering', 'o'])).toEqual(['ordering']);
});
