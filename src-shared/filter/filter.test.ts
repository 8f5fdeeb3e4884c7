import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, type Filter, folderOf, is, isWords, or, priorityWords } from './filter.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => text.trim());
const names = words.filter((text) => text !== '');
const minutes = fc.integer({ min: 1, max: 10 * 366 * 1440 });
const atoms: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...isWords).map(is),
  fc.constantFrom(...priorityWords).map((word): Filter => ({ kind: 'priority', word })),
  fc
    .tuple(fc.constantFrom('assignee', 'team', 'account', 'label'), names)
    .map(([kind, name]): Filter => ({ kind, name })),
  fc.constantFrom('open', 'closed').map((state): Filter => ({ kind: 'window', state })),
  minutes.map((count): Filter => ({ kind: 'closing', minutes: count })),
  minutes.map((count): Filter => ({ kind: 'sinceMinutes', minutes: count })),
  fc.constantFrom('2026-11-20', '2024-02-29').map((day): Filter => ({ kind: 'since', day })),
  names.map((text): Filter => ({ kind: 'text', text })),
);
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atoms,
    fc.array(tie('filter'), { minLength: 1, maxLength: 4 }).map(and),
    fc.array(tie('filter'), { minLength: 1, maxLength: 4 }).map(or),
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
  ),
}));

const read = (text: string): Filter => {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${parsed.problem.reason} at ${parsed.problem.at}: ${text}`);
  return parsed.filter;
};
const problemOf = (text: string): unknown => {
  const parsed = parseFilter(text);
  return parsed.ok ? null : parsed.problem;
};

it('what is printed is read as the same filter', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(read(printFilter(filter))).toEqual(filter);
    }),
  );
});

it('any text is read or refused with a place inside of it, and never breaks the reader', () => {
  const pieces = fc.constantFrom('is:', 'open', '(', ')', '-', ' ', 'OR', '"', 'label:', 'window:<', '4h', '\\', 'ana');
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseFilter(text);
      if (parsed.ok) {
        expect(read(printFilter(parsed.filter))).toEqual(parsed.filter);
        return;
      }
      const { at, length } = parsed.problem;
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at + length).toBeLessThanOrEqual(text.length);
    }),
  );
});

describe('the grammar', () => {
  it.each<[string, Filter]>([
    ['', { kind: 'all' }],
    ['is:mine is:unread', and([is('mine'), is('unread')])],
    ['is:mine OR is:unassigned is:unread', or([is('mine'), and([is('unassigned'), is('unread')])])],
    [
      '(is:mine OR is:unassigned) -is:muted',
      and([or([is('mine'), is('unassigned')]), { kind: 'not', of: is('muted') }]),
    ],
    ['account:"Marlow Store"', { kind: 'account', name: 'Marlow Store' }],
    [
      'Assignee:ana Label:VIP',
      and([
        { kind: 'assignee', name: 'ana' },
        { kind: 'label', name: 'VIP' },
      ]),
    ],
    ['team:"Second line"', { kind: 'team', name: 'Second line' }],
    ['window:<4h', { kind: 'closing', minutes: 240 }],
    ['window:closed', { kind: 'window', state: 'closed' }],
    ['since:7d', { kind: 'sinceMinutes', minutes: 10_080 }],
    ['since:2026-11-20', { kind: 'since', day: '2026-11-20' }],
    ['josé', { kind: 'text', text: 'josé' }],
    ['https://x.example', { kind: 'text', text: 'https://x.example' }],
    ['"two words"', { kind: 'text', text: 'two words' }],
    ['or', { kind: 'text', text: 'or' }],
    [
      'a - b',
      and([
        { kind: 'text', text: 'a' },
        { kind: 'text', text: '-' },
        { kind: 'text', text: 'b' },
      ]),
    ],
  ])('reads %s', (text, filter) => expect(read(text)).toEqual(filter));

  it.each([
    ['is:mine is:opne', { at: 8, length: 7, reason: 'is', word: 'opne' }],
    ['priority:very', { at: 0, length: 13, reason: 'priority', word: 'very' }],
    ['window:4h', { at: 0, length: 9, reason: 'window', word: '4h' }],
    ['since:2026-02-30', { at: 0, length: 16, reason: 'since', word: '2026-02-30' }],
    ['label:', { at: 0, length: 6, reason: 'missing', word: '' }],
    ['ana label:"vip', { at: 4, length: 10, reason: 'quote', word: 'label:"vip' }],
    ['(is:mine', { at: 0, length: 1, reason: 'open', word: '(' }],
    ['is:mine)', { at: 7, length: 1, reason: 'close', word: ')' }],
    ['is:mine OR', { at: 8, length: 2, reason: 'or', word: 'OR' }],
    ['-(', { at: 1, length: 1, reason: 'open', word: '(' }],
  ])('says what is wrong with %s and where', (text, problem) => expect(problemOf(text)).toEqual(problem));

  it('gives up on what is nested too deep instead of overflowing', () => {
    expect(problemOf(`${'('.repeat(5000)}ana`)).toMatchObject({ reason: 'deep' });
    expect(problemOf(`${'-'.repeat(5000)}ana`)).toMatchObject({ reason: 'deep' });
  });
});

it('knows the folder that all of a filter lies in', () => {
  expect(folderOf(read('is:open is:mine'))).toBe('open');
  expect(folderOf(read('is:archived'))).toBe('archived');
  expect(folderOf(read('is:open OR is:snoozed'))).toBeNull();
});
