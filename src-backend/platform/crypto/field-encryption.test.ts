import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { insertTenant } from '../../tenants/tenants.repository.ts';
import { migratedDatabase } from '../../testing/migrated-database.ts';
import { TestClock } from '../../testing/test-clock.ts';
import { testConfig } from '../../testing/test-config.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { Log } from '../log/log.ts';
import { FieldEncryption, type Place } from './field-encryption.ts';
import { parseKeyRing } from './key-ring.ts';

const ring = (...kids: [string, number][]) =>
  parseKeyRing(kids.map(([kid, byte]) => `${kid}:${Buffer.alloc(32, byte).toString('base64')}`).join(','));

let database: OpenDatabase;
let place: Place;
const clock = new TestClock();
const logged: string[] = [];

function encryption(encryptionKeys = ring(['k1', 1])): FieldEncryption {
  const log = new Log({ write: (line) => logged.push(line), debug: false });
  return new FieldEncryption({ ...testConfig(), encryptionKeys }, database.db, clock, log);
}
const encrypt = (text: string, at = place) =>
  database.db.transaction().execute(async (tx) => await encryption().encrypt(tx, at, text));

async function addTenant(): Promise<TenantId> {
  const id = newId<TenantId>();
  await database.db.transaction().execute(async (tx) => await insertTenant(tx, id, 'Acme', clock.now()));
  return id;
}

beforeEach(async () => {
  logged.length = 0;
  database = await migratedDatabase();
  place = { tenantId: await addTenant(), table: 'tenant_whatsapp_config', column: 'access_token', rowId: 'row-1' };
});
afterEach(() => database.close());

it('S-40 writes v1.<data key>.<iv>.<tag>.<ciphertext> and reads it back', async () => {
  const encrypted = await encrypt('EAA-secret');
  expect(encrypted).toMatch(/^v1\.[0-9a-f-]{36}\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
  expect(encrypted).not.toContain('EAA-secret');
  expect(await encryption().decrypt(place, encrypted)).toBe('EAA-secret');
});

it('S-40 a value moved to another row, column, table or company does not open', async () => {
  const encrypted = await encrypt('EAA-secret');
  const moves: Partial<Place>[] = [
    { rowId: 'row-2' },
    { column: 'app_secret' },
    { table: 'other' },
    { tenantId: await addTenant() },
  ];
  for (const move of moves) await expect(encryption().decrypt({ ...place, ...move }, encrypted)).rejects.toThrow();
});

it('S-40 each company has a data key of its own, and keeps it', async () => {
  const other = { ...place, tenantId: await addTenant() };
  const keyOf = (encrypted: string) => encrypted.split('.')[1];
  const first = keyOf(await encrypt('one'));
  expect(keyOf(await encrypt('two'))).toBe(first);
  expect(keyOf(await encrypt('one', other))).not.toBe(first);
});

it('S-40 rotates the wrapping key: everything opens under the new one, the old one may go', async () => {
  const encrypted = await encrypt('EAA-secret');
  await encryption(ring(['k2', 2], ['k1', 1])).rewrap();
  const left = await database.db.selectFrom('dataKey').select('id').where('kekId', '=', 'k1').execute();
  expect(left).toEqual([]);
  expect(await encryption(ring(['k2', 2])).decrypt(place, encrypted)).toBe('EAA-secret');
});

it('S-40 without the wrapping key nothing opens, nothing is changed, and the log says so', async () => {
  const encrypted = await encrypt('EAA-secret');
  const before = await database.db.selectFrom('dataKey').selectAll().execute();
  const stranger = encryption(ring(['k9', 9]));
  await stranger.rewrap();
  await expect(stranger.decrypt(place, encrypted)).rejects.toThrow(/no key "k1"/);
  expect(await database.db.selectFrom('dataKey').selectAll().execute()).toEqual(before);
  expect(logged.join('')).toContain('ENCRYPTION_KEYS no longer has');
});
