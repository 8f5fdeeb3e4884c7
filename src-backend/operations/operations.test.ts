import { describe, expect, it } from 'vitest';
import type { NewOperation } from '#shared/admin-mutation.ts';
import { type IntegrationTokenId, type LibraryItemId, newId, type SessionId } from '#shared/ids.ts';
import { verifyChain } from '../audit/audit-chain.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import type { SignedIn } from '../testing/test-app.ts';
import { mutate, synced } from '../testing/test-inbox.ts';
import {
  account,
  accountId,
  admin,
  freshCompanyForEachTest,
  log,
  make,
  person,
  rename,
  test,
  tokenOf,
} from './operations.fixtures.ts';

freshCompanyForEachTest();

describe('an edit', () => {
  it('of another field than a colleague’s is kept beside it', async () => {
    const other = await test.signIn(admin.tenantId, 'admin');
    expect(await make(other, rename('Shop'))).toMatchObject({ status: 'applied' });
    const receipts = { type: 'account.edit', accountId, field: 'readReceipts' } as const;
    expect(await make(admin, { ...receipts, base: 'on_open', value: 'never' })).toMatchObject({ status: 'applied' });
    expect(await account()).toMatchObject({ name: 'Shop', readReceipts: 'never' });
  });

  it('of the same field is asked about, with both values, who and when', async () => {
    const other = await test.signIn(admin.tenantId, 'admin');
    await make(other, rename('Shop'));
    const changedAt = test.clock.now();
    test.clock.advance(60_000);
    expect(await make(admin, rename('Kiosk'))).toMatchObject({
      status: 'rejected',
      error: {
        code: 'conflict',
        details: {
          field: 'name',
          mine: 'Kiosk',
          theirs: 'Shop',
          base: 'Support',
          theirsBy: other.userId,
          theirsAt: changedAt,
        },
      },
    });
    expect(await account()).toMatchObject({ name: 'Shop' });
    expect(await make(admin, rename('Kiosk', 'Shop'), test.clock.now(), 'mine')).toMatchObject({ status: 'applied' });
    expect((await log())[0]).toMatchObject({
      action: 'account.updated',
      details: { field: 'name', from: 'Shop', to: 'Kiosk', decided: 'mine' },
    });
  });

  it('to what it is already changes nothing and is no conflict', async () => {
    const other = await test.signIn(admin.tenantId, 'admin');
    await make(other, rename('Shop'));
    const before = await account();
    expect(await make(admin, rename('Shop'))).toMatchObject({ status: 'applied' });
    expect(await account()).toEqual(before);
  });

  it('of what is gone says so', async () => {
    expect(await make(admin, { ...rename('Shop'), accountId: newId() } as NewOperation)).toMatchObject({
      status: 'rejected',
      error: { code: 'not_found' },
    });
  });

  it('of a shared quick reply keeps what others changed in other fields', async () => {
    const itemId = newId<LibraryItemId>();
    const hours = { kind: 'quickReply', shortcut: 'hours', title: 'Hours', text: 'Nine to five', media: null } as const;
    const save = { type: 'library.save', itemId, shared: true } as const;
    await mutate(test, admin, { ...save, expected: 0, content: hours });
    const titled = { ...hours, title: 'Opening hours' };
    await mutate(test, admin, { ...save, expected: 1, base: hours, content: titled });
    const madeAt = test.clock.now();
    test.clock.advance(300_000);
    const [merged] = await mutate(test, admin, {
      ...save,
      expected: 1,
      base: hours,
      content: { ...hours, text: 'Ten to six' },
      madeAt,
    });
    expect(merged).toMatchObject({ status: 'applied' });
    const items = (await synced(test, admin)).of<{ content: object }>('libraryItem');
    expect(items).toMatchObject([{ version: 3, content: { title: 'Opening hours', text: 'Ten to six' } }]);
    expect((await log())[0]).toMatchObject({ action: 'library.saved', madeAt, details: { fields: ['text'] } });
    const [refused] = await mutate(test, admin, {
      ...save,
      expected: 2,
      base: titled,
      content: { ...titled, text: 'Never' },
    });
    expect(refused).toMatchObject({
      status: 'rejected',
      error: {
        code: 'conflict',
        details: { field: 'text', mine: 'Never', theirs: 'Ten to six', base: 'Nine to five' },
      },
    });
  });
});

