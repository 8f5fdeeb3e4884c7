import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { fakeKeystore, type FakeKeystore } from './keystore.fixtures.ts';
import { openVault, type VaultState } from './open-vault.ts';
import { Vault } from './vault.ts';

export const now = Date.UTC(2026, 10, 20);
export const days = (count: number): number => count * 24 * 60 * 60 * 1000;
export const id = newId<WorkspaceId>();
/** Of the test that runs. */
export let dir: string;
export let keystore: FakeKeystore;

/** Every test of the file begins on a computer with a keystore and no keys. */
export function freshFolderForEachTest(): void {
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'parley-vault-'));
    keystore = fakeKeystore();
  });
  afterEach(() => rmSync(dir, { recursive: true }));
}

/** From here on the profile is looked at on another computer; returns where it was. */
export function copyProfile(): string {
  const home = dir;
  dir = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  cpSync(home, dir, { recursive: true });
  keystore.machine = 'thief';
  return home;
}

export const open = (at = now): Promise<VaultState> => openVault({ dir, keystore, now: at });

export async function ready(): Promise<Vault> {
  const opened = await open();
  if (opened.state !== 'ready') throw new Error(opened.state);
  return opened.vault;
}

export function vaultOf(result: Vault | string): Vault {
  if (typeof result === 'string') throw new Error(result);
  return result;
}

export const allFiles = (): Buffer =>
  Buffer.concat(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

/** No form in which a key could lie on disk is there. */
export function expectNoKeyOnDisk(...keys: Uint8Array[]): void {
  const disk = allFiles();
  for (const key of keys.map((bytes) => Buffer.from(bytes))) {
    for (const form of [key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))]) {
      expect(disk.includes(form)).toBe(false);
    }
  }
}
