import { expect, it } from 'vitest';
import { bodyStart, cappedMarks, visibleName } from './text-hygiene.ts';

it('S-28 spells out bidi controls and zero-width characters in names', () => {
  expect(visibleName('Bob\u202Egnp.exe')).toBe('Bob‹U+202E›gnp.exe');
  expect(visibleName('An\u200Bna\u2069')).toBe('An‹U+200B›na‹U+2069›');
  expect(visibleName('a\u200Db')).toBe('a‹U+200D›b');
});

it('S-28 leaves joiners that are part of the spelling', () => {
  expect(visibleName('علی\u200Cرضا')).toBe('علی\u200Cرضا');
  expect(visibleName('👩🏽\u200D🔧 Ana')).toBe('👩🏽\u200D🔧 Ana');
});

it('S-28 caps combining marks at eight per base character', () => {
  const mark = '\u0301';
  expect(cappedMarks(`Z${mark.repeat(30)}o`)).toBe(`Z${mark.repeat(8)}o`);
  expect(visibleName(`Z${mark.repeat(30)}o\u202E`)).toBe(`Z${mark.repeat(8)}o‹U+202E›`);
});

it('S-28 shows the first 64 KiB of a body and never half a character', () => {
  expect(bodyStart('short')).toEqual({ text: 'short', cut: false });
  const start = bodyStart('€'.repeat(40_000));
  expect(start).toEqual({ text: '€'.repeat(21_845), cut: true });
  expect(bodyStart(`${'a'.repeat(64 * 1024 - 1)}€`).text).toBe('a'.repeat(64 * 1024 - 1));
});
