import { AppError } from '#shared/error.ts';

const maxDepth = 64;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * JSON from outside, within the limits of S-53: depth 64, `maxKeys` keys in all, no key that reaches a prototype.
 * Integers beyond 2^53 come as text, so that none is silently rounded. Throws `invalid_input`.
 */
export function parseJson(body: Buffer, maxKeys = 10_000): unknown {
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = /\d{16}/.test(text) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid_input', 'The body is not valid JSON', { cause: error });
  }
  assertWithinLimits(value, maxKeys);
  return value;
}

function keepLongIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}

function assertWithinLimits(root: unknown, maxKeys: number): void {
  // A list of its own instead of recursion: depth is what is being limited.
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  let keys = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > maxDepth) throw new AppError('invalid_input', `The JSON is nested deeper than ${maxDepth} levels`);
    const names = Object.keys(value);
    keys += names.length;
    if (keys > maxKeys) throw new AppError('invalid_input', `The JSON has more than ${maxKeys} keys`);
    if (!Array.isArray(value)) {
      const bad = names.find((name) => forbidden.has(name));
      if (bad !== undefined) throw new AppError('invalid_input', `The JSON has the forbidden key "${bad}"`);
    }
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 });
  }
}
