import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyDraft, valuesOf } from '../../tests/support/template-arbitraries.ts';
import { Content } from '../content.ts';
import { OutgoingContent } from '../outgoing.ts';
import { readDefinition, toMeta } from './definition.ts';
import { fillTemplate } from './fill.ts';
import { formOf } from './form.ts';
import { lintTemplate } from './lint.ts';
import { readSent } from './read-sent.ts';

const now = Date.UTC(2026, 5, 1);

it('each filled form is a payload without a hole, which reads back to the same payload', () => {
  fc.assert(
    fc.property(anyDraft, fc.gen(), (draft, gen) => {
      const definition = readDefinition({ ...draft, parameterFormat: draft.parameter_format });
      const values = gen(valuesOf, formOf(definition).fields, now);
      const filled = fillTemplate(definition, values, now);
      if (!filled.ok) throw new Error(JSON.stringify(filled.errors));
      expect(holesIn(filled.components)).toEqual([]);
      const sent = readSent(definition, filled.components);
      if (!sent.ok) throw new Error(JSON.stringify(sent.problems));
      expect(fillTemplate(definition, sent.values, now)).toEqual(filled);
      expect(Content.parse(filled.content)).toEqual(filled.content);
      expect(OutgoingContent.parse(filled.content)).toEqual(filled.content);
    }),
    { numRuns: 300 },
  );
});

it('each required field that is left out is named, and there is no payload', () => {
  fc.assert(
    fc.property(anyDraft, fc.gen(), (draft, gen) => {
      const definition = readDefinition({ ...draft, parameterFormat: draft.parameter_format });
      const { fields } = formOf(definition);
      const required = fields.filter((field) => field.required);
      fc.pre(required.length > 0);
      const missing = required[gen(fc.nat, required.length - 1)]?.key ?? '';
      const values = { ...gen(valuesOf, fields, now), [missing]: ' ' };
      expect(fillTemplate(definition, values, now)).toEqual({
        ok: false,
        errors: [{ key: missing, message: 'Fill this in' }],
      });
    }),
    { numRuns: 200 },
  );
});

/** Values that nobody filled in, wherever they stand. */
function holesIn(value: unknown): unknown[] {
  if (typeof value === 'string') return value.includes('{{') ? [value] : [];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(holesIn);
  return value === null || value === undefined ? [value] : [];
}

const json = fc.jsonValue({ maxDepth: 5 });
const nearly = fc.record(
  {
    name: json,
    language: fc.oneof(json, fc.constantFrom('en_US', 'he')),
    category: fc.oneof(json, fc.constantFrom('MARKETING', 'UTILITY', 'AUTHENTICATION')),
    parameter_format: json,
    components: fc.array(
      fc.oneof(
        json,
        fc.record(
          {
            type: fc.constantFrom('HEADER', 'body', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER'),
            format: fc.oneof(json, fc.constantFrom('TEXT', 'IMAGE')),
            text: fc.oneof(json, fc.string(), fc.string({ unit: fc.constantFrom('{{1}}', '{', '}', 'a', ' ', '\n') })),
            example: json,
            buttons: fc.array(fc.record({ type: fc.constantFrom('URL', 'OTP', 'FLOW'), text: json, url: json })),
            cards: fc.array(fc.record({ components: fc.array(json) })),
            limited_time_offer: json,
          },
          { requiredKeys: ['type'] },
        ),
      ),
    ),
  },
  { requiredKeys: [] },
);

it('whatever the JSON is, the check only finds and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(json, nearly), (draft) => {
      for (const finding of lintTemplate(draft)) expect(finding.message).not.toBe('');
    }),
    { numRuns: 500 },
  );
});

it('whatever the components are, they are read without loss, and filling them gives errors or a payload', () => {
  fc.assert(
    fc.property(nearly, json, (draft, values) => {
      const raw = draft.components ?? [];
      const definition = readDefinition({ name: 'a', language: 'en', category: 'UTILITY', components: raw });
      // zod takes no key of this name.
      fc.pre(!JSON.stringify(raw).includes('__proto__'));
      expect(toMeta(definition.components).map(inCapitals)).toEqual(raw.map(inCapitals));
      fillTemplate(definition, typeof values === 'object' && values !== null ? { ...values } : {}, now);
      readSent(definition, Array.isArray(values) ? values : [values]);
    }),
    { numRuns: 300 },
  );
});

/** JSON with all types in capitals, as Meta answers them. */
function inCapitals(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) =>
      ['type', 'format', 'otp_type'].includes(key) && typeof member === 'string' ? member.toUpperCase() : member,
    ),
  );
}
