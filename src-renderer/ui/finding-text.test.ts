import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintTemplate } from '#shared/template/lint.ts';
import { doubtful, refused } from '#shared/template/lint.fixtures.ts';
import { ar } from '../i18n/ar.ts';
import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import { textOfFinding } from './finding-text.ts';

const checks = resolve(import.meta.dirname, '../../src-shared/template');
const examples = [...refused, ...doubtful];
const findings = examples.flatMap(([, , draft]) => lintTemplate(draft));

/** The names of all rules, as they stand in the code of the checks: '${part}' is a header or a body. */
const rules = new Set(
  readdirSync(checks)
    .filter((name) => /^lint(?:-(?!finding)\w+)?\.ts$/.test(name))
    .flatMap((name) => [
      ...readFileSync(resolve(checks, name), 'utf8').matchAll(/\b(?:error|warning)\(\s*['`]([\w.${}]+)['`]/g),
    ])
    .map(([, rule = '']) => rule),
);

it('there is an example of every rule', () => {
  const shown = new Set(examples.map(([rule]) => rule.replace(/^(?:header|body)\./, '${part}.')));
  const known = [...rules].map((rule) => rule.replace(/^(?:header|body)\./, '${part}.'));
  expect(known.length).toBeGreaterThan(60);
  expect(known.filter((rule) => !shown.has(rule))).toEqual([]);
});

describe.each([
  ['English', en],
  ['English', en],
  ['German', de],
  ['Arabic', ar],
])('%s', (_language, { templateLint }) => {
  it.each([...new Set(findings.map(({ rule }) => rule))])('says what is wrong by %s, with what it is about', (rule) => {
    for (const finding of findings.filter((each) => each.rule === rule)) {
      const words = textAt(templateLint.rule, rule, finding.values?.['type']);
      expect(words, `templateLint.rule.${rule}`).toEqual(expect.any(String));
      const named = [...String(words).matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      expect(Object.keys(finding.values ?? {})).toEqual(expect.arrayContaining(named));
      if (finding.fix !== undefined) {
        expect(textAt(templateLint.fix, rule), `templateLint.fix.${rule}`).toEqual(expect.any(String));
      }
    }
  });
});

it('names the kinds of parts and buttons', () => {
  const [finding] = lintTemplate(examples.find(([rule]) => rule === 'buttons.kind')?.[2]).filter(
    ({ rule }) => rule === 'buttons.kind',
  );
  expect(finding && textOfFinding(finding)).toBe('There are 2 buttons of the kind phone number: WhatsApp takes 1.');
});

/** The words of a rule, or those for one type of what it is about. */
function textAt(texts: object, rule: string, type?: string | number): unknown {
  const names = rule.split('.');
  const last = names.pop() ?? '';
  const group = names.reduce<unknown>((at, name) => own(at, name), texts);
  return own(group, `${last}_${type}`) ?? own(group, last);
}

const own = (at: unknown, name: string): unknown =>
  typeof at === 'object' && at !== null ? Object.entries(at).find(([key]) => key === name)?.[1] : undefined;
