import { z } from 'zod';
import { WorkspaceId } from './ids.ts';

// A backup is a folder `parley-<workspace>/<time>/` with `parley.db` and `backup.json`; the files of messages lie once
// for all backups of a workspace in `parley-<workspace>/media/`. All of it is encrypted but what stands in `BackupHead`.

/** All keys of a workspace under its recovery key: opens a backup on a computer that knows nothing of it. */
export const RecoverySeal = z.object({ salt: z.base64(), sealed: z.base64() });
export type RecoverySeal = z.infer<typeof RecoverySeal>;

/** `backup.json`. */
export const BackupHead = z.object({
  v: z.literal(1),
  workspaceId: WorkspaceId,
  createdAt: z.int(),
  recovery: RecoverySeal,
});
export type BackupHead = z.infer<typeof BackupHead>;

export const BackupCounts = z.object({
  conversations: z.int(),
  messages: z.int(),
  contacts: z.int(),
  accounts: z.int(),
  files: z.int(),
});
export type BackupCounts = z.infer<typeof BackupCounts>;

/** What a person can act on; everything else is `internal`. */
export const BackupProblemCode = z.enum([
  /** The folder is not there: a disk that is not plugged in. Never made anew in its place. */
  'folder_missing',
  'disk_full',
  'not_allowed',
  /** The key does not open the database. */
  'wrong_key',
  'damaged',
  /** Written by a newer Parley. */
  'newer',
  'cancelled',
  'internal',
]);
export type BackupProblemCode = z.infer<typeof BackupProblemCode>;

export const BackupProgress = z.object({
  step: z.enum(['database', 'check', 'files']),
  done: z.int(),
  total: z.int(),
});
export type BackupProgress = z.infer<typeof BackupProgress>;

/** A backup that is in a folder, as a screen lists it. */
export const FoundBackup = z.object({
  /** Stands for its path, which no page ever names. */
  id: z.string(),
  createdAt: z.int(),
  workspaceId: WorkspaceId,
  /** Of its database. */
  bytes: z.int(),
});
export type FoundBackup = z.infer<typeof FoundBackup>;

/** Backups of the company on this computer, as the screen shows them. */
export const BackupState = z.object({
  /** A company on this computer is open; a team's server and a demo keep no backups here. */
  available: z.boolean(),
  folder: z.string(),
  /** Nobody has chosen a folder: it is on the disk of the profile and goes with it. */
  isDefaultFolder: z.boolean(),
  keep: z.int(),
  last: z.object({ at: z.int(), counts: BackupCounts, missingFiles: z.int() }).nullable(),
  running: BackupProgress.nullable(),
  problem: z.object({ at: z.int(), code: BackupProblemCode, message: z.string() }).nullable(),
});
export type BackupState = z.infer<typeof BackupState>;
