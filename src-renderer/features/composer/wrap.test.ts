import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatText } from '#shared/whatsapp-format.ts';
import { toggleMark } from './wrap.ts';

it('marks what is selected and keeps it selected; once more takes the mark away', () => {
  const bold = toggleMark('a nice day', { start: 2, end: 6 }, '*');
  expect(bold).toEqual({ text: 'a *nice* day', start: 2, end: 8 });
  expect(toggleMark(bold.text, bold, '*')).toEqual({ text: 'a nice day', start: 2, end: 6 });
  expect(toggleMark('a *nice* day', { start: 3, end: 7 }, '*')).toEqual({ text: 'a nice day', start: 2, end: 6 });
});

it('leaves spaces outside and marks each line, as WhatsApp reads it', () => {
  expect(toggleMark(' a \nb', { start: 0, end: 5 }, '_').text).toBe(' _a_ \n_b_');
  expect(formatText(toggleMark('x y', { start: 0, end: 3 }, '~').text)).toMatchObject([
    { children: [{ kind: 'strike' }] },
  ]);
});

it('without a selection the cursor comes to stand between the marks, and out of them again', () => {
  const begun = toggleMark('a ', { start: 2, end: 2 }, '*');
  expect(begun).toEqual({ text: 'a **', start: 3, end: 3 });
  expect(toggleMark(begun.text, begun, '*')).toEqual({ text: 'a ', start: 2, end: 2 });
});

it('property: no word of the text is lost', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (text, a, b) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y) as [number, number];
      const once = toggleMark(text, { start, end }, '*').text;
      expect(once.replaceAll('*', '')).toBe(text.replaceAll('*', ''));
    }),
  );
});
