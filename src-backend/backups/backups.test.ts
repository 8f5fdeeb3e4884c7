import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId, type MediaId, type TenantId, type WorkspaceId } from '#shared/ids.ts';
import { isBeforeRestore } from '#shared/restored-epoch.ts';
import type { BackupReport } from '#shared/wire/backup-process.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase, type OpenDatabase } from '../platform/database/open-database.ts';
import { carryOut } from './carry-out.ts';

const key = randomBytes(32);
const databaseKey = key.toString('base64');
const workspaceId = newId<WorkspaceId>();
const tenantId = newId<TenantId>();
const start = Date.UTC(2026, 10, 21, 8);
const day = 24 * 60 * 60 * 1000;
let folder: string;
let dataDir: string;
let target: string;
let database: OpenDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-backups-'));
  dataDir = join(folder, 'company');
  target = join(folder, 'chosen');
  mkdirSync(target);
  database = await openDatabase({ url: `sqlite:${join(dataDir, 'parley.db')}`, key });
  await migrate(database);
  await addCompany();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function addCompany(): Promise<void> {
  const { db } = database;
  await db
    .insertInto('tenant')
    .values({
      id: tenantId,
      externalId: 't_acme',
      slug: 'acme',
      name: 'CANARY of a company',
      whatsappConfigured: 0,
      version: 1,
      createdAt: start,
      suspendedAt: null,
      secondFactorForAdmins: 0,
    })
    .execute();
  await db.insertInto('changeHead').values({ tenantId, epoch: 'first', seq: 7, floorSeq: 0 }).execute();
}

const home = () => join(target, `parley-${workspaceId}`);
const backups = () => readdirSync(home()).filter((name) => name !== 'media');
const media = () => {
  const root = join(home(), 'media', 'acme');
  return existsSync(root) ? readdirSync(root).toSorted() : [];
};

async function backUp({ at = start, keep = 7, into = target } = {}): Promise<BackupReport> {
  const reports: BackupReport[] = [];
  const head = { v: 1 as const, workspaceId, createdAt: at, recovery: { salt: 'AAAA', sealed: 'AAAA' } };
  await carryOut({ type: 'backup', databaseKey, dataDir, folder: into, head, keep }, (report) => reports.push(report));
  return reports.at(-1) ?? { report: 'failed', code: 'internal', message: 'no report' };
}

async function restore(name: string, to = join(folder, 'restored'), withKey = databaseKey): Promise<BackupReport> {
  const reports: BackupReport[] = [];
  const backup = join(home(), name);
  await carryOut({ type: 'restore', databaseKey: withKey, backup, dataDir: to }, (report) => reports.push(report));
  return reports.at(-1) ?? { report: 'failed', code: 'internal', message: 'no report' };
}

async function addFile(name: string): Promise<void> {
  mkdirSync(join(dataDir, 'media/acme'), { recursive: true });
  writeFileSync(join(dataDir, 'media/acme', name), `sealed bytes of ${name}`);
  await addFileRow(name);
}

async function addFileRow(name: string): Promise<void> {
  await database.db
    .insertInto('mediaFile')
    .values({
      ...{ tenantId, id: newId<MediaId>(), source: 'upload', accountId: null, messageId: null, kind: null },
      ...{ metaMediaId: null, mimeType: 'image/png', filename: null, size: 1, announcedSha256: null, sha256: null },
      ...{ blob: `acme/${name}`, state: 'ready', reason: null, attempts: 0, nextAt: 0, leaseUntil: 0 },
      ...{ createdBy: null, createdAt: start, usedAt: null },
    })
    .execute();
}

it('R-7e copies a database in use, whole and unreadable, and keeps the last ones', async () => {
  await database.db.updateTable('changeHead').set({ seq: 8 }).execute();
  for (const n of [0, 1, 2]) expect(await backUp({ at: start + n * day, keep: 2 })).toMatchObject({ report: 'done' });
  expect(backups()).toEqual(['2026-11-22T08-00-00-000Z', '2026-11-23T08-00-00-000Z']);
  const bytes = readFileSync(join(home(), backups()[0] ?? '', 'parley.db'));
  expect(bytes.includes('CANARY')).toBe(false);
  expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  // The server goes on with what it has open.
  await database.db.updateTable('changeHead').set({ seq: 9 }).execute();
});

