import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { TokenStore } from '../../src-main/workspace/workspace-api.ts';

/** The refresh token in an encrypted file, replaced in one step: a killed process must find the old or the new one. */
export function openSessionFile(file: string, key: Uint8Array): TokenStore {
  return {
    load() {
      if (!existsSync(file)) return null;
      const bytes = readFileSync(file);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString();
    },
    save(refreshToken) {
      if (refreshToken === null) return rmSync(file, { force: true });
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(refreshToken), cipher.final()]);
      writeFileSync(`${file}.new`, Buffer.concat([iv, cipher.getAuthTag(), sealed]), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
