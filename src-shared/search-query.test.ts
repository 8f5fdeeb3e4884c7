import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmptySearch, mayMeanPeople, parseSearch } from './search-query.ts';

const now = new Date(2026, 10, 21, 15).getTime();
const day = (month: number, date: number): number => new Date(2026, month - 1, date).getTime();

describe('a search as typed', () => {
  it('is words without case and accents, the last one still open', () => {
    expect(parseSearch('Où est "Ma Facture" Écr', now).terms).toEqual([
      { text: 'ou', isOpen: false },
      { text: 'est', isOpen: false },
      { text: 'ma facture', isOpen: false },
      { text: 'ecr', isOpen: true },
    ]);
    expect(parseSearch('order ', now).terms).toEqual([{ text: 'order', isOpen: false }]);
  });

  it('has operators, with names in quotes', () => {
    const query = parseSearch(
      'from:"Ana Souza" from:me number:shop -label:VIP has:links is:unread status:failed x',
      now,
    );
    expect(query).toMatchObject({
      from: ['ana souza', 'me'],
      has: ['link'],
      conversation: {
        kind: 'and',
        of: [
          { kind: 'account', name: 'shop' },
          { kind: 'not', of: { kind: 'label', name: 'VIP' } },
          { kind: 'is', word: 'unread' },
        ],
      },
      statuses: ['failed'],
      terms: [{ text: 'x', isOpen: true }],
      ignored: [],
    });
    expect(mayMeanPeople(query)).toBe(false);
    expect(mayMeanPeople(parseSearch('ana', now))).toBe(true);
  });

  it('takes an address or an unknown word before a colon as text', () => {
    expect(parseSearch('https://example.com/a re: b', now).terms.map(({ text }) => text)).toEqual([
      'https example com a',
      're',
      'b',
    ]);
  });

  it('says which operators mean nothing', () => {
    expect(parseSearch('has:dragons date:2026-13 is:blue ok', now).ignored).toEqual([
      'has:dragons',
      'date:2026-13',
      'is:blue',
    ]);
  });

  it.each([
    ['date:2026-11-03', day(11, 3), day(11, 4)],
    ['date:2026-11', day(11, 1), day(12, 1)],
    ['date:>2026-11-03', day(11, 4), null],
    ['date:>=2026-11-03', day(11, 3), null],
    ['date:<=2026-11-03', null, day(11, 4)],
    ['before:2026-11-03', null, day(11, 3)],
    ['after:2026-11-03 before:2026-11-05', day(11, 3), day(11, 5)],
    ['date:today', day(11, 21), day(11, 22)],
    ['date:yesterday', day(11, 20), day(11, 21)],
    ['date:7d', day(11, 15), day(11, 22)],
  ])('reads %s', (text, since, until) => {
    expect(parseSearch(text, now)).toMatchObject({ since, until, ignored: [] });
  });

  it('never throws, and nothing typed is nothing to look for', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void parseSearch(text, now)));
    expect(isEmptySearch(parseSearch(' "" ', now))).toBe(true);
    expect(isEmptySearch(parseSearch('has:link', now))).toBe(false);
  });
});
