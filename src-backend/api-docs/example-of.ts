import type { JsonSchema } from './openapi-document.ts';
import { resolveRef } from './to-json-schema.ts';

type Components = Readonly<Record<string, JsonSchema>>;

const uuid = '0199a3c2-7d4e-7b1a-9c55-2f6d1e8b4a07';
const isoTime = '2026-01-08T12:34:56.000Z';
const epochMs = 1_767_875_696_000;

/** Texts that say something, by the name of their field. The first that its schema takes is shown. */
const byName: readonly (readonly [RegExp, unknown])[] = [
  [/email$/i, 'maya@acme.example'],
  [/(phone|^to|^recipient|^waId)$/i, '919876543220'],
  [/phoneNumber$/i, '+1 555 010 0001'],
  [/^(phoneNumberId|wabaId|businessAccountId|businessId)$/, '882555404932892'],
  [/^(waMessageId|wamid)$/, 'wamid.HBgMOTE5ODc2NTQzMjIwFQIAERgS'],
  [/^(userName|displayName|clientName)$/, 'Maya Rao'],
  [/^accountName$/, 'Main number'],
  [/^company$/, 'Acme'],
  [/^slug$/, 'acme'],
  [/^externalId$/, 't_a3eecb94bb822a92'],
  [/^crm$/, 'hubspot'],
  [/^language$/, 'en_US'],
  [/^timeZone$/, 'Europe/Berlin'],
  [/^(preview|lastMessagePreview|text|body)$/, 'Is my order on its way?'],
  [/^name$/, 'Maya Rao'],
  [/^name$/, 'order_update'],
  [/^lastFour$/, '9f3a'],
  [/url$|^link$|^uri$/i, 'https://hooks.acme.example/parley'],
  [/password$|^current$/i, 'a long password of your own'],
  [/^(code|pin)$/, '123456'],
  [/version$/i, '0.1.0'],
  [/^total$/, 150],
  [/^limit$/, 50],
  [/^offset$/, 0],
  [/(At|^at|^since|^upTo|^until)$/, epochMs],
];

/** Texts for patterns that no name tells of. */
const others: readonly string[] = [
  'text',
  'APPROVED',
  'en_US',
  '882555404932892',
  '919876543220',
  'order_update',
  uuid,
];

/**
 * Something the schema takes, as short as it may be: optional fields only with `all`, unions by their first part. `name`
 * is the field it stands in.
 */
export function exampleOf(schema: JsonSchema, components: Components, options: { all: boolean }, name = ''): unknown {
  const json = resolveRef(schema, components);
  if (json.const !== undefined) return json.const;
  if (json.enum !== undefined) return json.enum[0];
  const part = json.anyOf?.[0] ?? json.oneOf?.[0] ?? json.allOf?.[0];
  if (part !== undefined) return exampleOf(part, components, options, name);
  const [type] = [json.type].flat();
  switch (type) {
    case 'object':
      return exampleObject(json, components, options);
    case 'array':
      return exampleArray(json, components, options, name);
    case 'boolean':
      return json.default ?? true;
    case 'integer':
    case 'number':
      return exampleNumber(json, name);
    case 'string':
      return exampleText(json, name);
    case 'null':
      return null;
    default:
      return json.default ?? {};
  }
}

function exampleObject(json: JsonSchema, components: Components, options: { all: boolean }): unknown {
  const { properties = {}, required = [], additionalProperties } = json;
  const wanted = Object.entries(properties).filter(([key]) => options.all || required.includes(key));
  if (Object.keys(properties).length === 0 && typeof additionalProperties === 'object') {
    const named = resolveRef(json.propertyNames ?? {}, components);
    const keys = named.enum ?? [named.format === undefined && fits('name', named) ? 'name' : exampleText(named, '')];
    return Object.fromEntries(keys.map((key) => [String(key), exampleOf(additionalProperties, components, options)]));
  }
  return Object.fromEntries(wanted.map(([key, value]) => [key, exampleOf(value, components, options, key)]));
}

function exampleArray(json: JsonSchema, components: Components, options: { all: boolean }, name: string): unknown[] {
  const { items, minItems = 1 } = json;
  if (items === undefined) return [];
  const item = exampleOf(items, components, options, name.replace(/s$/, ''));
  return Array.from({ length: Math.max(1, minItems) }, () => item);
}

function exampleNumber({ default: initial, minimum = 0, maximum = Infinity }: JsonSchema, name: string): unknown {
  if (initial !== undefined) return initial;
  const named = byName.find(
    ([pattern, value]) => pattern.test(name) && typeof value === 'number' && value >= minimum && value <= maximum,
  );
  return named?.[1] ?? Math.max(minimum, Math.min(1, maximum));
}

function exampleText(json: JsonSchema, name: string): unknown {
  if (json.default !== undefined) return json.default;
  if (json.format === 'uuid') return uuid;
  if (json.format === 'date-time') return isoTime;
  if (json.format === 'date') return isoTime.slice(0, 10);
  if (json.format === 'email') return 'maya@acme.example';
  if (json.format === 'uri') return 'https://hooks.acme.example/parley';
  const named = byName.filter(([pattern]) => pattern.test(name)).map(([, value]) => value);
  return [...named, ...others].find((value) => typeof value === 'string' && fits(value, json)) ?? filler(json);
}

function fits(text: string, { minLength = 0, maxLength = Infinity, pattern }: JsonSchema): boolean {
  if (text.length < minLength || text.length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

function filler({ minLength = 4, maxLength = Infinity }: JsonSchema): string {
  return 'text'.padEnd(minLength, '.').slice(0, maxLength);
}
