import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDefinition } from '#shared/template/definition.ts';
import { fillTemplate } from '#shared/template/fill.ts';
import { formOf } from '#shared/template/form.ts';
import { anyDraft, valuesOf } from '../../tests/support/template-arbitraries.ts';
import { createCompany } from '../company/company.ts';
import { fillTemplate as fillAsMeta } from './fill.ts';
import { readDefinition as readAsMeta } from './read-definition.ts';
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
