import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDefinition } from '#shared/template/definition.ts';
import { fillTemplate } from '#shared/template/fill.ts';
import { formOf } from '#shared/template/form.ts';
import { lintTemplate } from '#shared/template/lint.ts';
import { applyFix } from '#shared/template/lint-finding.ts';
import { anyDraft, type Draft, valuesOf } from '../../tests/support/template-arbitraries.ts';
import { createCompany } from '../company/company.ts';
import { fillTemplate as fillAsMeta } from './fill.ts';
import { readDefinition as readAsMeta } from './read-definition.ts';
import { review } from './review.ts';
import type { Template } from './template.ts';
import { createTemplateStore } from './template-store.ts';

// What Parley's shared rules build, the simulator takes as Meta would.

const now = Date.UTC(2026, 5, 1);
const company = createCompany('7');
const store = createTemplateStore('7', company, now);
const seeded = company.wabas.flatMap(({ id }) => store.list(id));

/** The same words on the customer's phone and in Parley's thread, whatever the values. */
function expectSent(template: Template, gen: fc.GeneratorValue): void {
  const definition = readDefinition(template);
  const { fields, problems } = formOf(definition);
  expect(problems).toEqual([]);
  const filled = fillTemplate(definition, gen(valuesOf, fields, now), now);
  if (!filled.ok) throw new Error(JSON.stringify(filled.errors));
  const seen = fillAsMeta(template, filled.components);
  expect(JSON.stringify(filled.components)).not.toContain('{{');
  const { header, body, footer, buttons, cards } = filled.content;
  expect(body).toBe(seen.body);
  expect(footer).toBe(seen.footer);
  if (seen.header?.type === 'text') expect(header).toEqual({ kind: 'text', text: seen.header.text });
  expect(buttons.map(({ kind, text }) => [kind, text])).toEqual(seen.buttons.map(({ type, text }) => [type, text]));
  expect(buttons.filter(({ kind }) => kind === 'url').map(({ value }) => value)).toEqual(
    seen.buttons.flatMap((button) => (button.type === 'url' ? [button.url] : [])),
  );
  expect(cards.map((card) => card.body ?? '')).toEqual(seen.cards.map((card) => card.body));
}

const addDraft = (draft: Draft): Template =>
  createTemplateStore('7', company, now).add(
    '1',
    readAsMeta({ ...draft }, (handle) => handle !== ''),
    now,
  );

it('takes what the form of each of its own templates is filled to', () => {
  expect(seeded.length).toBeGreaterThanOrEqual(20);
  fc.assert(
    fc.property(fc.constantFrom(...seeded), fc.gen(), (template, gen) => expectSent(template, gen)),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 400 },
  );
});

it('takes what any template it approves is filled to', () => {
  fc.assert(
    fc.property(anyDraft, fc.gen(), (draft, gen) => {
      const template = createTemplateStore('7', company, now).add(
        '1',
        readAsMeta({ ...draft }, () => true),
        now,
      );
      expectSent(template, gen);
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 300 },
  );
});

it('accepts and approves each draft in which the check finds nothing', () => {
  fc.assert(
    fc.property(anyDraft, (draft) => {
      expect(lintTemplate(draft).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(review(addDraft(draft))).toBe('NONE');
    }),
    { numRuns: 300 },
  );
});

it('refuses no draft at once in which the check finds no error, whatever was done to it', () => {
  let accepted = 0;
  fc.assert(
    fc.property(anyDraft, fc.gen(), (draft, gen) => {
      const spoilt = spoil(draft, gen);
      if (lintTemplate(spoilt).some(({ severity }) => severity === 'error')) return;
      accepted += 1;
      addDraft(spoilt);
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

/** One member somewhere in it is taken out or becomes something else. */
function spoil(draft: Draft, gen: fc.GeneratorValue): Draft {
  const paths: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const own = path === '' ? key : `${path}.${key}`;
      paths.push(own);
      walk(member, own);
    }
  };
  walk(draft, '');
  const path = paths[gen(fc.nat, paths.length - 1)] ?? 'name';
  const value = gen(fc.constantFrom<unknown[]>, ...wild);
  // Its components are JSON already.
  return applyFix(draft, { label: '', path, value }) as Draft;
}
const wild = [
  ...[
    undefined,
    '',
    'word',
    'two words',
    'Hi {{1}} there is more',
    '{{1}} at the start of a text',
    'one {two',
    '*bold*',
    7,
  ],
  ...['a'.repeat(30), 'many words '.repeat(120), 'UTILITY', 'QUICK_REPLY', 'URL', 'OTP', 'LOCATION', 'TEXT', 'PRODUCT'],
  ...[
    [],
    {},
    null,
    [['a', 'b', 'c']],
    { body_text: [['a']] },
    'https://example.com/{{1}}',
    'http://x',
    'BODY',
    'FOOTER',
  ],
];
