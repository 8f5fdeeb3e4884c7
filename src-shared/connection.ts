import { z } from 'zod';

export const LampState = z.enum(['ok', 'warn', 'down', 'unknown']);
export type LampState = z.infer<typeof LampState>;

/** One lamp of the status line: its colour, since when (epoch ms), and the reason in plain words. */
export const Lamp = z.object({ state: LampState, since: z.int(), reason: z.string() });
export type Lamp = z.infer<typeof Lamp>;

/** What the status line shows. `asOf`: when the desktop was last in step with the backend. */
export const Connection = z.object({
  realtime: Lamp,
  backend: Lamp,
  whatsapp: Lamp,
  webhook: Lamp,
  /** Mutations not yet acknowledged, and those a person must decide on. */
  outbox: z.object({ pending: z.int(), attention: z.int() }),
  asOf: z.int().nullable(),
  /** First sync or catch-up under way; total null when it isn't known. */
  sync: z.object({ done: z.int(), total: z.int().nullable() }).nullable(),
  /** The server answers an admin nothing until they have set up a second factor. */
  needsSecondFactor: z.boolean(),
  /** Server clock minus this machine's, ms. */
  clockOffsetMs: z.number(),
});
export type Connection = z.infer<typeof Connection>;
