import { z } from 'zod';

/** Languages of the interface. A new one: its name here, a file beside en.ts, one line in i18n.ts. */
export const Language = z.enum(['en', 'de', 'ar']);
export type Language = z.infer<typeof Language>;

/** What a person reads: what they chose, or the first language of their system that there is; English otherwise. */
export function chooseLanguage(chosen: Language | 'system', ofSystem: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  for (const tag of ofSystem) {
    const language = Language.safeParse(tag.toLowerCase().split(/[-_]/)[0]);
    if (language.success) return language.data;
  }
  return 'en';
}
