import { z } from 'zod';
import { GatewayError } from './api-error.ts';

/** Parses a body, or refuses it with 400 and one sentence per field, in the words of the API's JSON Schema validator. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new GatewayError(
    400,
    result.error.issues.map(({ path, message }) => {
      const name = path.at(-1);
      if (name === undefined || valueAt(body, path) !== undefined)
        return `${path.map(String).join('.') || 'instance'} ${message}`;
      return `${['instance', ...path.slice(0, -1).map(String)].join('.')} requires property "${String(name)}"`;
    }),
  );
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    // Read by name whatever the class of the object: it came out of JSON.
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
