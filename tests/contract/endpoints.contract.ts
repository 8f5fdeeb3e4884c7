import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { assignmentOf } from '../../src-backend/endpoints/assignment.ts';
import * as assignments from '../../src-backend/endpoints/assignments.repository.ts';
import { addFinding, clearHistory, listHistory } from '../../src-backend/endpoints/health-history.repository.ts';
import { assignPlanned, dropOldTable, missingOf, planOf } from '../../src-backend/endpoints/move-endpoints.ts';
import { readOldEndpoints } from '../../src-backend/endpoints/old-endpoints.ts';
import type { Endpoint } from '../../src-backend/endpoints/read-endpoints.ts';
import type { OpenDatabase } from '../../src-backend/platform/database/open-database.ts';
import { ChangeLog } from '../../src-backend/sync/change-log.ts';
import { insertTenant } from '../../src-backend/tenants/tenants.repository.ts';
import { TenantsService } from '../../src-backend/tenants/tenants.service.ts';
import { TestClock } from '../../src-backend/testing/test-clock.ts';
import { databases, type TestDatabases } from './databases.ts';

// Endpoints of companies on both databases.

describe.each(databases)('endpoints on $name', ({ start }) => {
  let all: TestDatabases;
  let database: OpenDatabase;
  let tenantId: TenantId;
  const clock = new TestClock();

  beforeAll(async () => {
    all = await start();
  });
  afterAll(() => all.stop());
  beforeEach(async () => {
    database = await all.fresh();
    tenantId = await addTenant('Acme');
  });
  afterEach(() => database.close());

  async function addTenant(name: string): Promise<TenantId> {
    const id = newId<TenantId>();
    await database.db.transaction().execute(async (tx) => insertTenant(tx, id, name, clock.now()));
    return id;
  }

  const store = async (endpointName: string, given: Parameters<typeof assignmentOf>[2] = {}, of = tenantId) =>
    await database.db.transaction().execute(async (tx) => {
      const old = await assignments.findAssignment(tx, of);
      const row = assignmentOf(old, { tenantId: of, endpointName }, given, clock.now());
      await assignments.storeAssignment(tx, row);
      return row;
    });

  it('E-2 a company has one endpoint at most, and its assignment keeps its id', async () => {
    const first = await store('Primary', { message_timeout: 12 });
    const second = await store('Secondary', { auto_reconnect: false });
    expect(second).toMatchObject({ id: first.id, messageTimeout: 12, autoReconnect: 0 });
    expect(await assignments.listAssignments(database.db)).toEqual([second]);
    expect(await assignments.findAssignment(database.db, newId<TenantId>())).toBe(undefined);
  });

  it('E-3 of several nodes one takes a look upon itself', async () => {
    const row = await store('Primary');
    const now = clock.now();
    expect(await assignments.listDueAssignments(database.db, now - 1)).toEqual([]);
    expect(await assignments.listDueAssignments(database.db, now)).toEqual([row]);
    expect(await assignments.findNextCheck(database.db)).toBe(now);
    const claims = await Promise.all([1, 2, 3].map(() => assignments.claimCheck(database.db, row, now + 1)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await assignments.findNextCheck(database.db)).toBe(now + 1);
  });

  it('E-3 the history is one row for as long as nothing changes, bounded, and goes with the assignment', async () => {
    await store('Primary');
    const add = (at: number, problem: string | null) =>
      database.db.transaction().execute(async (tx) => {
        const status = problem === null ? 'healthy' : 'unhealthy';
        await addFinding(tx, tenantId, at, { status, problem, responseMs: at });
      });
    await add(1, null);
    await add(2, null);
    await add(3, 'a');
    // A clock that stands still, or goes back.
    await add(3, 'b');
    expect(await listHistory(database.db, tenantId)).toEqual([
      { tenantId, since: 4, until: 4, status: 'unhealthy', problem: 'b', checks: 1, responseMs: 3 },
      { tenantId, since: 3, until: 3, status: 'unhealthy', problem: 'a', checks: 1, responseMs: 3 },
      { tenantId, since: 1, until: 2, status: 'healthy', problem: null, checks: 2, responseMs: 2 },
    ]);
    for (let at = 10; at < 80; at++) await add(at, String(at));
    const history = await listHistory(database.db, tenantId, 100);
    expect([history.length, history[0]?.problem]).toEqual([50, '79']);
    const remove = () => database.db.transaction().execute(async (tx) => assignments.deleteAssignment(tx, tenantId));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await listHistory(database.db, tenantId)).toEqual([]);
    await database.db.transaction().execute(async (tx) => clearHistory(tx, tenantId));
  });

  it('E-6 an old table with credentials becomes names, and is dropped when all is in the environment', async () => {
    const { db } = database;
    const plain = db.withoutPlugins();
    expect(await readOldEndpoints(db)).toBe(null);
    await addTenant('Beta');
    await sql`create table whatsapp_endpoints (tenant_id text not null, name text not null, api_url text, api_key text,
      message_timeout integer)`.execute(plain);
    await sql`insert into whatsapp_endpoints values (${tenantId}, 'Primary', 'https://a.example.com/', 'key-1', 12),
      ('beta', 'Primary', 'https://b.example.com', 'key-2', null)`.execute(plain);
    const read = async () => {
      const old = await readOldEndpoints(db);
      if (old === null) throw new Error('the table is gone');
      return old;
    };
    const plan = async (inUse: readonly Endpoint[]) =>
      planOf(db, await read(), inUse, new TenantsService(db, new ChangeLog(clock)));
    const first = await plan([]);
    expect(first.problems).toEqual([]);
    expect(first.endpoints.map(({ name, apiUrl }) => [name, apiUrl])).toEqual([
      ['Primary', 'https://a.example.com'],
      ['Primary (beta)', 'https://b.example.com'],
    ]);
    expect(await assignPlanned(db, first, clock)).toBe(2);
    expect(await assignPlanned(db, first, clock)).toBe(0);
    expect(await assignments.findAssignment(db, tenantId)).toMatchObject({ messageTimeout: 12, webhookRetries: 3 });
    expect(missingOf(await plan([]))).toHaveLength(2);
    expect(missingOf(await plan(first.endpoints))).toEqual([]);
    await dropOldTable(db, await read(), clock);
    expect(await readOldEndpoints(db)).toBe(null);
    const { rows } = await sql<{ action: string }>`select action from audit_entry where tenant_id = ''`.execute(db);
    expect(rows).toEqual([{ action: 'endpoint.credentials_wiped' }]);
  });
});
