import { Device, DeviceState } from '#shared/device.ts';
import type { AccountId, DeviceId } from '#shared/ids.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { DeviceTable } from '../platform/database/tables.ts';

export type DeviceRow = DeviceTable;

export function toDevice(row: DeviceRow): Device {
  return {
    // Our own row: the ids were made by newId.
    id: row.id as DeviceId,
    name: row.name,
    state: DeviceState.parse(row.state),
    problem: row.problem,
    phoneNumber: row.number === null ? null : `+${row.number}`,
    accountId: row.accountId as AccountId | null,
    endpointName: row.endpointName,
    stateSince: new Date(row.stateSince).toISOString(),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

const present = (db: Db) => db.selectFrom('device').selectAll().where('removedAt', 'is', null);

/** The oldest first. */
export async function listDeviceRows(db: Db, tenantId: string): Promise<DeviceRow[]> {
  return await present(db).where('tenantId', '=', tenantId).orderBy('createdAt').orderBy('id').execute();
}

export async function findDevice(db: Db, tenantId: string, id: string): Promise<DeviceRow | undefined> {
  return await present(db).where('tenantId', '=', tenantId).where('id', '=', id).executeTakeFirst();
}

/** Of whatever company: only for what a gateway tells, which names a device and no company. */
export async function findDeviceOfAnyTenant(db: Db, id: string): Promise<DeviceRow | undefined> {
  return await present(db).where('id', '=', id).executeTakeFirst();
}

export async function findDeviceOfAccount(db: Db, tenantId: string, accountId: string): Promise<DeviceRow | undefined> {
  return await present(db).where('tenantId', '=', tenantId).where('accountId', '=', accountId).executeTakeFirst();
}

/** Of all companies: those to look at now, and removed ones that their gateway still has. */
export async function listDevicesToCheck(db: Db, now: number, limit: number): Promise<DeviceRow[]> {
  return await db
    .selectFrom('device')
    .selectAll()
    .where('nextCheckAt', '<=', now)
    .where((eb) => eb.or([eb('removedAt', 'is', null), eb('instanceRemoved', '=', 0)]))
    .orderBy('nextCheckAt')
    .limit(limit)
    .execute();
}

export async function insertDevice(tx: Tx, row: DeviceRow): Promise<void> {
  await tx.insertInto('device').values(row).execute();
}

export async function changeDevice(
  db: Db,
  { tenantId, id }: Pick<DeviceRow, 'tenantId' | 'id'>,
  change: Partial<Omit<DeviceRow, 'tenantId' | 'id'>>,
): Promise<void> {
  await db.updateTable('device').set(change).where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** How many there are in each state, company by company. */
export async function countDevices(db: Db): Promise<{ tenantId: string; state: string; count: number }[]> {
  return await db
    .selectFrom('device')
    .select(['tenantId', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('removedAt', 'is', null)
    .groupBy(['tenantId', 'state'])
    .execute();
}
