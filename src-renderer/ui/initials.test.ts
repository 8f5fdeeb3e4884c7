import { expect, it } from 'vitest';
import { hueOf, initialsOf } from './initials.ts';

it('takes the first letters of the first and last name', () => {
  expect(['Anna Okafor', 'Cher', 'María José de la Fuente', 'فاطمة الزهراء'].map(initialsOf)).toEqual([
    'AO',
    'C',
    'MF',
    'فا',
  ]);
});

it('has none for a number or an emoji', () => {
  expect(['+55 11 91234', '🌸', ''].map(initialsOf)).toEqual(['', '', '']);
});

it('gives one id one hue', () => {
  expect(hueOf('abc')).toBe(hueOf('abc'));
  expect(new Set(Array.from({ length: 200 }, (_, index) => hueOf(`id-${index}`))).size).toBe(12);
});
