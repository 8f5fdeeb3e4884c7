import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClientId, newId, type SessionId, type TenantId, type UserId } from '#shared/ids.ts';
import { AuditLog } from '../../src-backend/audit/audit-log.ts';
import {
  findAccount,
  findByNumber,
  insertAccount,
  listAccounts,
  loadAccountsByIds,
  updateAccount,
} from '../../src-backend/accounts/accounts.repository.ts';
import { LoginThrottle } from '../../src-backend/auth/login-throttle.ts';
import * as sessions from '../../src-backend/auth/sessions.repository.ts';
import { FieldEncryption } from '../../src-backend/platform/crypto/field-encryption.ts';
import { dialectOf, isUniqueViolation } from '../../src-backend/platform/database/database.ts';
import { migrate } from '../../src-backend/platform/database/migrate.ts';
import { migrations } from '../../src-backend/platform/database/migrations/index.ts';
import type { OpenDatabase } from '../../src-backend/platform/database/open-database.ts';
import { Log } from '../../src-backend/platform/log/log.ts';
import { ChangeLog } from '../../src-backend/sync/change-log.ts';
import { SetUpService } from '../../src-backend/tenants/set-up.service.ts';
import { insertTenant, loadTenantsByIds } from '../../src-backend/tenants/tenants.repository.ts';
import { anAccountRow } from '../../src-backend/testing/rows.ts';
import { TestClock } from '../../src-backend/testing/test-clock.ts';
import { testConfig } from '../../src-backend/testing/test-config.ts';
import { Passwords } from '../../src-backend/users/passwords.ts';
import { insertGrant, insertUser, listTenantsOf, loadUsers } from '../../src-backend/users/users.repository.ts';
import { UsersService } from '../../src-backend/users/users.service.ts';
import { type TestDatabases, databases } from './databases.ts';

