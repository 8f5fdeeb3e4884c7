import type { Language } from '#shared/language.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';

const all: Record<Language, Texts> = { en, de, ar };
let spoken: Texts = en;

/** What main says from now on; what the system shows already must be made anew. */
export function speak(language: Language): void {
  spoken = all[language];
}

/** The texts in the person's language. Ask when they are shown, not before. */
export function texts(): Texts {
  return spoken;
}
