import { GraphError, invalidParameter } from '../graph-error.ts';

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 131008; `path` as in `interactive['action']['buttons']`. */
export function missing(path: string): GraphError {
  return new GraphError(131008, '(#131008) Required parameter is missing', {
    details: `Parameter ${path} is required.`,
  });
}

/** 131009; `why` completes the sentence "Param path …". */
export function notValid(path: string, why: string): GraphError {
  return new GraphError(131009, '(#131009) Parameter value is not valid', { details: `Param ${path} ${why}` });
}

/** An object inside the message: 131008 when absent, 100 when it is something else. */
export function readObject(owner: Json, key: string, path: string): Json {
  const value = owner[key];
  if (value === undefined || value === null) throw missing(at(path, key));
  if (!isObject(value)) throw invalidParameter(`Param ${at(path, key)} must be a JSON object.`);
  return value;
}

/** An array inside the message with `min` to `max` members. */
export function readArray(owner: Json, key: string, path: string, min: number, max: number): readonly unknown[] {
  const value = owner[key];
  if (value === undefined || value === null) throw missing(at(path, key));
  if (!Array.isArray(value)) throw invalidParameter(`Param ${at(path, key)} must be an array.`);
  if (value.length < min || value.length > max) {
    throw notValid(at(path, key), `has an invalid count. Min allowed: ${min}, Max allowed: ${max}`);
  }
  return value;
}

/** A member of an array that has to be an object. */
export function memberOf(value: unknown, path: string): Json {
  if (!isObject(value)) throw invalidParameter(`Param ${path} must be a JSON object.`);
  return value;
}

/** A text of 1 to `max` characters, counted as people do, not in UTF-16 units. */
export function readText(owner: Json, key: string, path: string, max: number): string {
  const value = owner[key];
  if (value === undefined || value === null || value === '') throw missing(at(path, key));
  if (typeof value !== 'string') throw invalidParameter(`Param ${at(path, key)} must be a string.`);
  if (isLonger(value, max)) throw notValid(at(path, key), `length invalid. Min length: 1, Max length: ${max}`);
  return value;
}

/** As {@link readText}, null when absent. */
export function readOptionalText(owner: Json, key: string, path: string, max: number): string | null {
  return owner[key] === undefined || owner[key] === null ? null : readText(owner, key, path, max);
}

/** An http(s) address. */
export function readUrl(owner: Json, key: string, path: string): string {
  const url = readText(owner, key, path, 2000);
  if (!/^https?:\/\/[^\s/?#]+/i.test(url)) throw notValid(at(path, key), 'is not a valid URI.');
  return url;
}

export function isLonger(text: string, max: number): boolean {
  return text.length > max && [...text].length > max;
}

export function at(path: string, key: string | number): string {
  return typeof key === 'number' ? `${path}[${key}]` : `${path}['${key}']`;
}
