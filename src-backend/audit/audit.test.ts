import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { TestApp } from '../testing/test-app.ts';
import { AuditLog } from './audit-log.ts';

let test: TestApp;
let tenantId: TenantId;
let audit: AuditLog;
beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  audit = test.app.get(AuditLog, { strict: false });
});
afterEach(() => test.close());

const append = (target: string, tenant: string = tenantId) =>
  test.db
    .transaction()
    .execute(async (tx) => await audit.append(tx, { tenantId: tenant, actorId: null, action: 'login', target }));

it('S-64 counts each company’s entries from 1 without a gap, also when they come side by side', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => append(String(index))));
  await append('elsewhere', await test.addTenant('Other'));
  const rows = await test.db
    .selectFrom('auditEntry')
    .select('seq')
    .where('tenantId', '=', tenantId)
    .orderBy('seq')
    .execute();
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

it('S-64 is written or not written together with the act', async () => {
  const act = test.db.transaction().execute(async (tx) => {
    await audit.append(tx, { tenantId, actorId: null, action: 'logout', target: 'x' });
    throw new Error('the act failed');
  });
  await expect(act).rejects.toThrow('the act failed');
  expect(await test.db.selectFrom('auditEntry').selectAll().execute()).toEqual([]);
});

it('S-64 shows an admin the entries of their company, newest first, page by page', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  await append('elsewhere', await test.addTenant('Other'));
  for (const target of ['a', 'b', 'c']) await append(target);
  const page = async (query: string) => {
    const { body } = await test.call('GET', `/api/audit?${query}`, { as: admin });
    return (body['entries'] as { seq: number; target: string }[]).map(({ seq, target }) => [seq, target]);
  };
  expect(await page('limit=2')).toEqual([
    [4, 'c'],
    [3, 'b'],
  ]);
  expect((await page('limit=2&before=3'))[0]).toEqual([2, 'a']);
  expect((await test.call('GET', '/api/audit?limit=0', { as: admin })).body).toMatchObject({ code: 'invalid_input' });
});
