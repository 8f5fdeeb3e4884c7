/** A value that should be a word, as text; empty for objects, whose `toString` may come from the wire, too. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