describe.each(databases)('$name', ({ start }) => {
  let servers: TestDatabases;
  let database: OpenDatabase;
  let clock: TestClock;
  beforeAll(async () => {
    servers = await start();
  });
  afterAll(() => servers.stop());
  beforeEach(async () => {
    clock = new TestClock();
    database = await servers.fresh();
  });
  afterEach(() => database.close());

  async function addTenant(name = 'Acme'): Promise<TenantId> {
    const id = newId<TenantId>();
    await database.db.transaction().execute(async (tx) => await insertTenant(tx, id, name, clock.now()));
    return id;
  }

  async function addUser(tenantId: TenantId, role = 'agent'): Promise<UserId> {
    const id = newId<UserId>();
    const user = { id, name: role, email: `${id}@acme.test`, passwordHash: 'x', superadmin: 0, active: 1 };
    await database.db.transaction().execute(async (tx) => {
      await insertUser(tx, { ...user, createdAt: clock.now() });
      await insertGrant(tx, { tenantId, userId: id, role, version: 1 });
    });
    return id;
  }

  async function addSession(tenantId: TenantId, userId: UserId): Promise<SessionId> {
    const id = newId<SessionId>();
    const now = clock.now();
    await database.db.transaction().execute(async (tx) => {
      await sessions.insertSession(tx, {
        id,
        tenantId,
        userId,
        clientId: newId<ClientId>(),
        clientName: 'test',
        createdAt: now,
        lastUsedAt: now,
        idleExpiresAt: now + 1000,
        absoluteExpiresAt: now + 2000,
        revokedAt: null,
        revokedReason: null,
        provedAt: 0,
      });
      await sessions.insertRefreshToken(tx, {
        hash: `hash-${id}`,
        sessionId: id,
        parentHash: null,
        issuedAt: now,
        spentAt: null,
      });
    });
    return id;
  }

  const violation = async (work: Promise<unknown>) => isUniqueViolation(await work.catch((error: unknown) => error));

  it('is migrated already, and migrating again changes nothing', async () => {
    await migrate(database);
    const { rows } = await sql<{ name: string }>`select name from schema_migration order by name`.execute(database.db);
    expect(rows).toEqual(migrations.map(({ name }) => ({ name })));
  });

  it('gives big integers as numbers and bytes as they were', async () => {
    const body = Buffer.from([0, 1, 127, 128, 255]);
    const row = { bodyHash: 'h', keyed: 1, accountId: null, body, receivedAt: 1_795_225_141_299 };
    await database.db
      .insertInto('webhookEvent')
      .values({ ...row, state: 'projected', error: null, tenantId: null, receivers: '', fields: 'messages' })
      .execute();
    const stored = await database.db.selectFrom('webhookEvent').selectAll().executeTakeFirstOrThrow();
    expect(stored.receivedAt).toBe(1_795_225_141_299);
    expect(Buffer.compare(stored.body, body)).toBe(0);
    const { rows } = await sql<{ count: number }>`select count(*) as count from webhook_event`.execute(database.db);
    expect(rows[0]?.count).toBe(1);
  });

  it('S-64 refuses to change or remove an audit entry', async () => {
    const audit = new AuditLog(clock);
    await database.db
      .transaction()
      .execute(async (tx) => await audit.append(tx, { tenantId: '', actorId: null, action: 'login', target: null }));
    const acts = [
      sql`update audit_entry set action = 'logout'`,
      sql`delete from audit_entry`,
      ...(dialectOf(database.db) === 'postgres' ? [sql`truncate audit_entry`] : []),
    ];
    for (const act of acts) await expect(act.execute(database.db)).rejects.toThrow('audit entries are append-only');
    expect(await audit.list(database.db, '', { before: undefined, limit: 10 })).toMatchObject([
      { seq: 1, action: 'login' },
    ]);
  });

  it('S-64 numbers audit entries without a gap when many write at once', async () => {
    const audit = new AuditLog(clock);
    const append = () =>
      database.db
        .transaction()
        .execute(async (tx) => await audit.append(tx, { tenantId: 't', actorId: null, action: 'login', target: null }));
    await Promise.all(Array.from({ length: 25 }, append));
    const entries = await audit.list(database.db, 't', { before: undefined, limit: 100 });
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
  });

  it('S-60 no row of one company can point at another’s', async () => {
    const [ours, theirs] = [await addTenant(), await addTenant('Other')];
    const stranger = await addUser(theirs);
    await expect(addSession(ours, stranger)).rejects.toThrow(/foreign key/i);
    const contact = { tenantId: theirs, id: newId<UserId>(), name: 'Ana', mergedInto: null, version: 1, createdAt: 1 };
    await database.db.insertInto('contact').values(contact).execute();
    const alias = { tenantId: ours, kind: 'phone', scope: '', value: '1', contactId: contact.id, seenAt: 1 };
    await expect(database.db.insertInto('contactAlias').values(alias).execute()).rejects.toThrow(/foreign key/i);
  });

  it('S-60 finds people, companies and numbers of the own company only', async () => {
    const [ours, theirs] = [await addTenant(), await addTenant('Other')];
    const [mine, foreign] = [await addUser(ours), await addUser(theirs)];
    const foreignAccount = anAccountRow({ tenantId: theirs });
    await database.db.transaction().execute(async (tx) => {
      await insertAccount(tx, foreignAccount);
      await insertAccount(tx, anAccountRow({ tenantId: ours, name: 'Ours' }));
    });
    expect((await loadUsers(database.db, ours)).map(({ id }) => id)).toEqual([mine]);
    expect(await loadUsers(database.db, ours, [foreign])).toEqual([]);
    expect(await loadTenantsByIds(database.db, ours, [theirs])).toEqual([]);
    expect((await listAccounts(database.db, ours)).map(({ name }) => name)).toEqual(['Ours']);
    expect(await loadAccountsByIds(database.db, ours, [foreignAccount.id])).toEqual([]);
    expect(await findAccount(database.db, ours, foreignAccount.id)).toBeUndefined();
    expect(await findAccount(database.db, theirs, foreignAccount.id)).toMatchObject({ id: foreignAccount.id });
    expect(await findByNumber(database.db, ours, foreignAccount.phoneNumberId)).toBeUndefined();
    expect(await listTenantsOf(database.db, mine)).toEqual([ours]);
  });

  it('S-60 a number is connected once on the whole server, and entered once in a company', async () => {
    const [ours, theirs] = [await addTenant(), await addTenant('Other')];
    const row = anAccountRow({ tenantId: ours });
    const insert = (changes: Partial<typeof row>) =>
      database.db.transaction().execute(async (tx) => {
        const { id, verifyToken } = anAccountRow({ tenantId: ours });
        await insertAccount(tx, { ...row, id, verifyToken, ...changes });
      });
    await insert({});
    expect(await violation(insert({ tenantId: theirs }))).toBe(true);
    await insert({ tenantId: theirs, configured: 0 });
    expect(await violation(insert({ configured: 0 }))).toBe(true);
  });

  it('counts an account’s version up with each change', async () => {
    const row = anAccountRow({ tenantId: await addTenant() });
    const change = (name: string) =>
      database.db.transaction().execute(async (tx) => await updateAccount(tx, row.tenantId, row.id, { name }));
    await database.db.transaction().execute(async (tx) => await insertAccount(tx, row));
    await Promise.all([change('A'), change('B'), change('C')]);
    expect((await listAccounts(database.db, row.tenantId))[0]?.version).toBe(4);
    expect(await database.db.transaction().execute((tx) => updateAccount(tx, 'elsewhere', row.id, {}))).toBeUndefined();
  });

  it('S-45 of many who spend one refresh token exactly one wins', async () => {
    const tenantId = await addTenant();
    const hash = `hash-${await addSession(tenantId, await addUser(tenantId))}`;
    const spend = () =>
      database.db.transaction().execute(async (tx) => await sessions.spendRefreshToken(tx, hash, clock.now()));
    const won = await Promise.all(Array.from({ length: 10 }, spend));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('S-45 a refresh token has one successor', async () => {
    const tenantId = await addTenant();
    const sessionId = await addSession(tenantId, await addUser(tenantId));
    const insert = (hash: string) =>
      database.db.transaction().execute(async (tx) => {
        const row = { hash, sessionId, parentHash: `hash-${sessionId}`, issuedAt: 1, spentAt: null };
        await sessions.insertRefreshToken(tx, row);
      });
    await insert('a');
    expect(await violation(insert('b'))).toBe(true);
  });

  it('S-46 a revoked session has no principal, revoking twice is once, and its token still tells that it was revoked', async () => {
    const tenantId = await addTenant();
    const userId = await addUser(tenantId, 'marketer');
    const id = await addSession(tenantId, userId);
    expect(await sessions.findStanding(database.db, id, clock.now())).toMatchObject({
      principal: { userId, tenantId, role: 'marketer' },
      mustEnrol: false,
    });
    const revoke = () =>
      database.db.transaction().execute(async (tx) => await sessions.revokeSession(tx, id, 'logout', clock.now()));
    expect([await revoke(), await revoke()]).toEqual([true, false]);
    expect(await sessions.findStanding(database.db, id, clock.now())).toBeNull();
    // S-36: a desktop that was away shows this token, and learns why it opens nothing any more.
    expect(await sessions.findRefreshToken(database.db, `hash-${id}`)).toMatchObject({ sessionId: id });
    expect(await sessions.findSession(database.db, id)).toMatchObject({ revokedReason: 'logout' });
  });

  it('S-46 an expired session has no principal, and its tokens are forgotten', async () => {
    const tenantId = await addTenant();
    const userId = await addUser(tenantId);
    const id = await addSession(tenantId, userId);
    expect(await sessions.findStanding(database.db, id, clock.now() + 2000)).toBeNull();
    const forget = (at: number) =>
      database.db.transaction().execute(async (tx) => await sessions.forgetExpiredTokens(tx, { tenantId, userId }, at));
    await forget(clock.now() + 999);
    expect(await sessions.findRefreshToken(database.db, `hash-${id}`)).toBeDefined();
    await forget(clock.now() + 1000);
    expect(await sessions.findRefreshToken(database.db, `hash-${id}`)).toBeUndefined();
  });

  it('S-44 lets ten of thirty guesses through that come at once', async () => {
    const throttle = new LoginThrottle(database.db, clock);
    const guesses = Array.from({ length: 30 }, () => throttle.attempt('maya@acme.test', '10.0.0.1'));
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('S-40 encrypts for a company and opens again, also for a process that starts later', async () => {
    const log = new Log({ write: () => undefined, debug: false });
    const tenantId = await addTenant();
    const place = { tenantId, table: 't', column: 'c', rowId: 'r' };
    const encryption = () => new FieldEncryption(testConfig(), database.db, clock, log);
    const sealed = await database.db.transaction().execute((tx) => encryption().encrypt(tx, place, 'EAA-secret'));
    expect(await encryption().decrypt(place, sealed)).toBe('EAA-secret');
  });

  it('of many who set an empty server up exactly one succeeds', async () => {
    const [audit, changes] = [new AuditLog(clock), new ChangeLog(clock)];
    const passwords = new Passwords({ memoryCost: 8, timeCost: 1, parallelism: 1 });
    const users = new UsersService(database.db, passwords, changes, audit, clock);
    const setUp = new SetUpService(database.db, users, changes, audit, clock);
    const attempts = Array.from({ length: 5 }, (_, index) =>
      setUp.setUp({
        company: 'Acme',
        name: 'Maya',
        email: `maya${index}@acme.test`,
        password: 'correct horse battery',
      }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await database.db.selectFrom('appUser').select('id').execute()).toHaveLength(1);
    expect(await database.db.selectFrom('changeHead').select('seq').execute()).toEqual([{ seq: 2 }]);
  });
});
