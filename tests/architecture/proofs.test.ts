import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

// docs/VERIFIED.md names the proof of each rule; this keeps it honest.

const root = resolve(import.meta.dirname, '../..');
const document = readFileSync(resolve(root, 'docs/VERIFIED.md'), 'utf8');
const proofs = [...document.matchAll(/^\| ([^|]+) \| (?:unit|config|stand-in) *\| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, rules = '', title = '', file = '']) => ({ rules: rules.trim(), title: title.trim(), file: file.trim() }),
);

/** First arguments of calls that are texts: the titles of a file's tests, also where they follow the table of an `each`. */
function titlesOf(file: string): string[] {
  const text = readFileSync(resolve(root, file), 'utf8');
  return [...text.matchAll(/\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])+)\1,/g)].map(([, , title = '']) => title);
}

it('names a proof for the rules of the issue', () => {
  const named = proofs.flatMap(({ rules }) => rules.match(/[SRT]-\d+|ruling \d+/g) ?? []);
  const wanted = [
    ...['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6', 'S-33', 'S-40', 'S-43', 'S-44', 'S-45', 'S-46'],
    ...['S-50', 'S-51', 'S-52', 'S-53', 'S-1', 'S-2', 'S-3', 'S-4', 'S-5', 'S-6', 'S-7', 'S-8', 'S-9', 'S-11'],
    ...['S-13', 'S-14', 'S-15', 'S-16', 'S-17', 'S-18', 'S-19', 'S-20', 'S-21'],
    ...['ruling 42', 'ruling 43', 'ruling 46', 'ruling 47', 'ruling 48', 'ruling 49'],
  ];
  expect(wanted.filter((rule) => !named.includes(rule))).toEqual([]);
});

it.each(proofs)('VERIFIED.md: $rules has its proof in $file', ({ rules, title, file }) => {
  const titles = titlesOf(file);
  expect(titles.some((each) => each.includes(title))).toBe(true);
  // Where one row stands for several rules, each of them is in a title of that file.
  for (const rule of rules.match(/[SRT]-\d+|ruling \d+/g) ?? []) {
    expect(titles.some((each) => new RegExp(`${rule}(?!\\d)`).test(each))).toBe(true);
  }
});
