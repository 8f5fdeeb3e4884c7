import type { Language } from '#shared/language.ts';
import type { Role } from '#shared/permission.ts';
import { documentLanguage, t } from './i18n.ts';
import type { de } from './sentences-de.ts';

// Main and the server say what happened in English sentences: logs, other programs and older desktops read them, too.
// A language has its own words for each, found by the English ones; `{{name}}` stands for what varies.

/** By the English sentence. A test looks through the other programs for sentences that are not in it. */
export type Sentences = Readonly<Record<keyof typeof de, string>>;

const others: Record<Exclude<Language, 'en'>, () => Promise<Sentences>> = {
  de: async () => (await import('./sentences-de.ts')).de,
  ar: async () => (await import('./sentences-ar.ts')).ar,
};
const { lang } = documentLanguage;
const sentences: Readonly<Record<string, string>> | null = lang === 'en' ? null : await others[lang]();

interface Pattern {
  names: readonly string[];
  expression: RegExp;
  words: string;
}

/** What varies is anything, but for these. */
const wildcards: Readonly<Record<string, string>> = { url: String.raw`(\S+)`, count: String.raw`(\d+)` };

const exact = new Map<string, string>();
const patterns: Pattern[] = [];
for (const [english, words] of Object.entries(sentences ?? {})) {
  const parts = withoutStop(english).split(/\{\{(\w+)\}\}/);
  if (parts.length === 1) exact.set(withoutStop(english), words);
  else patterns.push(patternOf(parts, words));
}
// What says most of itself fits best.
patterns.sort((a, b) => b.expression.source.length - a.expression.source.length);

/** @param parts by turns what is always the same, and the name of what varies. */
function patternOf(parts: readonly string[], words: string): Pattern {
  const source = parts.map((part, index) =>
    index % 2 === 0 ? part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`) : (wildcards[part] ?? '(.*?)'),
  );
  const names = parts.filter((_, index) => index % 2 === 1);
  return { names, expression: new RegExp(`^${source.join('')}$`, 'su'), words };
}

/** The sentence in the reader's language; null where there are no words for it. */
export function translate(sentence: string): string | null {
  if (sentences === null) return sentence;
  const said = withoutStop(sentence.trim());
  const known = exact.get(said);
  if (known !== undefined) return known;
  for (const { names, expression, words } of patterns) {
    const values = expression.exec(said)?.slice(1);
    if (values !== undefined) {
      return words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => sayValue(name, values[names.indexOf(name)] ?? ''));
    }
  }
  return ofField(said);
}

/** The same; as it was said, where there are no words for it. */
export const inOurWords = (sentence: string): string => translate(sentence) ?? sentence;

/** What is wrong with one value: "name: is empty". */
function ofField(said: string): string | null {
  const [, field, what] = /^([\w.-]+): (.+)$/su.exec(said) ?? [];
  const words = what === undefined ? null : translate(what);
  return words === null || field === undefined ? null : `${nameOfField(field)}: ${words}`;
}

function sayValue(name: string, value: string): string {
  // A sentence within a sentence.
  if (name === 'text' || name === 'text2') return withoutStop(inOurWords(value));
  return name === 'role' ? t(`role.${value as Role}`, { defaultValue: value }) : value;
}

// Fields are names of other programs, more than there are words for.
const nameOfField = (field: string): string =>
  t(`error.field.${field.split('.').at(-1)}` as 'error.field.name', { defaultValue: field });

function withoutStop(sentence: string): string {
  return sentence.endsWith('.') ? sentence.slice(0, -1) : sentence;
}
