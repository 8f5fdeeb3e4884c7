import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { recoverVault, startOver } from './open-vault.ts';
import { openBackupKey, Vault } from './vault.ts';
import { allFiles, dir, freshFolderForEachTest, id, keystore, now, open, ready, vaultOf } from './vault.fixtures.ts';

freshFolderForEachTest();

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
