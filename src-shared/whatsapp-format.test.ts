import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatInline, formatText, type Inline, toPlain } from './whatsapp-format.ts';

const text = (words: string, at: number) => ({ kind: 'text', text: words, at });

it('reads bold, italic, strike and code, also inside one another', () => {
  expect(formatInline('a *b _c_* ~d~ `e*f*`')).toEqual([
    text('a ', 0),
    { kind: 'bold', at: 2, children: [text('b ', 3), { kind: 'italic', at: 5, children: [text('c', 6)] }] },
    text(' ', 9),
    { kind: 'strike', at: 10, children: [text('d', 11)] },
    text(' ', 13),
    { kind: 'code', at: 14, children: [text('e*f*', 15)] },
  ]);
});

it('leaves marks alone that stand in words, before spaces or alone', () => {
  for (const line of ['2 * 3 * 4', 'snake_case_name', '* not bold*', 'one*', '**', 'a~b~c']) {
    expect(formatInline(line)).toEqual([text(line, 0)]);
  }
});

it('finds links without the punctuation behind them, and takes their marks as part of them', () => {
  expect(formatInline('See https://example.com/a_b_c?x=1, or www.example.org.')).toEqual([
    text('See ', 0),
    { kind: 'link', text: 'https://example.com/a_b_c?x=1', url: 'https://example.com/a_b_c?x=1', at: 4 },
    text(', or ', 33),
    { kind: 'link', text: 'www.example.org', url: 'https://www.example.org', at: 38 },
    text('.', 53),
  ]);
});

it('never makes a link of another scheme', () => {
  const line = 'javascript:alert(1) data:text/html,x';
  expect(formatInline(line)).toEqual([text(line, 0)]);
});

it('makes blocks of fences, quotes and lists, and keeps line breaks between plain lines', () => {
  expect(formatText('Hi\nthere\n> said\n- one\n* two\n3. third\n```\nx = *1*\n```\nend')).toEqual([
    { kind: 'lines', children: [text('Hi', 0), text('\n', 2), text('there', 3)], start: 0, end: 9 },
    { kind: 'quote', children: [text('said', 11)], start: 9, end: 16 },
    { kind: 'bullets', items: [[text('one', 18)], [text('two', 24)]], markers: ['-', '*'], start: 16, end: 28 },
    { kind: 'numbers', items: [[text('third', 31)]], markers: ['3.'], start: 28, end: 37 },
    { kind: 'mono', text: 'x = *1*', at: 41, start: 37, end: 53 },
    { kind: 'lines', children: [text('end', 53)], start: 53, end: 56 },
  ]);
});

it('shows a fence that is never closed as it was typed', () => {
  expect(formatText('a ```b')).toEqual([{ kind: 'lines', children: [text('a ```b', 0)], start: 0, end: 6 }]);
});

it('leaves only the words for previews', () => {
  expect(toPlain('*Good* ~day~\n- one\n- _two_\n> see `M-1`\n```code```')).toBe('Good day one two see M-1 code');
});

const typed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '> ',
      '- ',
      '1. ',
      '\n',
      ' ',
      'www.a.de',
      'https://',
      '{{1}}',
      'é',
      '😀',
    ),
    fc.string({ minLength: 1, maxLength: 3 }),
  ),
  maxLength: 40,
});

it('loses nothing: blocks without a gap, each piece where it stands, only marks between the pieces', () => {
  fc.assert(
    fc.property(typed, (source) => {
      let end = 0;
      for (const block of formatText(source)) {
        expect(block.start).toBe(end);
        end = block.end;
        const lines =
          'items' in block ? block.items : [block.kind === 'mono' ? [text(block.text, block.at)] : block.children];
        // Marks alone are left when all pieces are taken out; lists have theirs, too.
        const leaves = leavesOf(lines.flat() as Inline[]);
        let from = block.start;
        for (const leaf of leaves) {
          expect(leaf.at).toBeGreaterThanOrEqual(from);
          expect(source.slice(leaf.at, leaf.at + leaf.text.length)).toBe(leaf.text);
          expect(source.slice(from, leaf.at)).toMatch(/^[*_~`>\-\d. \n]*$/);
          from = leaf.at + leaf.text.length;
        }
        expect(source.slice(from, block.end)).toMatch(/^[*_~`\n]*$/);
      }
      expect(end).toBe(source.length);
    }),
    { numRuns: 1000 },
  );
});

function leavesOf(parts: readonly Inline[]): { text: string; at: number }[] {
  return parts.flatMap((part) => ('text' in part ? [part] : leavesOf(part.children)));
}
