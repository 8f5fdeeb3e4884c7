import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import type { BackupReport } from '#shared/wire/backup-process.ts';
import { carryOut } from '../backups/carry-out.ts';
import { runCommand } from './run-command.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase } from '../platform/database/open-database.ts';
// The seal is the desktop's: the two programs must agree on it.
import { openMemoryVault } from '../../src-main/vault/open-vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-restore-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('ruling 42: a desktop’s backup becomes a server’s data by command, with the recovery key and no other', async () => {
  const id = newId<WorkspaceId>();
  const vault = openMemoryVault();
  const { keys, recoveryKey } = vault.createEmbeddedKeys(id);
  const recovery = vault.recoverySeal(id);
  if (recovery === null) throw new Error('no seal');
  const dataDir = join(folder, 'company');
  const key = Buffer.from(keys.databaseKey, 'base64');
  const database = await openDatabase({ url: `sqlite:${join(dataDir, 'parley.db')}`, key });
  await migrate(database);
  const target = join(folder, 'usb');
  mkdirSync(target);
  const reports: BackupReport[] = [];
  const head = { v: 1 as const, workspaceId: id, createdAt: Date.UTC(2026, 10, 21), recovery };
  const order = { type: 'backup' as const, databaseKey: keys.databaseKey, dataDir, folder: target, head, keep: 7 };
  await carryOut(order, (report) => reports.push(report));
  await database.close();
  expect(reports.at(-1)).toMatchObject({ report: 'done' });
  const home = join(target, `parley-${id}`);
  const backup = join(home, readdirSync(home)[0] ?? '');

  const said: string[] = [];
  const run = (typed: string | undefined, to: string) =>
    runCommand('restore', [backup, to], {
      env: { PARLEY_RECOVERY_KEY: typed },
      directory: folder,
      out: (line) => said.push(line),
      err: (line) => said.push(line),
    });
  expect(await run(undefined, 'data')).toBe(2);
  const { recoveryKey: other } = vault.createEmbeddedKeys(newId());
  expect(await run(other, 'data')).toBe(1);
  expect(said.at(-1)).toContain('not the one of this backup');
  expect(await run(recoveryKey, 'company')).toBe(1);
  expect(said.at(-1)).toContain('is there already');
  expect(await run(recoveryKey.toLowerCase(), 'data')).toBe(0);
  const settings = join(folder, 'data', 'restored.env');
  expect(statSync(settings).mode & 0o777).toBe(0o600);
  const lines = readFileSync(settings, 'utf8');
  for (const secret of [keys.databaseKey, keys.jwtSecret, keys.encryptionKeys]) expect(lines).toContain(secret);
  const restored = await openDatabase({ url: `sqlite:${join(folder, 'data', 'parley.db')}`, key });
  await restored.close();
});
