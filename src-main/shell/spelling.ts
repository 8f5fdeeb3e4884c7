import type { Session } from 'electron';
import type { SpellingLanguage } from '#shared/settings.ts';

type Checker = Pick<Session, 'setSpellCheckerLanguages'> & { readonly availableSpellCheckerLanguages?: string[] };

/** Texts are checked in the chosen languages, otherwise in the system's. macOS has its own checker and chooses itself. */
export function checkSpelling(
  checker: Checker,
  chosen: readonly SpellingLanguage[],
  ofSystem: readonly string[],
): void {
  const available = checker.availableSpellCheckerLanguages ?? [];
  const wanted = chosen.length > 0 ? chosen : ofSystem.map((tag) => bestOf(tag, available));
  checker.setSpellCheckerLanguages([...new Set(wanted)].filter((tag) => available.includes(tag)));
}

/** Dictionaries are named `de` or `en-GB`; systems say `de-AT`. */
function bestOf(tag: string, available: readonly string[]): string {
  return available.includes(tag) ? tag : (tag.split('-')[0] ?? tag);
}
