import { expect, it, vi } from 'vitest';
import { checkSpelling } from './spelling.ts';

function languagesFor(chosen: Parameters<typeof checkSpelling>[1], ofSystem: string[]): unknown {
  const setSpellCheckerLanguages = vi.fn();
  checkSpelling({ availableSpellCheckerLanguages: ['de', 'en-GB', 'fr'], setSpellCheckerLanguages }, chosen, ofSystem);
  return setSpellCheckerLanguages.mock.calls[0]?.[0];
}

it('checks texts in the chosen languages, as far as there are dictionaries', () => {
  expect(languagesFor(['fr', 'uk'], ['de-AT'])).toEqual(['fr']);
});

it('checks texts in the languages of the system until others are chosen', () => {
  expect(languagesFor([], ['de-AT', 'en-GB', 'ja'])).toEqual(['de', 'en-GB']);
});
