import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId, type ContactId, type PasswordLinkId, type TenantId, type UserId } from '#shared/ids.ts';
import { verifyChain } from '../../src-backend/audit/audit-chain.ts';
import { AuditLog } from '../../src-backend/audit/audit-log.ts';
import * as factors from '../../src-backend/auth/second-factor.repository.ts';
import { recordConsent } from '../../src-backend/contacts/consent.ts';
import * as book from '../../src-backend/contacts/contact-book.repository.ts';
import { loadProfile, storeProfile } from '../../src-backend/contacts/profiles.ts';
import type { OpenDatabase } from '../../src-backend/platform/database/open-database.ts';
import { insertTenant, listTenantRows, storeTenant } from '../../src-backend/tenants/tenants.repository.ts';
import { TestClock } from '../../src-backend/testing/test-clock.ts';
import * as links from '../../src-backend/users/password-links.repository.ts';
import * as users from '../../src-backend/users/users.repository.ts';
import { databases, type TestDatabases } from './databases.ts';

// People and contacts on both databases.

describe.each(databases)('$name', ({ start }) => {
  let all: TestDatabases;
  let database: OpenDatabase;
  let tenantId: TenantId;
  let userId: UserId;
  const clock = new TestClock();

  beforeAll(async () => {
    all = await start();
  });
  afterAll(() => all.stop());
  beforeEach(async () => {
    database = await all.fresh();
    tenantId = newId<TenantId>();
    userId = newId<UserId>();
    await database.db.transaction().execute(async (tx) => {
      await insertTenant(tx, tenantId, 'Acme', clock.now());
      const user = { id: userId, name: 'Maya', email: 'maya@acme.test', passwordHash: 'x', createdAt: 1 };
      await users.insertUser(tx, { ...user, superadmin: 0, active: 1 });
      await users.insertGrant(tx, { tenantId, userId, role: 'admin', version: 1 });
    });
  });
  afterEach(() => database.close());

  it('S-64 the chain holds when entries come side by side, and the database refuses to change one', async () => {
    const audit = new AuditLog(clock);
    const append = (target: string) =>
      database.db
        .transaction()
        .execute(async (tx) => audit.append(tx, { tenantId, actorId: userId, action: 'login', target }));
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(String(index))));
    expect(await verifyChain(database.db, tenantId)).toMatchObject({ seq: 20, fault: null });
    await expect(database.db.updateTable('auditEntry').set({ target: 'x' }).execute()).rejects.toThrow('append-only');
    await expect(database.db.deleteFrom('auditEntry').execute()).rejects.toThrow('append-only');
  });

  it('S-44 one of two who end the same link at once wins', async () => {
    const id = newId<PasswordLinkId>();
    const link = { tenantId, id, userId, purpose: 'invitation', hash: 'hash', createdBy: userId };
    await database.db.transaction().execute(async (tx) => {
      await links.insertPasswordLink(tx, { ...link, createdAt: 1, expiresAt: 100, endedAt: null });
    });
    expect(await links.listInvitations(database.db, tenantId, 50)).toHaveLength(1);
    expect(await links.listInvitations(database.db, tenantId, 100)).toEqual([]);
    const end = () =>
      database.db.transaction().execute(async (tx) => links.endPasswordLink(tx, tenantId, id, clock.now()));
    expect((await Promise.all([end(), end(), end()])).filter(Boolean)).toHaveLength(1);
    expect(await links.findPasswordLink(database.db, 'hash')).toMatchObject({ endedAt: clock.now() });
  });

  it('S-44 a time step and a recovery code are taken once; codes go with the second factor', async () => {
    const member = { tenantId, userId };
    await database.db.transaction().execute(async (tx) => {
      const row = { ...member, secret: 'sealed', createdAt: 1, confirmedAt: null, lastStep: 0 };
      await factors.insertSecondFactor(tx, row);
      await factors.confirmSecondFactor(tx, member, 2);
      await factors.replaceRecoveryCodes(tx, member, ['a', 'b']);
    });
    const take = (step: number) => database.db.transaction().execute(async (tx) => factors.takeStep(tx, member, step));
    expect((await Promise.all([take(7), take(7), take(7)])).filter(Boolean)).toHaveLength(1);
    expect([await take(6), await take(8)]).toEqual([false, true]);
    const recover = () => database.db.transaction().execute(async (tx) => factors.takeRecoveryCode(tx, member, 'a'));
    expect((await Promise.all([recover(), recover()])).filter(Boolean)).toHaveLength(1);
    expect(await factors.countRecoveryCodes(database.db, member)).toBe(1);
    const remove = () => database.db.transaction().execute(async (tx) => factors.deleteSecondFactor(tx, member));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await factors.countRecoveryCodes(database.db, member)).toBe(0);
  });

  it('M-8 counts the other admins, and a changed member has a new version', async () => {
    expect(await database.db.transaction().execute(async (tx) => users.countOtherAdmins(tx, tenantId, userId))).toEqual(
      { admins: 0, superadmins: 0 },
    );
    const member = await users.findMember(database.db, tenantId, userId);
    if (member === undefined) throw new Error('nobody');
    const changed = { ...member, name: 'Maya S', role: 'agent', superadmin: 1 };
    expect(await database.db.transaction().execute(async (tx) => users.storeMember(tx, tenantId, changed))).toBe(2);
    expect(await users.findMember(database.db, tenantId, userId)).toEqual({ ...changed, version: 2 });
  });

  it('M-8 companies are listed with their active people, and stay out of each other’s names', async () => {
    const [row] = await listTenantRows(database.db);
    expect(row).toMatchObject({ id: tenantId, users: 1, suspendedAt: null });
    const suspended = { id: tenantId, name: 'Acme', slug: 'acme', suspendedAt: 5 };
    expect(await database.db.transaction().execute(async (tx) => storeTenant(tx, suspended))).toBe(2);
    const second = newId<TenantId>();
    await database.db.transaction().execute(async (tx) => insertTenant(tx, second, 'Acme', 1));
    const clash = database.db
      .transaction()
      .execute(async (tx) => storeTenant(tx, { ...suspended, id: second, suspendedAt: null }));
    await expect(clash).rejects.toThrow(/unique/i);
  });

  it('M-5 finds contacts by parts of their names, whatever they hold, and by tag', async () => {
    const add = async (name: string, tags: string[] = [], mergedInto: string | null = null) => {
      const id = newId<ContactId>();
      await database.db.transaction().execute(async (tx) => {
        await book.insertContact(tx, { tenantId, id, name, mergedInto, version: 1, createdAt: clock.now() });
        const profile = { ownName: null, attributes: { Plan: 'gold' }, tags, blockedBy: [], consent: {} };
        if (tags.length > 0) await storeProfile(tx, tenantId, id, profile);
      });
      return id;
    };
    const ana = await add('Ana 100%_\\', ['say "hi"', 'größe']);
    const double = await add('Double', [], ana);
    await database.db.transaction().execute(async (tx) => {
      const alias = { tenantId, kind: 'phone', scope: '', value: '15550100002', contactId: double, seenAt: 1 };
      await book.insertAlias(tx, alias);
    });
    await add('Ben');
    const found = async (search: Partial<book.ContactSearch>) =>
      (await book.searchContacts(database.db, tenantId, { limit: 10, offset: 0, ...search })).ids;
    for (const search of ['ana', 'ANA', '100%', '%_', '\\', '+1 555 010 0002']) {
      expect([search, await found({ search })]).toEqual([search, [ana]]);
    }
    expect(await found({ tag: 'say "hi"' })).toEqual([ana]);
    expect(await found({ tag: 'größe' })).toEqual([ana]);
    expect(await found({ tag: 'hi' })).toEqual([]);
    expect(await book.searchContacts(database.db, tenantId, { limit: 1, offset: 1 })).toMatchObject({ total: 2 });
    expect(await book.findMergedIds(database.db, tenantId, ana)).toEqual([double]);
    expect((await book.findRoot(database.db, tenantId, double))?.id).toBe(ana);
    expect(await book.searchContacts(database.db, newId<TenantId>(), { limit: 10, offset: 0 })).toEqual({
      ids: [],
      total: 0,
    });
  });

  it('M-5 the ledger keeps each yes and no once, and the newest counts', async () => {
    const contactId = newId<ContactId>();
    await database.db.transaction().execute(async (tx) => {
      await book.insertContact(tx, { tenantId, id: contactId, name: '', mergedInto: null, version: 1, createdAt: 1 });
    });
    const record = (state: 'in' | 'out', at: number) =>
      database.db.transaction().execute(async (tx) => {
        const said = { contactId, purpose: 'marketing' as const, state, at, source: 'form', evidence: null };
        return await recordConsent(tx, tenantId, { ...said, actorId: null }, clock.now());
      });
    expect([await record('out', 2), await record('in', 1), await record('out', 2)]).toEqual([true, true, false]);
    expect((await loadProfile(database.db, tenantId, contactId)).consent).toEqual({
      marketing: { state: 'out', at: 2 },
    });
    expect(await book.listConsents(database.db, tenantId, [contactId])).toHaveLength(2);
  });
});
