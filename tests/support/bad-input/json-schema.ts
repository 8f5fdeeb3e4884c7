import * as fc from 'fast-check';
import { z } from 'zod';

// Values a schema takes, made from the schema itself, so that a wrong one can be wrong in one place only.

/** Just enough of a JSON schema. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema | boolean;
  prefixItems?: readonly JsonSchema[];
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}

/** What a part of a request may be; null when the route asks for nothing there. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema | null {
  if (schema instanceof z.ZodUndefined) return null;
  const input = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  if (Object.keys(input).some((key) => key !== '$schema')) return input;
  // A body that is looked at by hand first: what comes out of that look says more.
  return z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as JsonSchema;
}

/** Whatever a schema may want of a text; the ones that fit are used. */
const texts = [
  'something long enough for a password',
  'Ana',
  '15550100001',
  '13125550301',
  'abc-def',
  'https://example.com/hook',
  'UTILITY',
  'en_US',
  'a',
  '2026-11-21T12:00:00.000Z',
  'k1',
] as const;

/** What a field of a name usually holds. */
export type Hints = Readonly<Record<string, readonly string[]>>;

/** Values that the schema takes, as far as JSON schema can say so. `ids`: of things that exist. */
export function valuesOf(schema: JsonSchema, ids: readonly string[], hints: Hints = {}): fc.Arbitrary<unknown> {
  const made = new Map<JsonSchema, fc.Arbitrary<unknown>>();
  const resolve = (part: JsonSchema): JsonSchema => {
    if (part.$ref === undefined) return part;
    const name = part.$ref.split('/').at(-1) ?? '';
    return part.$ref === '#' ? schema : resolve(schema.$defs?.[name] ?? {});
  };

  const values = (given: JsonSchema, depth: number): fc.Arbitrary<unknown> => {
    const part = resolve(given);
    if (depth > 7) return fc.constant(null);
    const known = depth > 0 ? made.get(part) : undefined;
    if (known !== undefined) return known;
    const fresh = make(part, depth);
    if (part === given) made.set(part, fresh);
    return fresh;
  };

  const make = (part: JsonSchema, depth: number): fc.Arbitrary<unknown> => {
    const { anyOf, oneOf, allOf } = part;
    if ('const' in part) return fc.constant(part.const);
    if (part.enum !== undefined) return fc.constantFrom(...part.enum);
    const choices = anyOf ?? oneOf;
    if (choices !== undefined && choices.length > 0) {
      return fc.oneof(...choices.map((choice) => values(choice, depth + 1)));
    }
    if (allOf !== undefined) {
      const parts = fc.tuple(...allOf.map((each) => values(each, depth + 1)));
      return parts.map((all): unknown => (all.every(isRecord) ? Object.assign({}, ...all) : all[0]));
    }
    const types = typeof part.type === 'string' ? [part.type] : (part.type ?? []);
    if (types.length > 1) return fc.oneof(...types.map((type) => ofType(part, type, depth)));
    return ofType(part, types[0] ?? 'unknown', depth);
  };

  const ofType = (part: JsonSchema, type: string, depth: number): fc.Arbitrary<unknown> => {
    switch (type) {
      case 'object':
        return objects(part, depth);
      case 'array':
        return arrays(part, depth);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'integer':
      case 'number': {
        const min = Math.max(part.minimum ?? 0, Number.MIN_SAFE_INTEGER);
        const max = Math.min(part.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
        return fc.constantFrom(min, max, Math.min(max, min + 1), Math.min(max, Math.max(min, 1)));
      }
      case 'string':
        return strings(part);
      default:
        return fc.constantFrom<unknown>('text', 1, null, true, [], {});
    }
  };

  const objects = ({ properties = {}, required = [], additionalProperties }: JsonSchema, depth: number) => {
    const model = Object.fromEntries(
      Object.entries(properties).map(([key, each]) => [key, hinted(key, resolve(each), values(each, depth + 1))]),
    );
    const known = fc.record(model, { requiredKeys: required.filter((key) => key in model) });
    if (typeof additionalProperties !== 'object' || Object.keys(model).length > 0) return known;
    return fc.dictionary(fc.constantFrom('a', 'key', '1'), values(additionalProperties, depth + 1), { maxKeys: 2 });
  };

  const hinted = (key: string, part: JsonSchema, otherwise: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
    const usual = hints[key] ?? [];
    if (usual.length === 0 || !JSON.stringify(part).includes('"string"')) return otherwise;
    const one = fc.constantFrom(...usual);
    const arbitrary = part.type === 'array' ? fc.array(one, { minLength: 1, maxLength: 2 }) : one;
    return fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: otherwise });
  };

  const arrays = ({ items, prefixItems, minItems = 0, maxItems }: JsonSchema, depth: number) => {
    if (prefixItems !== undefined) return fc.tuple(...prefixItems.map((each) => values(each, depth + 1)));
    const each = typeof items === 'object' ? values(items, depth + 1) : fc.constant(1);
    return fc.array(each, {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(maxItems ?? 2, minItems + 2)),
    });
  };

  const strings = ({ minLength = 0, maxLength = 1_000_000, pattern, format }: JsonSchema): fc.Arbitrary<string> => {
    if (format === 'email') return fc.nat(1_000_000_000).map((number) => `someone${number}@example.com`);
    if (format === 'uri') return fc.constant('https://example.com/hook');
    const shape = pattern === undefined ? null : new RegExp(pattern, 'u');
    const fits = (text: string) =>
      text.length >= minLength && text.length <= maxLength && (shape === null || shape.test(text));
    const fitting = [...ids, ...texts].filter(fits);
    return fitting.length === 0
      ? fc.constant('x'.repeat(Math.min(Math.max(minLength, 1), 1000)))
      : fc.constantFrom(...fitting);
  };

  return values(schema, 0);
}

/**
 * The value with what its schema still refuses exchanged for something that it takes, as far as that can be found: checks
 * that are code stand in no JSON schema.
 */
export function repaired(schema: z.ZodType, value: unknown, ids: readonly string[]): unknown {
  let best = value;
  for (let round = 0; round < 6; round++) {
    const issue = schema.safeParse(best).error?.issues[0];
    if (issue === undefined) return best;
    const named: unknown = issue.code === 'custom' ? issue.params?.['field'] : undefined;
    const path = typeof named === 'string' ? named.split('.') : issue.path.map(String);
    if (path.length === 0) return best;
    const better = [...texts, ...ids.slice(0, 3), 1, null, undefined, {}, []]
      .map((candidate) => withChange(best, path, () => candidate))
      .find(
        (candidate) =>
          JSON.stringify(schema.safeParse(candidate).error?.issues[0]?.path) !== JSON.stringify(issue.path),
      );
    if (better === undefined) return best;
    best = better;
  }
  return best;
}

/** A copy in which what stands at `path` became something else; undefined takes it away. */
export function withChange(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value];
    const next = withChange(copy[Number(key)], rest, change);
    if (next === undefined) copy.splice(Number(key), 1);
    else copy[Number(key)] = next;
    return copy;
  }
  if (!isRecord(value)) return value;
  const next = withChange(value[key], rest, change);
  const { [key]: _old, ...others } = value;
  return next === undefined ? others : { ...value, [key]: next };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
