import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TenantId } from '#shared/ids.ts';
import { migrate } from '../platform/database/migrate.ts';
import { migrations } from '../platform/database/migrations/index.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import { TestApp } from '../testing/test-app.ts';
import { AuditAnchors } from './audit-anchors.ts';
import { chainHead, entryHash, verifyChain } from './audit-chain.ts';
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

it('shows of the log what was asked for: by whom, what, about what, and when', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  const agent = await test.signIn(tenantId, 'agent');
  await test.call('PATCH', `/api/users/${agent.userId}`, { as: admin, body: { name: 'Ada' } });
  test.clock.advance(60_000);
  await test.call('DELETE', `/api/users/${agent.userId}/sessions`, { as: admin });
  const asked = async (query: string) => {
    const { body } = await test.call('GET', `/api/audit?${query}`, { as: admin });
    return (body['entries'] as { action: string }[]).map(({ action }) => action);
  };
  expect(await asked(`actorId=${admin.userId}`)).toEqual(['session.revoked', 'user.updated', 'login']);
  expect(await asked('action=user')).toEqual(['user.updated']);
  expect(await asked('action=login')).toEqual(['login', 'login']);
  expect(await asked('action=user.invited')).toEqual([]);
  expect(await asked(`target=${agent.userId}&action=session`)).toEqual(['session.revoked']);
  const now = test.clock.now();
  expect(await asked(`from=${now}`)).toEqual(['session.revoked']);
  expect(await asked(`to=${now}&actorId=${admin.userId}`)).toEqual(['user.updated', 'login']);
  expect((await test.call('GET', '/api/audit?action=%25', { as: admin })).body).toMatchObject({
    code: 'invalid_input',
  });
});

it('says from which client and address something was done, and nothing of what the server does by itself', async () => {
  const admin = await test.signIn(tenantId, 'admin');
  await test.call('PUT', '/api/settings/security', {
    as: admin,
    body: { secondFactorForAdmins: false },
    remote: '10.1.2.3',
  });
  await append('by itself');
  const { body } = await test.call('GET', '/api/audit', { as: admin });
  const origins = (body['entries'] as { action: string; origin: unknown }[]).map(({ action, origin }) => [
    action,
    origin,
  ]);
  expect(origins).toEqual([
    ['login', null],
    ['security.changed', { address: '10.1.2.3', client: 'test' }],
    ['login', { address: '127.0.0.1', client: 'test' }],
  ]);
  expect((await verifyChain(test.db, tenantId)).fault).toBeNull();
});

it('S-64 is checked part by part, and each part goes on from the one before', async () => {
  let hash = '';
  const rows = Array.from({ length: 2500 }, (_, index) => {
    const row = { tenantId, seq: index + 1, at: 5, madeAt: null, actorId: null, action: 'login', target: null };
    hash = entryHash(hash, { ...row, details: '{}', origin: null });
    return { ...row, details: '{}', origin: null, hash };
  });
  for (let from = 0; from < rows.length; from += 500) {
    await test.db
      .insertInto('auditEntry')
      .values(rows.slice(from, from + 500))
      .execute();
  }
  const admin = await test.signIn(tenantId, 'admin');
  const verify = async (query: string) => (await test.call('GET', `/api/audit/verify?${query}`, { as: admin })).body;
  const first = await verify('atLeast=1000');
  expect(first).toMatchObject({ seq: 1000, fault: null, isWhole: false, total: 2501 });
  const second = await verify(`atLeast=1000&after=${first['seq'] as number}&hash=${first['hash'] as string}`);
  expect(second).toMatchObject({ seq: 2000, fault: null, isWhole: false });
  const third = await verify(`atLeast=1000&after=${second['seq'] as number}&hash=${second['hash'] as string}`);
  expect(third).toMatchObject({ seq: 2501, fault: null, isWhole: true, since: 5 });
  expect(await verify('')).toMatchObject({ hash: third['hash'], fault: null, isWhole: true });
  // Another hash than the one before is another chain.
  expect(await verify('after=1000&hash=00')).toMatchObject({ fault: { kind: 'changed', seq: 1001 } });
});

/** What somebody can do who holds the database and its key. */
const behindTheBack = async (statement: string) => {
  for (const act of ['update', 'delete'])
    await sql.raw(`drop trigger if exists audit_entry_no_${act}`).execute(test.db);
  await sql.raw(statement).execute(test.db);
};

