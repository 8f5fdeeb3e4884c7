import { createInstance } from 'i18next';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

const i18n = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: { en: { translation: en } },
  // React escapes what it renders.
  interpolation: { escapeValue: false },
});
void i18n.init();

/** The interface's text. Components call it while they render; a change of language mounts the app anew. */
export const t = i18n.t;

/** What the document must say of the interface language: its tag and the direction it is written in. */
export const documentLanguage = { lang: i18n.language, dir: i18n.dir() };

/** The locale for dates and numbers: the person's own variant of the interface language, if they have one. */
export const locale: string = globalThis.navigator?.languages?.find((tag) => tag.startsWith(i18n.language)) ?? 'en';
