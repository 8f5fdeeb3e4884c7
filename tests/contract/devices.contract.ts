import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountId, type DeviceId, newId, type TenantId } from '#shared/ids.ts';
import { insertAccount } from '../../src-backend/accounts/accounts.repository.ts';
import {
  changeDevice,
  countDevices,
  type DeviceRow,
  findDevice,
  findDeviceOfAccount,
  findDeviceOfAnyTenant,
  insertDevice,
  listDeviceRows,
  listDevicesToCheck,
} from '../../src-backend/devices/devices.repository.ts';
import { isUniqueViolation } from '../../src-backend/platform/database/database.ts';
import type { OpenDatabase } from '../../src-backend/platform/database/open-database.ts';
import { insertTenant } from '../../src-backend/tenants/tenants.repository.ts';
import { anAccountRow } from '../../src-backend/testing/rows.ts';
import { databases, type TestDatabases } from './databases.ts';

function aDevice(tenantId: string, change: Partial<DeviceRow> = {}): DeviceRow {
  const id = newId<DeviceId>();
  return {
    tenantId,
    id,
    name: 'Front desk',
    instanceName: `parley-${id}`,
    endpointName: 'Primary',
    state: 'waiting',
    problem: null,
    number: null,
    accountId: null,
    secret: 'sealed',
    secretHash: 'hash',
    webhookUrl: 'https://parley.example/api/whatsapp/webhook/gateway/x',
    stateSince: 1,
    nextCheckAt: 100,
    createdBy: newId(),
    createdAt: 1,
    removedAt: null,
    instanceRemoved: 0,
    ...change,
  };
}

describe.each(databases)('$name', ({ start }) => {
  let running: TestDatabases;
  let database: OpenDatabase;
  let tenantId: TenantId;
  let other: TenantId;

  beforeAll(async () => {
    running = await start();
  });
  beforeEach(async () => {
    database = await running.fresh();
    [tenantId, other] = [newId<TenantId>(), newId<TenantId>()];
    await database.db.transaction().execute(async (tx) => {
      await insertTenant(tx, tenantId, 'Ours', 1);
      await insertTenant(tx, other, 'Theirs', 1);
    });
  });
  afterEach(() => database.close());
  afterAll(() => running.stop());

  const insert = async (row: DeviceRow): Promise<DeviceRow> => {
    await database.db.transaction().execute(async (tx) => await insertDevice(tx, row));
    return row;
  };
  const anAccount = async (): Promise<AccountId> => {
    const row = anAccountRow({ tenantId, provider: 'gateway' });
    await database.db.transaction().execute(async (tx) => await insertAccount(tx, row));
    return row.id as AccountId;
  };

  it('E-4 a device is its company’s alone; a gateway finds it by its id', async () => {
    const device = await insert(aDevice(tenantId));
    expect(await listDeviceRows(database.db, tenantId)).toEqual([device]);
    expect(await listDeviceRows(database.db, other)).toEqual([]);
    expect(await findDevice(database.db, other, device.id)).toBeUndefined();
    expect(await findDeviceOfAnyTenant(database.db, device.id)).toEqual(device);
  });

  it('E-4 an account has one device at a time', async () => {
    const accountId = await anAccount();
    const first = await insert(aDevice(tenantId, { accountId }));
    expect(await findDeviceOfAccount(database.db, tenantId, accountId)).toEqual(first);
    await expect(insert(aDevice(tenantId, { accountId }))).rejects.toSatisfy(isUniqueViolation);
    await changeDevice(database.db, first, { removedAt: 5 });
    const second = await insert(aDevice(tenantId, { accountId }));
    expect(await findDeviceOfAccount(database.db, tenantId, accountId)).toEqual(second);
  });

  it('E-4 those whose time has come are looked at, removed ones until their gateway has let go of them', async () => {
    const due = await insert(aDevice(tenantId));
    await insert(aDevice(tenantId, { nextCheckAt: 200 }));
    const removed = await insert(aDevice(other, { nextCheckAt: 50, removedAt: 40 }));
    await insert(aDevice(other, { nextCheckAt: 50, removedAt: 40, instanceRemoved: 1 }));
    expect((await listDevicesToCheck(database.db, 100, 10)).map(({ id }) => id)).toEqual([removed.id, due.id]);
    expect(await listDevicesToCheck(database.db, 100, 1)).toHaveLength(1);
  });

  it('E-5 devices are counted by company and state', async () => {
    await insert(aDevice(tenantId, { state: 'connected' }));
    await insert(aDevice(tenantId, { state: 'connected' }));
    await insert(aDevice(other, { removedAt: 3 }));
    const counts = (await countDevices(database.db)).map((each) => ({ ...each, count: Number(each.count) }));
    expect(counts).toEqual([{ tenantId, state: 'connected', count: 2 }]);
  });
});
