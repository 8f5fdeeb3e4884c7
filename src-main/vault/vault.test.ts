import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { fakeKeystore, type FakeKeystore } from './keystore.fixtures.ts';
import { openMemoryVault, openVault, recoverVault, startOver, type VaultState } from './open-vault.ts';
import { openBackupKey, Vault } from './vault.ts';

const now = Date.UTC(2026, 10, 20);
const days = (count: number): number => count * 24 * 60 * 60 * 1000;
const id = newId<WorkspaceId>();
let dir: string;
let keystore: FakeKeystore;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-vault-'));
  keystore = fakeKeystore();
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = (at = now): Promise<VaultState> => openVault({ dir, keystore, now: at });

async function ready(): Promise<Vault> {
  const opened = await open();
  if (opened.state !== 'ready') throw new Error(opened.state);
  return opened.vault;
}

function vaultOf(result: Vault | string): Vault {
  if (typeof result === 'string') throw new Error(result);
  return result;
}

const allFiles = (): Buffer =>
  Buffer.concat(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

/** No form in which a key could lie on disk is there. */
function expectNoKeyOnDisk(...keys: Uint8Array[]): void {
  const disk = allFiles();
  for (const key of keys.map((bytes) => Buffer.from(bytes))) {
    for (const form of [key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))]) {
      expect(disk.includes(form)).toBe(false);
    }
  }
}

