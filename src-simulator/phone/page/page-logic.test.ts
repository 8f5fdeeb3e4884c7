import { expect, it } from 'vitest';
import type { Bubble, PhoneCustomer } from '../wire.ts';
import { fileKind, formatMoney, formatSeconds, formatSize, formatTimeLeft } from './amounts.ts';
import { canDelete, canEdit, cutText, isLoneEmoji, toRows } from './chat-rows.ts';
import { drawMap } from './map-drawing.ts';
import { groupByLanguage, searchPeople } from './people-search.ts';

const noon = new Date(2026, 10, 20, 12).getTime();

function aBubble(change: Partial<Bubble>): Bubble {
  return {
    id: 'a',
    isMine: false,
    at: noon,
    type: 'text',
    text: 'hi',
    body: { kind: 'text', text: 'hi', preview: null },
    tick: null,
    quoted: null,
    reaction: null,
    isEdited: false,
    ...change,
  };
}

it('groups bubbles of one side within five minutes and divides days', () => {
  const rows = toRows([
    aBubble({ at: noon - 86_400_000 }),
    aBubble({}),
    aBubble({ at: noon + 60_000 }),
    aBubble({ at: noon + 120_000, isMine: true }),
    aBubble({ at: noon + 480_000, isMine: true }),
  ]);
  expect(rows.map(({ isNewDay, hasTail }) => [isNewDay, hasTail])).toEqual([
    [true, true],
    [true, true],
    [false, false],
    [false, true],
    [false, true],
  ]);
});

it('lets own texts be changed for 15 minutes and anything own be taken back for two days', () => {
  const mine = aBubble({ isMine: true, tick: 'sent' });
  const gone = aBubble({ isMine: true, tick: 'sent', body: { kind: 'deleted' } });
  const call = aBubble({ isMine: true, body: { kind: 'call', title: 'Voice call', detail: 'No answer' } });
  expect([canEdit(mine, noon + 900_000), canEdit(mine, noon + 900_001), canEdit(aBubble({}), noon)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([canDelete(mine, noon + 172_800_000), canDelete(mine, noon + 172_800_001), canDelete(gone, noon)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(canDelete(call, noon)).toBe(false);
});

it('cuts long text at a word, and leaves what is hardly too long', () => {
  expect(cutText('one two three four five', 12)).toBe('one two…');
  expect(cutText('short enough!', 12)).toBeNull();
  expect(cutText('😀'.repeat(20), 11)).toBe(`${'😀'.repeat(5)}…`);
});

it('draws up to three emoji large', () => {
  expect(['👍', '👨‍👩‍👧 🎉', '👍👍👍👍', 'ok 👍', '3'].map(isLoneEmoji)).toEqual([true, true, false, false, false]);
});

it('writes lengths, sizes, prices and what is left of an offer', () => {
  expect([formatSeconds(7.4), formatSeconds(750)]).toEqual(['0:07', '12:30']);
  expect([formatSize(820), formatSize(14_200), formatSize(2_345_000)]).toEqual(['820 B', '14 kB', '2.3 MB']);
  expect([formatMoney(89, 'USD'), formatMoney(5, '??')]).toEqual([expect.stringContaining('89.00'), '5.00 ??']);
  expect([0, 11, 90, 3125].map((minutes) => formatTimeLeft(noon + minutes * 60_000, noon))).toEqual([
    'ended',
    'ends in 11 min',
    'ends in 1 h 30 min',
    'ends in 2 d 4 h',
  ]);
  expect([fileKind('a.b.PDF', ''), fileKind(null, 'application/vnd.ms-excel'), fileKind('x', 'text/plain')]).toEqual([
    'PDF',
    'EXCEL',
    'PLAIN',
  ]);
});

it('draws the same map for the same place and another for another', () => {
  expect(drawMap(52.52, 13.4)).toEqual(drawMap(52.52, 13.4));
  expect(drawMap(52.52, 13.4)).not.toEqual(drawMap(52.53, 13.4));
  expect(JSON.stringify(drawMap(Number.MIN_VALUE, 180))).not.toContain('NaN');
});

it('finds people by name without accents, number, username, language and country', () => {
  const person = (waId: string, name: string, country: string, language: string, username: string | null = null) =>
    ({ waId, name, country, language, username }) satisfies PhoneCustomer;
  const people = [
    person('34655501100', 'Íñigo Etxeberria', 'ES', 'es', 'inigo.e'),
    person('972505550232', 'נועה לוי', 'IL', 'he'),
    person('12025550117', 'Dana Whitfield', 'US', 'en'),
  ];
  const names = (query: string) => searchPeople(people, query).map(({ waId }) => waId.slice(0, 3));
  expect([names('inigo'), names('@ini'), names('לוי'), names('+1202'), names('hebrew israel'), names('')]).toEqual([
    ['346'],
    ['346'],
    ['972'],
    ['120'],
    ['972'],
    ['346', '972', '120'],
  ]);
  expect(groupByLanguage(people).map(([language]) => language)).toEqual(['es', 'he', 'en']);
});
