import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import { type KeyRing, parseKeyRing } from '../platform/crypto/key-ring.ts';
import { TestApp } from '../testing/test-app.ts';
import { connectNumber } from '../testing/test-inbox.ts';

const key = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64')}`;
const [old, both, fresh] = [key('k1', 1), `${key('k2', 2)},${key('k1', 1)}`, key('k2', 2)].map(parseKeyRing) as [
  KeyRing,
  KeyRing,
  KeyRing,
];
let ring = old;
let test: TestApp;
afterEach(() => test.close());

async function start(companies: number): Promise<{ tenantId: string; accountId: string }[]> {
  ring = old;
  test = await TestApp.start({ encryptionKeys: old, readEncryptionKeys: async () => ring });
  const accounts: { tenantId: string; accountId: string }[] = [];
  for (let index = 0; index < companies; index++) {
    const tenantId = await test.addTenant(`Company ${index}`);
    const accountId = await connectNumber(test, tenantId, { phoneNumberId: `8000000${index}` });
    accounts.push({ tenantId, accountId });
  }
  return accounts;
}

const encryption = () => test.app.get(FieldEncryption, { strict: false });
const kids = async () => (await test.db.selectFrom('dataKey').select('kekId').execute()).map(({ kekId }) => kekId);

it('T-28 a new key goes to work under load: every token opens all the time, and the old key is left by all', async () => {
  const accounts = await start(20);
  const root = await test.signIn(await test.addTenant('Operator'), 'superadmin');
  const secrets = test.app.get(AccountSecrets, { strict: false });
  const load = { isOver: false, opened: 0 };
  const readers = Array.from({ length: 4 }, async (_, reader) => {
    for (let turn = reader; !load.isOver; turn++) {
      const { tenantId, accountId } = accounts[turn % accounts.length] ?? { tenantId: '', accountId: '' };
      expect(await secrets.accessToken(tenantId, accountId)).toBe('EAAtesttoken');
      load.opened++;
      // Reading takes no turn of the event loop; without one nothing else would get on.
      await setImmediate();
    }
  });
  const readMore = async (): Promise<void> => {
    const before = load.opened;
    while (load.opened < before + 40) await setImmediate();
  };
  await readMore();
  ring = both;
  const answer = await test.call('POST', '/api/encryption/rotate', { as: root });
  expect(answer.body).toEqual({ success: true, data: { current: 'k2', rewrapped: 20, left: 0 } });
  await readMore();
  load.isOver = true;
  await Promise.all(readers);
  expect(new Set(await kids())).toEqual(new Set(['k2']));

  ring = fresh;
  expect((await test.call('POST', '/api/encryption/rotate', { as: root })).body['data']).toMatchObject({ left: 0 });
  const tenantId = await test.addTenant('Newcomer');
  const accountId = await connectNumber(test, tenantId, { phoneNumberId: '9000000' });
  for (const each of [...accounts, { tenantId, accountId }]) {
    expect(await secrets.accessToken(each.tenantId, each.accountId)).toBe('EAAtesttoken');
  }
});

it('T-28 interrupted in the middle it goes on where it was, and everything opens meanwhile', async () => {
  const accounts = await start(6);
  encryption().use(both);
  const [first, second] = await test.db.selectFrom('dataKey').selectAll().orderBy('id').execute();
  await encryption().rewrap();
  // As if the process had died after the first: the others are as they were.
  const wrapped = await test.db
    .selectFrom('dataKey')
    .selectAll()
    .where('id', '=', first?.id ?? '')
    .execute();
  expect(wrapped[0]?.kekId).toBe('k2');
  await test.db
    .updateTable('dataKey')
    .set({ ...second })
    .where('id', '=', second?.id ?? '')
    .execute();
  expect((await kids()).toSorted()).toEqual(['k1', 'k2', 'k2', 'k2', 'k2', 'k2']);
  expect(await encryption().rewrap()).toEqual({ current: 'k2', rewrapped: 1, left: 0 });
  encryption().use(fresh);
  const secrets = test.app.get(AccountSecrets, { strict: false });
  for (const { tenantId, accountId } of accounts) {
    expect(await secrets.accessToken(tenantId, accountId)).toBe('EAAtesttoken');
  }
});

it('S-40 data keys whose key is gone are counted, not lost', async () => {
  await start(2);
  encryption().use(fresh);
  expect(await encryption().rewrap()).toEqual({ current: 'k2', rewrapped: 0, left: 2 });
  encryption().use(both);
  expect(await encryption().rewrap()).toEqual({ current: 'k2', rewrapped: 2, left: 0 });
});