it('S-64 each entry holds the hash of the one before, company by company, from the first on', async () => {
  for (const target of ['a', 'b', 'c']) await append(target);
  const rows = await test.db.selectFrom('auditEntry').selectAll().orderBy('seq').execute();
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(3);
  expect(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  expect(await verifyChain(test.db, tenantId)).toEqual({ seq: 3, hash: rows[2]?.hash, fault: null, isWhole: true });
  expect(await verifyChain(test.db, await test.addTenant('Other'))).toEqual({
    seq: 0,
    hash: '',
    fault: null,
    isWhole: true,
  });
});

it.each([
  ["update audit_entry set details = '{}' || ' ' where seq = 2", { kind: 'changed', seq: 2 }],
  ["update audit_entry set actor_id = 'x' where seq = 1", { kind: 'changed', seq: 1 }],
  ['update audit_entry set at = at + 1 where seq = 3', { kind: 'changed', seq: 3 }],
  ['delete from audit_entry where seq = 2', { kind: 'missing', seq: 2 }],
  ['delete from audit_entry where seq = 1', { kind: 'missing', seq: 1 }],
  [
    `update audit_entry set target = case seq when 2 then 'c' else 'b' end where seq in (2, 3)`,
    { kind: 'changed', seq: 2 },
  ],
  ['delete from audit_entry where seq = 4', { kind: 'cut_off', seq: 4 }],
])('S-64 finds what was done behind the database’s back: %s', async (statement, fault) => {
  for (const target of ['a', 'b', 'c', 'd']) await append(target);
  const anchor = await chainHead(test.db, tenantId);
  await behindTheBack(statement);
  expect((await verifyChain(test.db, tenantId, [anchor])).fault).toEqual(fault);
});

it('S-64 a chain that was rewritten as a whole differs from its anchor', async () => {
  await append('a');
  const anchor = await chainHead(test.db, tenantId);
  await behindTheBack('delete from audit_entry');
  await append('b');
  expect((await verifyChain(test.db, tenantId)).fault).toBeNull();
  expect((await verifyChain(test.db, tenantId, [anchor])).fault).toEqual({ kind: 'anchor_differs', seq: 1 });
});

it('S-64 keeps when an offline desktop did it beside when it came to be known', async () => {
  const madeAt = test.clock.now() - 60_000;
  await test.db
    .transaction()
    .execute(async (tx) =>
      audit.append(tx, { tenantId, actorId: null, action: 'session.revoked', target: 'x', madeAt }),
    );
  const [entry] = await audit.list(test.db, tenantId, { before: undefined, limit: 1 });
  expect(entry).toMatchObject({ at: test.clock.now(), madeAt });
  expect((await verifyChain(test.db, tenantId)).fault).toBeNull();
});

it('S-64 writes signed heads outside of the database, and an admin sees the chain held against them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-anchor-'));
  const file = join(folder, 'anchor.jsonl');
  const anchored = await TestApp.start({ auditAnchorFile: file });
  try {
    const tenant = await anchored.addTenant();
    const admin = await anchored.signIn(tenant, 'admin');
    const anchors = anchored.app.get(AuditAnchors, { strict: false });
    await anchors.write();
    await anchors.write();
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    const verify = async () => (await anchored.call('GET', '/api/audit/verify', { as: admin })).body;
    expect(await verify()).toMatchObject({ seq: 1, fault: null, anchors: 1 });
    expect(anchored.logged.join('\n')).toContain('The audit chain stands at entry 1');
    // A line that somebody wrote themselves is no anchor.
    const forged = readFileSync(file, 'utf8').replace('"seq":1', '"seq":2');
    writeFileSync(file, readFileSync(file, 'utf8') + forged);
    expect(await verify()).toMatchObject({ fault: null, anchors: 1 });
    expect(
      (await anchored.call('GET', '/api/audit/verify', { as: await anchored.signIn(tenant, 'agent') })).status,
    ).toBe(403);
  } finally {
    await anchored.close();
    rmSync(folder, { recursive: true });
  }
});

it('S-64 entries of before the chain get their place in it', async () => {
  const database = await openDatabase({ url: 'sqlite::memory:', key: null });
  try {
    await migrate(
      database,
      migrations.filter(({ name }) => name < '0010'),
    );
    for (const [tenant, seq] of [
      ['', 1],
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ] as const) {
      await sql`insert into audit_entry (tenant_id, seq, at, action, target, details)
        values (${tenant}, ${seq}, 5, 'login', 'x', '{"with":"password"}')`.execute(database.db);
    }
    await migrate(
      database,
      migrations.filter(({ name }) => name <= '0010-people'),
    );
    for (const [tenant, seq] of [
      ['', 1],
      ['a', 2],
      ['b', 1],
    ] as const) {
      expect(await verifyChain(database.db, tenant)).toMatchObject({ seq, fault: null });
    }
    const change = database.db.updateTable('auditEntry').set({ at: 6 }).execute();
    await expect(change).rejects.toThrow('append-only');
  } finally {
    await database.close();
  }
});
