import { createInstance, type Resource } from 'i18next';
import { Language } from '#shared/language.ts';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

// English is always there: what a translation lacks is said in it.
const others: Partial<Record<Language, () => Promise<object>>> = {
  de: async () => (await import('./de.ts')).de,
  ar: async () => (await import('./ar.ts')).ar,
};

/** Main chose it and wrote it into the page's address. A change of language loads the page anew. */
const language = Language.catch('en').parse(new URLSearchParams(globalThis.location?.search ?? '').get('lang'));
const texts = await others[language]?.();
const resources: Resource = { en: { translation: en } };
if (texts !== undefined) resources[language] = { translation: texts as typeof en };

const i18n = createInstance({
  lng: language,
  fallbackLng: 'en',
  initAsync: false,
  resources,
  // React escapes what it renders.
  interpolation: { escapeValue: false },
});
void i18n.init();

// The types of its keys are the callers’.
const lookUp = i18n.t as (key: string, values?: object) => string;
const fixed = new Map<string, string>();

/** The interface's text. Components call it while they render: one without values is looked up once. */
export const t = ((key: string, values?: object) => {
  if (values !== undefined) return lookUp(key, values);
  const known = fixed.get(key);
  if (known !== undefined) return known;
  const text = lookUp(key);
  fixed.set(key, text);
  return text;
}) as typeof i18n.t;

/** What the document must say of the interface language: its tag and the direction it is written in. */
export const documentLanguage = { lang: language, dir: i18n.dir(language) };

/**
 * The locale for dates and numbers: the person's own variant of the interface language, if they have one. With the digits
 * that phone numbers and what is put into texts have anyway: two kinds on one screen would be hard to read.
 */
export const locale: string = withLatinDigits(
  globalThis.navigator?.languages?.find((tag) => tag.startsWith(language)) ?? language,
);

function withLatinDigits(tag: string): string {
  return new Intl.Locale(tag, { numberingSystem: 'latn' }).toString();
}
