import { createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { BackupHead } from '#shared/backup.ts';
import { readRecoveryText } from '#shared/recovery-text.ts';
import { StartError } from '../platform/start-error.ts';

/** The secrets of a bundled server, as its desktop sealed them. */
const Secrets = z.object({ databaseKey: z.string(), jwtSecret: z.string(), encryptionKeys: z.string() });
export type RestoredSecrets = z.infer<typeof Secrets>;

const ivBytes = 12;
const tagBytes = 16;

/** What the recovery key opens; the desktop's vault writes it. Throws StartError for any other key. */
export function openSeal({ workspaceId, recovery }: BackupHead, recoveryKey: string): RestoredSecrets {
  const read = readRecoveryText(recoveryKey);
  if (read === null) {
    throw new StartError('configuration', 'A recovery key has six groups of six letters and digits');
  }
  const salt = Buffer.from(recovery.salt, 'base64');
  const key = hkdfSync('sha256', read.bytes.subarray(0, 20), salt, 'parley|recovery', 32);
  const bytes = Buffer.from(recovery.sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key), bytes.subarray(0, ivBytes));
  decipher.setAAD(Buffer.from(`${workspaceId}|recovery|1`)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    const { embedded } = z.object({ embedded: z.base64() }).parse(JSON.parse(plain.toString()));
    return Secrets.parse(JSON.parse(Buffer.from(embedded, 'base64').toString()));
  } catch (error) {
    throw new StartError('database_key_mismatch', 'This recovery key is not the one of this backup', error);
  }
}