it('keeps sealed files once for all backups, tells of missing ones and lets go of what no backup needs', async () => {
  await addFile('one');
  await addFileRow('gone');
  expect(await backUp()).toMatchObject({ report: 'done', counts: { files: 2 }, missingFiles: 1 });
  await database.db.deleteFrom('mediaFile').execute();
  await addFile('two');
  expect(await backUp({ at: start + day })).toMatchObject({ report: 'done', missingFiles: 0 });
  expect(media()).toEqual(['one', 'two']);
  await backUp({ at: start + 2 * day, keep: 2 });
  expect(media()).toEqual(['two']);
});

it('never makes a folder that is not there, and leaves nothing half-written', async () => {
  const away = join(folder, 'unplugged');
  expect(await backUp({ into: away })).toMatchObject({ report: 'failed', code: 'folder_missing' });
  expect(existsSync(away)).toBe(false);
  rmSync(join(dataDir, 'media'), { recursive: true, force: true });
  await addFileRow('one');
  // A folder where the file should be: it can't be copied.
  mkdirSync(join(dataDir, 'media/acme/one'), { recursive: true });
  expect(await backUp()).toMatchObject({ report: 'failed' });
  expect(backups()).toEqual([]);
});

it('refuses a damaged backup and a wrong key before anything is written', async () => {
  await backUp();
  const [name = ''] = backups();
  const to = join(folder, 'restored');
  const other = randomBytes(32).toString('base64');
  expect(await restore(name, to, other)).toMatchObject({ report: 'failed', code: 'wrong_key' });
  const file = join(home(), name, 'parley.db');
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 8192, 8292);
  writeFileSync(file, bytes);
  expect(await restore(name, to)).toMatchObject({ report: 'failed', code: 'damaged' });
  expect(existsSync(to)).toBe(false);
});

it('R-7e restores rows and files under a new epoch, and ends every sign-in', async () => {
  await addFile('one');
  await database.db
    .insertInto('appUser')
    .values({
      ...{ id: 'u1', email: 'ada@acme.example', name: 'Ada', passwordHash: '' },
      ...{ active: 1, superadmin: 0, createdAt: start },
    })
    .execute();
  await database.db.insertInto('tenantGrant').values({ tenantId, userId: 'u1', role: 'admin', version: 1 }).execute();
  await database.db
    .insertInto('clientSession')
    .values({
      ...{
        id: 's1',
        tenantId,
        userId: 'u1',
        clientId: 'c1',
        clientName: 'Laptop',
        createdAt: start,
        lastUsedAt: start,
      },
      ...{ idleExpiresAt: 9e15, absoluteExpiresAt: 9e15, revokedAt: null, revokedReason: null, provedAt: start },
    })
    .execute();
  await backUp();
  const to = join(folder, 'restored');
  expect(await restore(backups()[0] ?? '', to)).toMatchObject({ report: 'done', missingFiles: 0 });
  expect(readFileSync(join(to, 'media/acme/one'), 'utf8')).toBe('sealed bytes of one');
  const restored = await openDatabase({ url: `sqlite:${join(to, 'parley.db')}`, key });
  try {
    const { epoch, seq } = await restored.db.selectFrom('changeHead').selectAll().executeTakeFirstOrThrow();
    // Cursors of the lost history say nothing any more.
    expect(epoch).toMatch(/^restored-/);
    expect(seq).toBeGreaterThanOrEqual(7);
    const session = await restored.db.selectFrom('clientSession').selectAll().executeTakeFirstOrThrow();
    expect(session.absoluteExpiresAt).toBeLessThanOrEqual(Date.now());
    const audit = await restored.db.selectFrom('auditEntry').select(['tenantId', 'action']).execute();
    expect(audit).toEqual([{ tenantId, action: 'backup.restored' }]);
  } finally {
    await restored.close();
  }
});

it('knows what was written before a restore by its id', () => {
  const before = newId<TenantId>();
  const epoch = `restored-${newId<TenantId>()}`;
  expect(isBeforeRestore(epoch, before)).toBe(true);
  expect(isBeforeRestore('first', before)).toBe(false);
  expect(isBeforeRestore('restored-00000000-0001-7000-8000-000000000000', before)).toBe(false);
});

it('a copy of a data folder is no backup: without its head nothing is listed or counted', async () => {
  await backUp();
  cpSync(join(home(), backups()[0] ?? ''), join(home(), '2026-11-20T08-00-00-000Z.part'), { recursive: true });
  await backUp({ at: start + day, keep: 5 });
  expect(backups()).toHaveLength(2);
});
