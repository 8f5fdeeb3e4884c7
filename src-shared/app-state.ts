import { z } from 'zod';
import { WorkspaceId } from './ids.ts';

/**
 * Why the OS keystore can't give us our key (S-33). `passphrase`: the keys are under what the person types, not under the
 * keystore (S-34).
 */
export const KeystoreProblem = z.enum(['unavailable', 'locked', 'backend_changed', 'mismatch', 'passphrase']);
export type KeystoreProblem = z.infer<typeof KeystoreProblem>;

/** It protects everything on a computer without a keychain, also from who has the files and all the time: no PIN. */
export const Passphrase = z.string().min(12).max(200);

/** A one-time message about what Parley had to do at start, shown as a banner until dismissed. */
export const Notice = z.object({
  id: z.string(),
  kind: z.enum(['cache_rebuilt', 'keys_replaced', 'outbox_salvaged', 'memory_only', 'keys_rewrapped']),
  text: z.string(),
});
export type Notice = z.infer<typeof Notice>;

export const WorkspaceInfo = z.object({
  id: WorkspaceId,
  mode: z.enum(['demo', 'embedded', 'team']),
  name: z.string(),
  url: z.string(),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

/** The whole desktop's state: exactly one phase, each with what its screen needs. */
export const AppState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting'), step: z.string() }),
  /** `unsent`: mutations in the outbox that would be lost with the old keys; null when it can't be known. */
  z.object({ phase: z.literal('keystore'), problem: KeystoreProblem, backend: z.string(), unsent: z.int().nullable() }),
  /** The embedded database can't be opened with the stored key: the recovery key is asked for (ruling 42). */
  z.object({ phase: z.literal('recovery'), workspace: WorkspaceInfo, error: z.string().nullable() }),
  z.object({ phase: z.literal('first_run') }),
  /** Whatever else there is, the windows hear nothing of it until somebody unlocks (S-34). */
  z.object({ phase: z.literal('locked') }),
  z.object({
    phase: z.literal('sign_in'),
    workspace: WorkspaceInfo,
    needsSetUp: z.boolean(),
    reason: z.string().nullable(),
  }),
  z.object({
    phase: z.literal('ready'),
    workspace: WorkspaceInfo,
    storage: z.enum(['encrypted', 'memory']),
    notices: z.array(Notice),
    demo: z
      .object({
        phoneUrl: z.string(),
        users: z.array(z.object({ email: z.string(), name: z.string(), role: z.string() })),
      })
      .nullable(),
  }),
  /** The bundled backend or the store could not start; `details` is safe to show. */
  z.object({ phase: z.literal('failed'), message: z.string(), details: z.string() }),
]);
export type AppState = z.infer<typeof AppState>;
