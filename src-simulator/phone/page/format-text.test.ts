import { expect, it } from 'vitest';
import { formatInline, formatText, toPlain } from './format-text.ts';

const text = (words: string) => ({ kind: 'text', text: words });

it('reads bold, italic, strike and code, also inside one another', () => {
  expect(formatInline('a *b _c_* ~d~ `e*f*`')).toEqual([
    text('a '),
    { kind: 'bold', children: [text('b '), { kind: 'italic', children: [text('c')] }] },
    text(' '),
    { kind: 'strike', children: [text('d')] },
    text(' '),
    { kind: 'code', children: [text('e*f*')] },
  ]);
});

it('leaves marks alone that stand in words, before spaces or alone', () => {
  for (const line of ['2 * 3 * 4', 'snake_case_name', '* not bold*', 'one*', '**', 'a~b~c']) {
    expect(formatInline(line)).toEqual([text(line)]);
  }
});

it('finds links without the punctuation behind them, and takes their marks as part of them', () => {
  expect(formatInline('See https://example.com/a_b_c?x=1, or www.example.org.')).toEqual([
    text('See '),
    { kind: 'link', text: 'https://example.com/a_b_c?x=1', url: 'https://example.com/a_b_c?x=1' },
    text(', or '),
    { kind: 'link', text: 'www.example.org', url: 'https://www.example.org' },
    text('.'),
  ]);
});

it('never makes a link of another scheme', () => {
  expect(formatInline('javascript:alert(1) data:text/html,x')).toEqual([text('javascript:alert(1) data:text/html,x')]);
});

it('makes blocks of fences, quotes and lists, and keeps line breaks between plain lines', () => {
  expect(formatText('Hi\nthere\n> said\n- one\n- two\n1. first\n```\nx = *1*\n```\nend')).toEqual([
    { kind: 'lines', children: [text('Hi'), text('\n'), text('there')] },
    { kind: 'quote', children: [text('said')] },
    { kind: 'bullets', items: [[text('one')], [text('two')]] },
    { kind: 'numbers', items: [[text('first')]] },
    { kind: 'lines', children: [] },
    { kind: 'mono', text: 'x = *1*' },
    { kind: 'lines', children: [text('end')] },
  ]);
});

it('shows a fence that is never closed as it was typed', () => {
  expect(formatText('a ```b')).toEqual([{ kind: 'lines', children: [text('a '), text('\n'), text('```b')] }]);
});

it('leaves only the words for previews', () => {
  expect(toPlain('*Good* ~day~\n- one\n- _two_\n> see `M-1`\n```code```')).toBe('Good day one two see M-1 code');
});
