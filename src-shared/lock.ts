import { z } from 'zod';

/** A PIN or a passphrase: what opens a locked Parley on this desktop. */
export const minSecretLength = 4;
export const LockSecret = z.string().min(minSecretLength).max(200);

export const LockSettings = z.object({
  /** Minutes without a key or a movement of the mouse; 0 = never. */
  idleMinutes: z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(30), z.literal(60)]).default(10),
  /** Also when the system locks its screen or goes to sleep, where it says so. */
  withSystem: z.boolean().default(true),
});
export type LockSettings = z.infer<typeof LockSettings>;

/** What the settings show of it. */
export const LockState = z.object({ isSet: z.boolean() });
