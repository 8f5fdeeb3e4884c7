export type Json = Readonly<Record<string, unknown>>;

// Messages hold what businesses and control calls put in: any key may be missing or of the wrong kind, and the phone
// shows what is there. Paths name keys from the outside in.

/** The object at `path`, an empty one when there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): Json {
  const found = at(value, path);
  return isObject(found) ? found : {};
}

/** The words at `path`; numbers are written out; '' when there are none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}

/** The number at `path`, also when it is written as a string; null when there is none. */
export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = at(value, path);
  const number =
    typeof found === 'number' ? found : typeof found === 'string' && found.trim() !== '' ? Number(found) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
