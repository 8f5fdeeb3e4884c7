import { z } from 'zod';

// How a route of the REST contract is written down: method, path and the schemas both sides check by.
// Path parameters are written `:name`. `summary` and `description` are what /docs says of it: one line, and what a caller
// must know besides.

/**
 * How a route that shows, makes, changes or erases a secret, or hands out rights, knows who asks (S-62). `fresh`: a person
 * must have given password or code within five minutes. `fresh_for_more`: only when the call gives more than there was, so
 * that taking away never waits (ruling 29). `own`: password, code, link or key come with the call itself.
 */
export type Proof = 'fresh' | 'fresh_for_more' | 'own';

export const route = <
  const M extends 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  const P extends string,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  method: M,
  path: P,
  parts: { summary?: string; description?: string; proof?: Proof; query: Q; body: B; response: R },
) => ({ method, path, ...parts });

/** No query, or no body. */
export const nothing = z.undefined();
/** A whole number from 0 in a query. */
export const count = z.coerce.number().pipe(z.int().min(0));
/** Answer of "do it" routes. */
export const done = z.object({ success: z.literal(true) });
