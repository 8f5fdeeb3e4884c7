import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountId, type MediaId, newId, type TenantId } from '#shared/ids.ts';
import {
  deleteUnusedUploads,
  endLeases,
  findMedia,
  findMetaId,
  findNextMedia,
  hurryMedia,
  insertMedia,
  leaseMedia,
  listDueMedia,
  listUsedBlobs,
  markUsed,
  type MediaRow,
  putMetaId,
  setMedia,
} from '../../src-backend/media/media.repository.ts';
import { MediaRetention } from '../../src-backend/media/media-retention.ts';
import { MediaVault } from '../../src-backend/media/media-vault.ts';
import { TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber } from '../../src-backend/testing/test-inbox.ts';
import { type TestDatabases, databases } from './databases.ts';

describe.each(databases)('files on $name', ({ start }) => {
  let servers: TestDatabases;
  let test: TestApp;
  let tenantId: TenantId;
  let accountId: AccountId;

  beforeAll(async () => {
    servers = await start();
  }, 60_000);
  afterAll(() => servers.stop());
  beforeEach(async () => {
    test = await TestApp.start({}, await servers.fresh());
    tenantId = await test.addTenant();
    accountId = await connectNumber(test, tenantId);
  });
  afterEach(() => test.close());

  const aFile = (change: Partial<MediaRow> = {}): MediaRow => ({
    tenantId,
    id: newId<MediaId>(),
    source: 'whatsapp',
    accountId,
    messageId: null,
    kind: 'image',
    metaMediaId: '770011',
    mimeType: 'image/jpeg',
    filename: null,
    size: null,
    announcedSha256: null,
    sha256: null,
    blob: null,
    state: 'pending',
    reason: null,
    attempts: 0,
    nextAt: 1000,
    leaseUntil: 0,
    createdBy: null,
    createdAt: 1000,
    usedAt: null,
    ...change,
  });
  const insert = async (...rows: MediaRow[]): Promise<boolean> =>
    await test.db.transaction().execute((tx) => insertMedia(tx, rows));
  const due = async (now: number, notAccounts: string[] = []): Promise<string[]> =>
    (await listDueMedia(test.db, { now, notAccounts, limit: 10 })).map(({ id }) => id);

  it('a file is put on the list once, also twice in one statement', async () => {
    const file = aFile();
    expect(await insert(file, file)).toBe(true);
    expect(await insert({ ...file, state: 'ready' })).toBe(false);
    expect(await findMedia(test.db, tenantId, file.id)).toEqual(file);
    expect(await findMedia(test.db, newId<TenantId>(), file.id)).toBeUndefined();
  });

  it('gives out what is due, the longest waiting first, and nothing of numbers that are busy', async () => {
    const [late, early, future] = [aFile({ nextAt: 900 }), aFile({ nextAt: 100 }), aFile({ nextAt: 5000 })];
    await insert(late, early, future, aFile({ state: 'ready', nextAt: 0 }), aFile({ nextAt: 0, leaseUntil: 9000 }));
    expect(await due(1000)).toEqual([early.id, late.id]);
    expect(await due(1000, [accountId])).toEqual([]);
    expect(await findNextMedia(test.db, 1000)).toBe(5000);
    await hurryMedia(test.db, tenantId, accountId, 1000);
    expect(await due(1000)).toContain(future.id);
  });

  it('twenty hands that reach for one file: one gets it, until its lease ends', async () => {
    const file = aFile();
    await insert(file);
    const lease = { now: 2000, until: 3000 };
    const got = await Promise.all(Array.from({ length: 20 }, () => leaseMedia(test.db, file, lease)));
    expect(got.filter((row) => row !== undefined)).toEqual([
      expect.objectContaining({ attempts: 1, leaseUntil: 3000 }),
    ]);
    expect(await due(2999)).toEqual([]);
    expect(await due(3000)).toEqual([file.id]);
    await endLeases(test.db);
    expect(await due(2000)).toEqual([file.id]);
  });

  it('Meta’s id of a file is known for its number while it lives, and replaced by a newer one', async () => {
    const file = aFile();
    await insert(file);
    const place = { tenantId, mediaId: file.id, accountId };
    await putMetaId(test.db, { ...place, metaId: '1', expiresAt: 5000 });
    expect(await findMetaId(test.db, place, 4999)).toBe('1');
    expect(await findMetaId(test.db, place, 5000)).toBeNull();
    await putMetaId(test.db, { ...place, metaId: '2', expiresAt: 9000 });
    expect(await findMetaId(test.db, place, 5000)).toBe('2');
    expect(await findMetaId(test.db, { ...place, accountId: newId<AccountId>() }, 5000)).toBeNull();
  });

  it('bytes go when nothing names them, uploads when no message took them', async () => {
    const vault = test.app.get(MediaVault, { strict: false });
    const put = async (text: string): Promise<string> => {
      async function* bytes(): AsyncGenerator<Buffer> {
        yield Buffer.from(text);
      }
      return await (await vault.receive(tenantId, bytes(), 1000)).keep();
    };
    const at = test.clock.now();
    const [received, used, unused, orphan] = [await put('a'), await put('b'), await put('c'), await put('d')];
    const upload = { source: 'upload', state: 'ready', createdAt: at } as const;
    const [mine, taken] = [aFile({ state: 'ready', blob: received }), aFile({ ...upload, blob: used })];
    const left = aFile({ ...upload, blob: unused });
    await insert(mine, taken, left);
    await putMetaId(test.db, { tenantId, mediaId: left.id, accountId, metaId: '1', expiresAt: 1 });
    await markUsed(test.db, tenantId, [taken.id, mine.id], at);
    await deleteUnusedUploads(test.db, at);
    expect(await listUsedBlobs(test.db, [received, used, unused, orphan])).toEqual(new Set([received, used, unused]));
    test.clock.advance(8 * 24 * 3_600_000);
    await test.app.get(MediaRetention, { strict: false }).purge();
    const open = async (name: string): Promise<boolean> => (await vault.open(tenantId, name)) !== null;
    expect(await Promise.all([received, used, unused, orphan].map(open))).toEqual([true, true, false, false]);
    expect(await findMedia(test.db, tenantId, left.id)).toBeUndefined();
    await test.db.transaction().execute((tx) => setMedia(tx, mine, { blob: null }));
    await test.app.get(MediaRetention, { strict: false }).purge();
    expect(await open(received)).toBe(false);
  });
});
