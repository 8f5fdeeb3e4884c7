import { z } from 'zod';
import { newId, type MessageId } from '#shared/ids.ts';

/** Just enough of a JSON schema. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
  pattern?: string;
  format?: string;
}

/** Something small that the schema takes, so that a request gets past its checks; undefined where nothing is asked for. */
export function sampleOf(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const value = make(json as Schema);
  return schema.safeParse(undefined).success ? undefined : value;
}

function make(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (one !== undefined) return make(one);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((key) => [key, make(schema.properties?.[key] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => make(schema.items ?? {}));
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    default:
      return text(schema);
  }
}

/** Whatever a schema may want of a text; the first that fits. */
const texts = [
  'something long enough for a password',
  '15550100001',
  'abc-def',
  'https://example.com/hook',
  'someone@example.com',
  'UTILITY',
  'en_US',
  'a',
];

function text({ minLength = 1, pattern, format }: Schema): string {
  if (format === 'email') return 'someone@example.com';
  if (format === 'uri') return 'https://example.com/hook';
  const id = newId<MessageId>();
  const fits = (candidate: string) =>
    candidate.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(candidate));
  return [id, ...texts].find((candidate) => pattern !== undefined && fits(candidate)) ?? texts.find(fits) ?? id;
}
