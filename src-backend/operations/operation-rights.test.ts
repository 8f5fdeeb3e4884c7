import { describe, expect, it } from 'vitest';
import { adminPermission, type NewOperation } from '#shared/admin-mutation.ts';
import { newId, type SessionId, type SubscriptionId, type UserId } from '#shared/ids.ts';
import { roles } from '#shared/permission.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import {
  account,
  accountId,
  admin,
  freshCompanyForEachTest,
  make,
  rename,
  test,
  tokenOf,
} from './operations.fixtures.ts';

freshCompanyForEachTest();

describe('T-15 of every operation', () => {
  const userId = newId<UserId>();
  const operations: NewOperation[] = [
    { type: 'account.edit', accountId: newId(), field: 'name', base: 'a', value: 'b' },
    { type: 'account.pause', accountId: newId() },
    { type: 'token.revoke', accountId: newId(), tokenId: newId() },
    { type: 'user.edit', userId, field: 'name', base: 'a', value: 'b' },
    { type: 'user.lower', userId, base: 'agent', role: 'viewer' },
    { type: 'user.disable', userId },
    { type: 'session.revoke', userId, sessionId: newId<SessionId>() },
    { type: 'outgoingWebhook.pause', accountId: newId(), subscriptionId: newId<SubscriptionId>() },
    { type: 'company.edit', field: 'timeZone', base: 'UTC', value: 'Europe/Berlin' },
  ];

  it('is in this test', () => {
    expect(new Set(operations.map(({ type }) => type))).toEqual(new Set(Object.keys(adminPermission)));
  });

  it.each(roles)('%s may what the table says, and what is another company’s is not there', async (role) => {
    const somebody = await test.signIn(admin.tenantId, role);
    const mayAdminister = role === 'admin' || role === 'superadmin';
    for (const operation of operations) {
      const answer = await make(somebody, operation);
      // Their company is there; only this field is not.
      const refusal = operation.type === 'company.edit' ? 'invalid_input' : 'not_found';
      const code = mayAdminister ? refusal : 'forbidden';
      expect([operation.type, answer]).toMatchObject([operation.type, { status: 'rejected', error: { code } }]);
    }
  });

  it('a thing of another company is not there either', async () => {
    const stranger = await test.signIn(await test.addTenant('Other'), 'admin');
    await addIntegrationToken(test, admin, accountId);
    const tokenId = await tokenOf(accountId);
    for (const operation of [
      rename('Mine'),
      { type: 'account.pause', accountId },
      { type: 'token.revoke', accountId, tokenId },
      { type: 'user.disable', userId: admin.userId },
    ] as NewOperation[]) {
      expect(await make(stranger, operation)).toMatchObject({ error: { code: 'not_found' } });
    }
    expect(await account()).toMatchObject({ name: 'Support', version: 1 });
  });
});
