import { afterEach, beforeEach } from 'vitest';
import type { Account } from '#shared/account.ts';
import type { NewOperation } from '#shared/admin-mutation.ts';
import type { AuditEntry } from '#shared/audit-entry.ts';
import type { AccountId, IntegrationTokenId } from '#shared/ids.ts';
import type { User } from '#shared/user.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, mutate, synced } from '../testing/test-inbox.ts';

/** Of the test that runs. */
export let test: TestApp;
export let admin: SignedIn;
export let accountId: AccountId;

/** Every test of the file begins with a company that has an admin and a number. */
export function freshCompanyForEachTest(): void {
  beforeEach(async () => {
    test = await TestApp.start();
    admin = await test.signIn(await test.addTenant(), 'admin');
    accountId = await connectNumber(test, admin.tenantId);
  });
  afterEach(() => test.close());
}

export const make = async (as: SignedIn, operation: NewOperation, madeAt = test.clock.now(), decided?: 'mine') =>
  (await mutate(test, as, { ...operation, madeAt, ...(decided === undefined ? {} : { decided }) }))[0];
export const rename = (value: string, base = 'Support'): NewOperation => ({
  type: 'account.edit',
  accountId,
  field: 'name',
  base,
  value,
});
export const account = async (): Promise<Account | undefined> =>
  (await synced(test, admin)).of<Account>('account').find(({ id }) => id === accountId);
export const person = async (id: string): Promise<User | undefined> =>
  (await synced(test, admin)).of<User>('user').find((user) => user.id === id);
export const log = async (): Promise<AuditEntry[]> => {
  const { body } = await test.call('GET', '/api/audit', { as: admin });
  return body['entries'] as AuditEntry[];
};
export const tokenOf = async (id: AccountId): Promise<IntegrationTokenId> => {
  const rows = await test.db.selectFrom('integrationToken').selectAll().where('accountId', '=', id).execute();
  // Our own row.
  return rows.at(-1)?.id as IntegrationTokenId;
};
