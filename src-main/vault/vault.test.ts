import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { openMemoryVault, startOver } from './open-vault.ts';
import {
  allFiles,
  days,
  dir,
  expectNoKeyOnDisk,
  freshFolderForEachTest,
  id,
  keystore,
  now,
  open,
  ready,
  vaultOf,
  copyProfile,
} from './vault.fixtures.ts';

freshFolderForEachTest();

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
    const home = copyProfile();
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
