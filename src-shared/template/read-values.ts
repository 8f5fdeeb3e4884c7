import type { FormPart } from './field.ts';
import { type FieldValue, isEmpty, readValue, type TemplateValues } from './value.ts';
import { lengthOf, replaceVariables } from './variables.ts';

export interface FieldError {
  /** Of the field; null: the template itself can't be sent from here. */
  key: string | null;
  message: string;
}

/** Those values that are right, by key, and what is wrong with the others. */
export function readValues(
  parts: readonly FormPart[],
  values: TemplateValues,
  now: number,
): { read: Map<string, FieldValue>; errors: FieldError[] } {
  const read = new Map<string, FieldValue>();
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const field of parts.flatMap(({ fields }) => fields)) {
    if (seen.has(field.key)) continue;
    seen.add(field.key);
    const given = Object.hasOwn(values, field.key) ? values[field.key] : undefined;
    if (isEmpty(given)) {
      if (field.required) errors.push({ key: field.key, message: 'Fill this in' });
      continue;
    }
    const result = readValue(field, given, now);
    if (result.ok) read.set(field.key, result.value);
    else errors.push({ key: field.key, message: result.message });
  }
  return { read, errors };
}

/** Each value may be short enough and all together too long. */
export function tooLong({ text, fields }: FormPart, read: ReadonlyMap<string, FieldValue>): FieldError[] {
  if (!text || fields.length === 0 || fields.some(({ key }) => !read.has(key))) return [];
  const over = lengthOf(filledText(text.text, fields, read)) - text.limit;
  if (over <= 0) return [];
  const [longest] = fields.toSorted((a, b) => lengthOf(lineOf(read.get(b.key))) - lengthOf(lineOf(read.get(a.key))));
  const message = `With these values the text is ${over} characters longer than the ${text.limit} WhatsApp takes`;
  return [{ key: longest?.key ?? null, message }];
}

/** A text with the values of its fields in it; what has no value yet stays a variable. */
export function filledText(text: string, fields: FormPart['fields'], read: ReadonlyMap<string, FieldValue>): string {
  const keys = new Map(fields.map(({ variable = '', key }) => [variable, key]));
  return replaceVariables(text, (name) => {
    const value = read.get(keys.get(name) ?? '');
    return value?.kind === 'line' ? value.text : undefined;
  });
}

const lineOf = (value: FieldValue | undefined): string => (value?.kind === 'line' ? value.text : '');
