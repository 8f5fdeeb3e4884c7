import { z } from 'zod';
import { AuditEntry } from '../audit-entry.ts';
import { UserId } from '../ids.ts';
import { count, nothing, route } from './route.ts';

/** What reading the whole chain found (S-64). `fault`: the first entry that is not as it was written; null: none. */
export const AuditVerdict = z.object({
  /** The last good entry. */
  seq: z.int(),
  hash: z.string(),
  fault: z.object({ kind: z.enum(['missing', 'changed', 'cut_off', 'anchor_differs']), seq: z.int() }).nullable(),
  /** How many heads written down outside of the database it was held against. */
  anchors: z.int(),
  /** False: there are more after `seq`; ask on with `after` and `hash`. */
  isWhole: z.boolean(),
  /** How many entries there are. */
  total: z.int(),
  /** When the first one was written, epoch ms; null: there is none. */
  since: z.int().nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

export const auditRoutes = {
  audit: route('GET', '/api/audit', {
    summary: 'The audit log, newest first',
    description:
      '`action`: one act (`user.invited`), or all of a kind (`user`). `from`, `to`: when it was applied, epoch ms, `to` not included.',
    query: z.object({
      before: count.optional(),
      limit: count.pipe(z.int().min(1).max(200)).default(50),
      actorId: UserId.optional(),
      action: z
        .string()
        .max(60)
        .regex(/^[a-z_]+(\.[a-z_]+)?$/)
        .optional(),
      target: z.string().min(1).max(300).optional(),
      from: count.optional(),
      to: count.optional(),
    }),
    body: nothing,
    response: z.object({ entries: z.array(AuditEntry) }),
  }),
  verifyAudit: route('GET', '/api/audit/verify', {
    summary: 'Check the chain of the audit log',
    description:
      'The whole of it; or, to see how far it has come, `atLeast` so many entries at a time: `after` and `hash` are `seq` and `hash` of the answer before.',
    query: z.object({
      after: count.default(0),
      hash: z.string().max(64).default(''),
      atLeast: count.pipe(z.int().min(1)).optional(),
    }),
    body: nothing,
    response: AuditVerdict,
  }),
} as const;
