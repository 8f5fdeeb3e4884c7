import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import type { OpenDatabase } from '../platform/database/open-database.ts';
import { Log } from '../platform/log/log.ts';
import { insertTenant } from '../tenants/tenants.repository.ts';
import { migratedDatabase } from '../testing/migrated-database.ts';
import { TestClock } from '../testing/test-clock.ts';
import { testConfig } from '../testing/test-config.ts';
import { MediaVault, TooLargeError } from './media-vault.ts';
import { chunkBytes, headLength } from './sealed-file.ts';

let database: OpenDatabase;
let folder: string;
let vault: MediaVault;
let tenantId: TenantId;
const clock = new TestClock();

beforeEach(async () => {
  database = await migratedDatabase();
  folder = mkdtempSync(join(tmpdir(), 'parley-vault-'));
  vault = vaultIn(join(folder, 'media'));
  tenantId = await addTenant();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

function vaultIn(mediaFolder: string | null): MediaVault {
  const config = { ...testConfig(), mediaFolder };
  const log = new Log({ write: () => undefined, debug: false });
  return new MediaVault(config, new FieldEncryption(config, database.db, clock, log), clock);
}
async function addTenant(): Promise<TenantId> {
  const id = newId<TenantId>();
  await database.db.transaction().execute(async (tx) => await insertTenant(tx, id, 'Acme', clock.now()));
  return id;
}
/** In pieces of an odd size, as a network brings them. */
async function* inPieces(bytes: Buffer, size = 40_001): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const put = async (bytes: Buffer, of = tenantId, to = vault) =>
  await (await to.receive(of, inPieces(bytes), 1e9)).keep();
async function get(name: string, start = 0, end = Number.MAX_SAFE_INTEGER, from = vault, of = tenantId) {
  const file = await from.open(of, name);
  if (file === null) return null;
  const parts: Buffer[] = [];
  for await (const part of file.read(start, Math.min(end, file.size))) parts.push(part);
  return Buffer.concat(parts);
}
const sizes = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes + 17];

it.each(sizes)('S-27 gives back %d bytes as they came, on disk and in memory', async (size) => {
  const bytes = randomBytes(size);
  for (const each of [vault, vaultIn(null)]) {
    const received = await each.receive(tenantId, inPieces(bytes), 1e9);
    expect([received.size, received.sha256]).toEqual([size, createHash('sha256').update(bytes).digest('hex')]);
    expect(received.head).toEqual(bytes.subarray(0, 64 * 1024));
    const name = await received.keep();
    expect((await get(name, 0, size, each))?.equals(bytes)).toBe(true);
  }
});

it('gives any part of a file', async () => {
  const bytes = randomBytes(3 * chunkBytes + 17);
  const name = await put(bytes);
  const edges = [0, 1, chunkBytes - 1, chunkBytes, 2 * chunkBytes + 5, bytes.length - 1, bytes.length];
  for (const start of edges) {
    for (const end of edges.filter((edge) => edge > start)) {
      expect((await get(name, start, end))?.equals(bytes.subarray(start, end))).toBe(true);
    }
  }
});

it('S-27 nothing of a file, not even its hash, can be read on disk, and nobody else may open it', async () => {
  const bytes = Buffer.from('a secret of a customer '.repeat(10_000));
  const name = await put(bytes);
  const path = join(folder, 'media', name);
  expect(readFileSync(path).includes('secret')).toBe(false);
  expect(name).not.toContain(createHash('sha256').update(bytes).digest('hex'));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'media', tenantId)).mode & 0o777).toBe(0o700);
});

it('keeps the same bytes once per company, and never shares them between companies', async () => {
  const bytes = randomBytes(1000);
  const other = await addTenant();
  const [name, again, elsewhere] = [await put(bytes), await put(bytes), await put(bytes, other)];
  expect(again).toBe(name);
  expect(elsewhere).not.toBe(name);
  await expect(get(name, 0, 1000, vault, other)).rejects.toThrow();
  expect(readdirSync(join(folder, 'media', 'unfinished'))).toEqual([]);
});

it('S-27 notices a changed bit, a chunk in another place and an end that is cut off', async () => {
  const name = await put(randomBytes(3 * chunkBytes + 17));
  const path = join(folder, 'media', name);
  const sealed = readFileSync(path);
  const [first, second] = [headLength, headLength + chunkBytes + 16].map((at) =>
    sealed.subarray(at, at + chunkBytes + 16),
  );
  const head = sealed.subarray(0, headLength);
  const rest = sealed.subarray(headLength + 2 * (chunkBytes + 16));
  const flipped = (at: number) => Buffer.from(sealed).fill((sealed[at] ?? 0) ^ 1, at, at + 1);
  const damaged = [
    flipped(headLength + 5),
    flipped(sealed.length - 1),
    flipped(headLength - 1),
    Buffer.concat([head, second ?? head, first ?? head, rest]),
    sealed.subarray(0, headLength + 2 * (chunkBytes + 16)),
    sealed.subarray(0, headLength),
    Buffer.from('not one of ours'),
  ];
  for (const bytes of damaged) {
    writeFileSync(path, bytes);
    await expect(get(name)).rejects.toThrow();
  }
});

it('leaves nothing behind of what is too large, breaks off or is not wanted', async () => {
  await expect(vault.receive(tenantId, inPieces(randomBytes(100)), 99)).rejects.toThrow(TooLargeError);
  async function* broken(): AsyncGenerator<Buffer> {
    yield randomBytes(10);
    throw new Error('reset');
  }
  await expect(vault.receive(tenantId, broken(), 99)).rejects.toThrow('reset');
  await (await vault.receive(tenantId, inPieces(randomBytes(10)), 99)).discard();
  expect(readdirSync(join(folder, 'media', 'unfinished'))).toEqual([]);
});

it('tells what is old, and lets it go', async () => {
  const [old, fresh] = [await put(randomBytes(10)), await put(randomBytes(11))];
  const names: string[] = [];
  for await (const each of vault.listOlderThan(Number.MAX_SAFE_INTEGER)) names.push(each);
  expect(names).toEqual(expect.arrayContaining([old, fresh]));
  await vault.remove(old);
  await vault.remove(old);
  expect(existsSync(join(folder, 'media', old))).toBe(false);
  expect([await get(old), (await get(fresh))?.length]).toEqual([null, 11]);
  expect(await vault.open(tenantId, `${tenantId}/nothing`)).toBeNull();
  await expect(vault.open(tenantId, '../secrets.json')).rejects.toThrow();
});
