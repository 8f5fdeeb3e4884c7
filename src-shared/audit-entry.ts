import { z } from 'zod';
import { UserId } from './ids.ts';

/** One line of the append-only audit table. `details` holds ids and settings, never a secret or a message body. */
export const AuditEntry = z.object({
  seq: z.int(),
  at: z.int(),
  /** When a desktop that was offline did it; null when that is `at`. */
  madeAt: z.int().nullable(),
  actorId: UserId.nullable(),
  action: z.string(),
  target: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
