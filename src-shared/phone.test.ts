import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from './error.ts';
import { canonicalPhone, displayPhone, phoneVariants, toRecipientDigits } from './phone.ts';

it.each([
  ['+1 (650) 555-1234', null, '16505551234'],
  ['0049 170 1234567', 'DE', '491701234567'],
  ['0170 1234567', 'DE', '491701234567'],
  ['11 91234-5678', 'BR', '5511912345678'],
  ['5511912345678', 'BR', '5511912345678'],
  ['1234567890', null, '1234567890'],
  ['٩٦٦٥٠١٢٣٤٥٦٧', null, '966501234567'],
])('reads %s typed by an agent of a number in %s (ruling 53)', (typed, country, wanted) => {
  expect(toRecipientDigits(typed, country)).toBe(wanted);
});

it.each(['', '123456', '+1234567890123456', 'call me'])('names what is wrong with %j', (typed) => {
  expect(() => toRecipientDigits(typed, 'US')).toThrow(AppError);
});

it.each([
  ['5511912345678', '551112345678', false],
  ['5511987654321', '551187654321', true],
  ['5215512345678', '525512345678', true],
  ['5491123456789', '541123456789', true],
])('%s and %s are one phone: %s', (a, b, same) => {
  expect(phoneVariants(a).includes(b)).toBe(same);
  expect(canonicalPhone(a) === canonicalPhone(b)).toBe(same);
});

it('every variant has the same canonical form, and knows the other variant', () => {
  const digits = fc
    .tuple(fc.constantFrom('55', '52', '521', '54', '549', '1', '44', '972'), fc.stringMatching(/^[1-9]\d{7,10}$/))
    .map(([code, rest]) => code + rest);
  fc.assert(
    fc.property(digits, (phone) => {
      for (const variant of phoneVariants(phone)) {
        expect(canonicalPhone(variant)).toBe(canonicalPhone(phone));
        expect(phoneVariants(variant)).toContain(phone);
      }
    }),
  );
});

it('groups known numbers for people and never fails on unknown ones', () => {
  expect(displayPhone('5511912345678')).toBe('+55 11 91234 5678');
  expect(displayPhone('882555404932892')).toMatch(/^\+882/);
});
