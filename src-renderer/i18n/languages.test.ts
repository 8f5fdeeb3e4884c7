import { describe, expect, it } from 'vitest';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';

const languages: readonly (readonly [string, object])[] = [
  ['de', de],
  ['ar', ar],
];

const plural = /_(zero|one|two|few|many|other)$/u;
const english = textsOf(en);

describe.each(languages)('%s', (language, translation) => {
  const texts = textsOf(translation);

  it('has every text of the English one, in every plural form of its own, and none else', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wanted = [...english.keys()].flatMap((key) =>
      plural.test(key) ? forms.map((form) => key.replace(plural, `_${form}`)) : [key],
    );
    const missing = wanted.filter((key) => !texts.has(key));
    const unknown = [...texts.keys()].filter((key) => !wanted.includes(key));
    expect({ missing: [...new Set(missing)], unknown }).toEqual({ missing: [], unknown: [] });
  });

  it('fills in the same values', () => {
    const differing = [...texts].filter(([key, text]) => !hasSameValues(key, text));
    expect(differing).toEqual([]);
  });

  it('leaves no text empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('German says du, as everywhere in Parley', () => {
  // What is sent to customers says Sie, as businesses do: Meta's own words.
  const formal = [...textsOf(de)].filter(
    ([key, text]) => /\p{Ll}n Sie\b|\bIhnen\b/u.test(text) && !key.endsWith('.advice'),
  );
  expect(formal).toEqual([]);
});

/** Every text by its path: `signIn.throttledFor_one`. */
function textsOf(tree: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]: [string, unknown]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? [...textsOf(value, `${path}${name}.`)]
        : [[`${path}${name}`, String(value)]],
    ),
  );
}

/** A form that may stand for a single number can say it in words, without its figure: "one field", "two fields". */
function hasSameValues(key: string, text: string): boolean {
  const form = plural.exec(key)?.[1];
  const mayOmitFigure = form === 'zero' || form === 'one' || form === 'two';
  const wanted = valuesOf(english.get(form === undefined ? key : key.replace(plural, '_other')) ?? '');
  const values = valuesOf(text);
  if (mayOmitFigure && !values.some(isFigure)) return values.join() === wanted.filter((name) => !isFigure(name)).join();
  return values.join() === wanted.join();
}

/** The number that a plural form is chosen by: as it is, or written the way of the language. */
const isFigure = (name: string): boolean => name === 'count' || name === 'number';

function valuesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name))].toSorted();
}
