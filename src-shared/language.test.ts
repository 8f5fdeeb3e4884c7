import { expect, it } from 'vitest';
import { chooseLanguage } from './language.ts';

it('what a person chose goes before what their system says', () => {
  expect(chooseLanguage('ar', ['de-DE'])).toBe('ar');
  expect(chooseLanguage('en', ['de-DE'])).toBe('en');
});

it('takes the first language of the system that there is, and English when there is none', () => {
  expect(chooseLanguage('system', ['pt-BR', 'de-AT', 'ar'])).toBe('de');
  expect(chooseLanguage('system', ['ar_EG'])).toBe('ar');
  expect(chooseLanguage('system', ['deu', 'xx', ''])).toBe('en');
  expect(chooseLanguage('system', [])).toBe('en');
});
