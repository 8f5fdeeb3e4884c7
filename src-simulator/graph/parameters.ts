import { invalidParameter } from './graph-error.ts';

export type Parameters = Readonly<Record<string, unknown>>;

/** What a call was given: Graph takes parameters from the body and from the query. */
export function readParameters(request: { body: unknown; query: unknown }): Parameters {
  return { ...toRecord(request.query), ...toRecord(request.body) };
}

/** {@link readParameters} of a call that must name the product. */
export function readProductParameters(request: { body: unknown; query: unknown }): Parameters {
  const values = readParameters(request);
  if (values['messaging_product'] === undefined) {
    throw invalidParameter('The parameter messaging_product is required.');
  }
  if (values['messaging_product'] !== 'whatsapp') {
    throw invalidParameter('Param messaging_product must be one of {WHATSAPP} - got something else.');
  }
  return values;
}

/** A text between `min` and `max` characters; undefined when it is not there. */
export function readText(values: Parameters, name: string, limits: { min?: number; max: number }): string | undefined {
  const value = values[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidParameter(`Param ${name} must be a string.`);
  const length = [...value].length;
  const { min = 0, max } = limits;
  if (length < min) throw invalidParameter(`Param ${name} must be at least ${min} characters long.`);
  if (length > max) throw invalidParameter(`Param ${name} must be at most ${max} characters long.`);
  return value;
}

/** As {@link readText}, of a parameter that must be there. */
export function requireText(values: Parameters, name: string, limits: { min?: number; max: number }): string {
  const text = readText(values, name, limits);
  if (text === undefined) throw invalidParameter(`The parameter ${name} is required.`);
  return text;
}

/** true and false, as JSON or as the words of a form. */
export function readFlag(values: Parameters, name: string): boolean | undefined {
  const value = values[name];
  if (value === undefined || value === null) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw invalidParameter(`Param ${name} must be a boolean.`);
}

/** An object, as JSON or as the text of it, which is how forms and queries carry one. */
export function readObject(values: Parameters, name: string): Parameters | undefined {
  const value = fromText(values[name]);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidParameter(`Param ${name} must be a JSON object.`);
  return { ...value };
}

/** A list, as JSON or as the text of it. */
export function readList(values: Parameters, name: string): readonly unknown[] | undefined {
  const value = fromText(values[name]);
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalidParameter(`Param ${name} must be an array.`);
  return value;
}

export function oneOf<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((choice) => typeof value === 'string' && choice === value.toUpperCase());
  if (found === undefined) throw invalidParameter(`Param ${name} must be one of {${choices.join(', ')}}.`);
  return found;
}

export function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
