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
  /** Where it was asked for: the client's name, null before a sign-in. null: the server did it by itself. */
  origin: z.object({ address: z.string(), client: z.string().nullable() }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries: `action` is one act (`user.invited`) or all of a kind (`user`); `to` is not included. */
export const AuditFilter = z.object({
  actorId: UserId.optional(),
  action: z.string().max(60).optional(),
  target: z.string().max(300).optional(),
  from: z.int().optional(),
  to: z.int().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditExport = z.object({ format: z.enum(['csv', 'json']), filter: AuditFilter });
export type AuditExport = z.infer<typeof AuditExport>;
