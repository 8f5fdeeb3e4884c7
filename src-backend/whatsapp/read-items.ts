import type { z } from 'zod';
import type { WebhookEvents } from '../inbox/incoming.ts';

/** The items that can be read; the others are named in `skipped`. */
export function each<S extends z.ZodType>(
  items: readonly unknown[],
  schema: S,
  what: string,
  events: WebhookEvents,
): z.output<S>[] {
  return eachWithRaw(items, schema, what, events).map(([item]) => item);
}

/** The same, each with what it was read from. */
export function eachWithRaw<S extends z.ZodType>(
  items: readonly unknown[],
  schema: S,
  what: string,
  events: WebhookEvents,
): [z.output<S>, Record<string, unknown>][] {
  const parsed: [z.output<S>, Record<string, unknown>][] = [];
  for (const item of items) {
    const result = schema.safeParse(item);
    // All our schemas are of objects: what passed is one.
    if (result.success) parsed.push([result.data, item as Record<string, unknown>]);
    else events.skipped.push(`a ${what} that can't be read: ${result.error.issues[0]?.path.join('.') ?? ''}`);
  }
  return parsed;
}