describe('S-33 what a start finds', () => {
  it('makes keys the first time and finds the same ones again', async () => {
    expect(await open()).toMatchObject({ state: 'ready', created: true, rewrapped: false });
    const first = (await ready()).workspaceKeys(id);
    const again = await ready();
    expect(again.workspaceKeys(id)).toEqual(first);
    expect(again.workspaceKeys(newId()).database).not.toEqual(first.database);
    expect(first.database).toHaveLength(32);
    expect(first.media).not.toEqual(first.database);
    expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  it('wraps the master key again when the keystore has a newer one, and keeps one copy', async () => {
    const keys = (await ready()).workspaceKeys(id);
    const before = readFileSync(join(dir, 'keys.json'));
    keystore.condition = 're_encrypt';
    expect(await open()).toMatchObject({ state: 'ready', created: false, rewrapped: true });
    keystore.condition = 'open';
    expect((await ready()).workspaceKeys(id)).toEqual(keys);
    expect(readFileSync(join(dir, 'keys.json.bak')).equals(before)).toBe(true);
  });

  it('waits for a locked keyring and makes no new key meanwhile', async () => {
    keystore.condition = 'locked';
    expect(await open()).toMatchObject({ state: 'locked' });
    expect(readdirSync(dir)).toEqual([]);
    keystore.condition = 'open';
    const keys = (await ready()).workspaceKeys(id);
    const before = readFileSync(join(dir, 'keys.json'));
    keystore.condition = 'locked';
    expect(await open()).toMatchObject({ state: 'locked' });
    expect(readFileSync(join(dir, 'keys.json')).equals(before)).toBe(true);
    keystore.condition = 'open';
    expect((await ready()).workspaceKeys(id)).toEqual(keys);
  });

  it('names the keystore that has the key when another one is in use', async () => {
    await ready();
    keystore.name = 'kwallet6';
    keystore.machine = 'another keyring';
    const state = await open();
    expect(state).toEqual({
      state: 'backend_changed',
      backend: 'kwallet6',
      formerBackend: 'gnome_libsecret',
      recoverable: [],
    });
    keystore.name = 'basic_text';
    expect(await open()).toMatchObject({ state: 'backend_changed' });
  });

  it('goes on when another keystore still opens the key, and remembers its name', async () => {
    await ready();
    keystore.name = 'kwallet6';
    expect(await open()).toMatchObject({ state: 'ready', rewrapped: true });
    keystore.machine = 'lost';
    expect(await open()).toMatchObject({ state: 'mismatch', formerBackend: 'kwallet6' });
  });

  it.each(['basic_text', 'none'] as const)('refuses a keystore that protects nothing: %s', async (kind) => {
    if (kind === 'none') keystore.condition = 'none';
    else keystore.name = 'basic_text';
    expect(await open()).toMatchObject({ state: 'unavailable' });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('sees a wrong value through the canary, though the keystore gave no error', async () => {
    await ready();
    keystore.condition = 'wrong_value';
    expect(await open()).toMatchObject({ state: 'mismatch' });
  });

  it('T-14 a profile copied to another machine opens nothing there', async () => {
    const vault = await ready();
    const { database, media } = vault.workspaceKeys(id);
    const { keys, recoveryKey } = vault.createEmbeddedKeys(id);
    const store = vault.storeKey();
    const home = dir;
    dir = mkdtempSync(join(tmpdir(), 'parley-copy-'));
    cpSync(home, dir, { recursive: true });
    keystore.machine = 'thief';
    expect(await open()).toMatchObject({ state: 'mismatch' });
    const embedded = Buffer.from(keys.databaseKey, 'base64');
    expectNoKeyOnDisk(database, media, store, embedded);
    const disk = allFiles();
    expect(disk.includes(keys.jwtSecret) || disk.includes(recoveryKey)).toBe(false);
    rmSync(home, { recursive: true });
  });

  it('falls back to the copy when keys.json is torn, and says mismatch when both are', async () => {
    const vault = await ready();
    vault.workspaceKeys(id);
    const other = newId<WorkspaceId>();
    const keys = vault.workspaceKeys(id);
    vault.workspaceKeys(other);
    writeFileSync(join(dir, 'keys.json'), '{"v":1,');
    expect((await ready()).workspaceKeys(id)).toEqual(keys);
    writeFileSync(join(dir, 'keys.json.bak'), '');
    writeFileSync(join(dir, 'keys.json'), '');
    expect(await open()).toMatchObject({ state: 'mismatch', formerBackend: null });
  });

  it('D6 in memory-only mode nothing is written', async () => {
    const vault = openMemoryVault();
    expect(vault.storage).toBe('memory');
    expect(vault.workspaceKeys(id)).toEqual(vault.workspaceKeys(id));
    vault.createEmbeddedKeys(id);
    vault.erase(id);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('starting over', () => {
  it('puts the old files aside for seven days and makes new keys', async () => {
    const old = (await ready()).workspaceKeys(id);
    writeFileSync(join(dir, 'config.json'), 'old settings');
    keystore.machine = 'new keyring';
    const vault = vaultOf(await startOver({ dir, keystore, now, lostFiles: () => ['config.json', 'workspaces'] }));
    expect(vault.workspaceKeys(id)).not.toEqual(old);
    const aside = join(dir, 'aside', String(now));
    expect(readdirSync(aside).toSorted()).toEqual(['config.json', 'keys.json', 'keys.json.bak']);
    await open(now + days(6));
    expect(readdirSync(join(dir, 'aside'))).toHaveLength(1);
    await open(now + days(8));
    expect(readdirSync(join(dir, 'aside'))).toEqual([]);
  });

  it('changes nothing while the keystore can not be used', async () => {
    await ready();
    const before = readdirSync(dir);
    keystore.condition = 'locked';
    expect(await startOver({ dir, keystore, now, lostFiles: () => [] })).toBe('locked');
    keystore.condition = 'none';
    expect(await startOver({ dir, keystore, now, lostFiles: () => [] })).toBe('unavailable');
    expect(readdirSync(dir)).toEqual(before);
  });
});

describe('ruling 42: the recovery key', () => {
  it('ruling 42 brings every key of the workspace back after the keyring is lost, and never makes new ones', async () => {
    const vault = await ready();
    const { keys, recoveryKey } = vault.createEmbeddedKeys(id);
    const local = vault.workspaceKeys(id);
    keystore.machine = 'new keyring';
    expect(await open()).toMatchObject({ state: 'mismatch', recoverable: [id] });
    const recovered = vaultOf(
      await recoverVault({ dir, keystore, now, lostFiles: () => [], workspaceId: id, recoveryKey }),
    );
    expect(recovered.embeddedKeys(id)).toEqual(keys);
    expect((await ready()).embeddedKeys(id)).toEqual(keys);
    expect((await ready()).workspaceKeys(id)).toEqual(local);
    expect(() => recovered.createEmbeddedKeys(id)).toThrow('keys already');
  });

  it('works as typed from paper: any case, no dashes, letters for the digits they look like', async () => {
    const { keys, recoveryKey } = (await ready()).createEmbeddedKeys(id);
    expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){5}[0-9A-HJKMNP-TV-Z]{6}$/);
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    keystore.machine = 'new keyring';
    const options = { dir, keystore, now, lostFiles: () => [], workspaceId: id, recoveryKey: ` ${typed} ` };
    expect(vaultOf(await recoverVault(options)).embeddedKeys(id)).toEqual(keys);
  });

  it('ruling 42 refuses a wrong one with recovery_key_wrong and moves nothing', async () => {
    const vault = await ready();
    const { recoveryKey } = vault.createEmbeddedKeys(id);
    const { recoveryKey: another } = vault.createEmbeddedKeys(newId());
    const swapped = recoveryKey.replace(/^(.)(.)/, (_, a: string, b: string) => (a === b ? `Z${b}` : `${b}${a}`));
    keystore.machine = 'new keyring';
    const before = [readdirSync(dir), allFiles()];
    for (const wrong of [another, swapped, 'hello', '', 'U'.repeat(36), '💥'.repeat(36)]) {
      const attempt = recoverVault({ dir, keystore, now, lostFiles: () => [], workspaceId: id, recoveryKey: wrong });
      await expect(attempt).rejects.toMatchObject({ code: 'recovery_key_wrong' });
    }
    expect([readdirSync(dir), allFiles()]).toEqual(before);
  });

  it('ruling 42 covers the keys that were made last: after a sign-out those before it are nowhere any more', async () => {
    const vault = await ready();
    const { keys, recoveryKey } = vault.createEmbeddedKeys(id);
    const former = vault.workspaceKeys(id);
    vault.eraseLocalCopy(id);
    const withoutCopy = readFileSync(join(dir, 'keys.json'));
    const local = vault.workspaceKeys(id);
    expect(local).not.toEqual(former);
    const recover = async (): Promise<Vault> => {
      keystore.machine += ' lost';
      return vaultOf(await recoverVault({ dir, keystore, now, lostFiles: () => [], workspaceId: id, recoveryKey }));
    };
    const recovered = await recover();
    expect([recovered.embeddedKeys(id), recovered.workspaceKeys(id)]).toEqual([keys, local]);
    // Losing the next keyring too changes nothing.
    expect((await recover()).workspaceKeys(id)).toEqual(local);
    rmSync(join(dir, 'keys.json.bak'));
    writeFileSync(join(dir, 'keys.json'), withoutCopy);
    const signedOut = (await recover()).workspaceKeys(id);
    expect([former, local]).not.toContainEqual(signedOut);
  });

  it('ruling 42 leaves in place what the recovery key opens, and the old keys until the new ones are written', async () => {
    (await ready()).createEmbeddedKeys(id);
    keystore.machine = 'new keyring';
    const before = readFileSync(join(dir, 'keys.json'));
    const offered: WorkspaceId[][] = [];
    const lostFiles = (recoverable: readonly WorkspaceId[]): string[] => {
      offered.push([...recoverable]);
      expect(readFileSync(join(dir, 'keys.json')).equals(before)).toBe(true);
      return [join('workspaces', 'lost')];
    };
    for (const name of ['lost', 'kept']) mkdirSync(join(dir, 'workspaces', name), { recursive: true });
    vaultOf(await startOver({ dir, keystore, now, lostFiles }));
    expect(offered).toEqual([[id]]);
    expect(readdirSync(join(dir, 'workspaces'))).toEqual(['kept']);
    expect(readdirSync(join(dir, 'aside', String(now), 'workspaces'))).toEqual(['lost']);
  });

  it('ruling 42 stays usable after starting over without it', async () => {
    const first = await ready();
    const { keys, recoveryKey } = first.createEmbeddedKeys(id);
    const local = first.workspaceKeys(id);
    keystore.machine = 'new keyring';
    const vault = vaultOf(await startOver({ dir, keystore, now, lostFiles: () => [] }));
    expect([vault.embeddedKeys(id), vault.isRecoverable(id)]).toEqual([null, true]);
    expect(() => vault.createEmbeddedKeys(id)).toThrow('keys already');
    // New ones would go into the seal in the place of those that only it still has.
    expect(() => vault.workspaceKeys(id)).toThrow('recovery key');
    vault.recover(id, recoveryKey);
    expect([vault.embeddedKeys(id), vault.workspaceKeys(id)]).toEqual([keys, local]);
  });
});

describe('backups', () => {
  it('a vault on another computer takes the keys in with the recovery key, and with no other', async () => {
    const vault = await ready();
    const { keys, recoveryKey } = vault.createEmbeddedKeys(id);
    const { recoveryKey: other } = vault.createEmbeddedKeys(newId());
    const seal = vault.recoverySeal(id);
    if (seal === null) throw new Error('no seal');
    expect(openBackupKey(id, seal, recoveryKey)).toBe(keys.databaseKey);
    expect(() => openBackupKey(id, seal, other)).toThrow(expect.objectContaining({ code: 'recovery_key_wrong' }));
    rmSync(dir, { recursive: true });
    keystore.machine = 'another computer';
    const fresh = await ready();
    expect(() => fresh.adopt(id, seal, other)).toThrow(expect.objectContaining({ code: 'recovery_key_wrong' }));
    expect(fresh.embeddedKeys(id)).toBe(null);
    fresh.adopt(id, seal, recoveryKey);
    expect((await ready()).embeddedKeys(id)).toEqual(keys);
  });

  it('a new recovery key replaces the old one, which opens only what was sealed before', async () => {
    const vault = await ready();
    const { keys, recoveryKey: old } = vault.createEmbeddedKeys(id);
    const before = vault.recoverySeal(id);
    const fresh = vault.renewRecoveryKey(id);
    const after = vault.recoverySeal(id);
    if (before === null || after === null) throw new Error('no seal');
    expect(openBackupKey(id, after, fresh)).toBe(keys.databaseKey);
    expect(openBackupKey(id, before, old)).toBe(keys.databaseKey);
    expect(() => openBackupKey(id, after, old)).toThrow(expect.objectContaining({ code: 'recovery_key_wrong' }));
    // Nothing on disk opens with the old one, not even the copy of keys.json.
    expect(allFiles().includes(before.sealed)).toBe(false);
  });
});

describe('forgetting', () => {
  it('S-35 erases a workspace: no file holds its wrapped keys any more', async () => {
    const vault = await ready();
    const other = vault.workspaceKeys(newId());
    vault.workspaceKeys(id);
    vault.createEmbeddedKeys(id);
    const sealed = [...readFileSync(join(dir, 'keys.json'), 'utf8').matchAll(/"sealed": "([^"]+)"/g)].slice(2);
    vault.erase(id);
    const disk = allFiles();
    expect(sealed.length).toBeGreaterThan(2);
    for (const [, text = ''] of sealed) expect(disk.includes(text)).toBe(false);
    expect(other.database).toHaveLength(32);
    expect((await ready()).embeddedKeys(id)).toBeNull();
  });

  it('S-38 a workspace that signs in again has new keys: they rotate by loading anew, never by rekeying in place', async () => {
    const vault = await ready();
    const former = vault.workspaceKeys(id);
    vault.erase(id);
    const { database, media } = vault.workspaceKeys(id);
    expect([Buffer.compare(database, former.database), Buffer.compare(media, former.media)]).not.toContain(0);
  });

  it('S-35 erases the copy of a bundled backend without touching the backend itself', async () => {
    const vault = await ready();
    const former = vault.workspaceKeys(id);
    const { keys } = vault.createEmbeddedKeys(id);
    vault.eraseLocalCopy(id);
    expect(vault.workspaceKeys(id)).not.toEqual(former);
    expect((await ready()).embeddedKeys(id)).toEqual(keys);
  });

  it('S-34 gives out nothing once it is locked', async () => {
    const vault = await ready();
    vault.workspaceKeys(id);
    vault.lock();
    for (const act of [() => vault.workspaceKeys(id), () => vault.storeKey(), () => vault.workspaceKeys(newId())]) {
      expect(act).toThrow('locked');
    }
  });

  it('S-31 a wrapped key can not be moved to another workspace or purpose', async () => {
    const vault = await ready();
    const other = newId<WorkspaceId>();
    vault.workspaceKeys(id);
    vault.workspaceKeys(other);
    const path = join(dir, 'keys.json');
    const file = JSON.parse(readFileSync(path, 'utf8')) as { workspaces: Record<string, Record<string, unknown>> };
    file.workspaces[id] = { ...file.workspaces[id], database: file.workspaces[other]?.['database'] };
    file.workspaces[other] = { ...file.workspaces[other], database: file.workspaces[other]?.['media'] };
    writeFileSync(path, JSON.stringify(file));
    const opened = await ready();
    expect(() => opened.workspaceKeys(id)).toThrow('damaged');
    expect(() => opened.workspaceKeys(other)).toThrow('damaged');
  });
});