describe('what makes things safer', () => {
  it('revokes the token that was seen, and not the one that has replaced it', async () => {
    await addIntegrationToken(test, admin, accountId);
    const seen = await tokenOf(accountId);
    await test.prove(admin);
    await test.call('POST', '/api/settings/integration-tokens', { as: admin, body: { accountId } });
    expect(await make(admin, { type: 'token.revoke', accountId, tokenId: seen })).toMatchObject({ status: 'applied' });
    const { body } = await test.call('GET', '/api/settings/integration-tokens', { as: admin });
    expect(body['data']).toHaveLength(1);
    const tokenId = (body['data'] as { id: IntegrationTokenId }[])[0]?.id as IntegrationTokenId;
    await make(admin, { type: 'token.revoke', accountId, tokenId });
    expect((await test.call('GET', '/api/settings/integration-tokens', { as: admin })).body['data']).toEqual([]);
    expect(await make(admin, { type: 'token.revoke', accountId, tokenId: newId() })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('switches a number off, once, and on again by an edit', async () => {
    await make(admin, { type: 'account.pause', accountId });
    expect(await make(admin, { type: 'account.pause', accountId })).toMatchObject({ status: 'applied' });
    expect(await account()).toMatchObject({ cannotSend: 'disabled', version: 2 });
    await make(admin, { type: 'account.edit', accountId, field: 'active', base: false, value: true });
    expect(await account()).toMatchObject({ cannotSend: null, version: 3 });
  });

  it('lowers a role and never raises one', async () => {
    const { userId } = await test.addUser(admin.tenantId, 'marketer');
    const lower = { type: 'user.lower', userId, base: 'marketer' } as const;
    await make(admin, { ...lower, role: 'viewer' });
    expect(await make(admin, { ...lower, role: 'agent' })).toMatchObject({ status: 'applied' });
    expect(await person(userId)).toMatchObject({ role: 'viewer' });
  });

  it('leaves the company an admin', async () => {
    const { userId } = admin;
    expect(await make(admin, { type: 'user.lower', userId, base: 'admin', role: 'agent' })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(await make(admin, { type: 'user.disable', userId })).toMatchObject({ error: { code: 'conflict' } });
  });

  it('switches somebody off, and ends a session or all of them', async () => {
    const [one, two] = [await test.signIn(admin.tenantId, 'agent'), await test.signIn(admin.tenantId, 'agent')];
    const { userId } = one;
    await make(admin, { type: 'user.disable', userId });
    expect(await person(userId)).toMatchObject({ active: false });
    const sessions = await test.db.selectFrom('clientSession').selectAll().where('userId', '=', two.userId).execute();
    const sessionId = sessions[0]?.id as SessionId;
    const statusOf = async (as: SignedIn) => (await test.call('GET', '/api/me', { as })).status;
    await make(admin, { type: 'session.revoke', userId: two.userId, sessionId });
    expect([await statusOf(one), await statusOf(two)]).toEqual([401, 401]);
    expect(await make(admin, { type: 'session.revoke', userId: two.userId, sessionId })).toMatchObject({
      status: 'applied',
    });
    const again = { ...two, ...(await test.login(two.email)) };
    await make(admin, { type: 'session.revoke', userId: two.userId, sessionId: null });
    expect(await statusOf(again)).toBe(401);
  });
});

describe('the log', () => {
  it('has both times and the desktop of what was made offline, and its chain holds', async () => {
    const madeAt = test.clock.now();
    test.clock.advance(300_000);
    await make(admin, rename('Shop'), madeAt);
    expect((await log())[0]).toMatchObject({
      action: 'account.updated',
      actorId: admin.userId,
      target: accountId,
      at: test.clock.now(),
      madeAt,
      details: { field: 'name', from: 'Support', to: 'Shop', client: 'test' },
    });
    expect(await verifyChain(test.db, admin.tenantId)).toMatchObject({ fault: null });
  });

  it('has one time of what was made at once, and a clock ahead of ours makes nothing later than now', async () => {
    await make(admin, rename('Shop'), test.clock.now() + 3_600_000);
    expect((await log())[0]).toMatchObject({ action: 'account.updated', madeAt: null });
  });

  it('has what somebody tried who may not any more', async () => {
    const lowered = await test.signIn(admin.tenantId, 'admin');
    await make(admin, { type: 'user.lower', userId: lowered.userId, base: 'admin', role: 'agent' });
    const back = { ...lowered, ...(await test.login(lowered.email)) };
    const madeAt = test.clock.now();
    test.clock.advance(120_000);
    expect(await make(back, rename('Shop'), madeAt)).toMatchObject({ error: { code: 'forbidden' } });
    expect((await log())[0]).toMatchObject({
      action: 'operation.refused',
      actorId: lowered.userId,
      target: accountId,
      madeAt,
      details: { type: 'account.edit', field: 'name', client: 'test' },
    });
  });
});

it('S-46 who was lowered signs in again and keeps what is on their desktop', async () => {
  const lowered = await test.signIn(admin.tenantId, 'admin');
  await make(admin, { type: 'user.lower', userId: lowered.userId, base: 'admin', role: 'agent' });
  const { body } = await test.call('GET', '/api/me', { as: lowered });
  expect(body).toMatchObject({ code: 'unauthenticated', details: { reason: 'session_expired' } });
});

it('applies an operation once, however often it comes', async () => {
  const id = newId();
  const operation = { ...rename('Shop'), id, madeAt: test.clock.now() };
  const [first] = await mutate(test, admin, operation as never);
  await make(admin, rename('Kiosk', 'Shop'));
  const [again] = await mutate(test, admin, operation as never);
  expect(again).toEqual(first);
  expect(await account()).toMatchObject({ name: 'Kiosk' });
});
