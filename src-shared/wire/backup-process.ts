import { z } from 'zod';
import { BackupCounts, BackupHead, BackupProblemCode, BackupProgress } from '../backup.ts';

// Backups are written and read by a process of their own, started from the server's program: the running server is not
// slowed down, and to call one off is to end that process. Keys come in the first message, as for the server itself.

const key = z.base64();

export const BackupOrder = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('backup'),
    databaseKey: key,
    /** Where the database is, in use or not. */
    dataDir: z.string().min(1),
    /** The folder a person chose. */
    folder: z.string().min(1),
    head: BackupHead,
    /** How many are kept. */
    keep: z.int().min(1),
  }),
  z.object({
    type: z.literal('restore'),
    databaseKey: key,
    /** The folder of one backup. */
    backup: z.string().min(1),
    /** Does not exist yet. */
    dataDir: z.string().min(1),
  }),
]);
export type BackupOrder = z.infer<typeof BackupOrder>;

export const BackupReport = z.discriminatedUnion('report', [
  z.object({ report: z.literal('progress'), progress: BackupProgress }),
  z.object({ report: z.literal('done'), counts: BackupCounts, missingFiles: z.int() }),
  z.object({ report: z.literal('failed'), code: BackupProblemCode, message: z.string() }),
]);
export type BackupReport = z.infer<typeof BackupReport>;
