import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { FakeNumberGraph } from '../testing/fake-number-graph.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { TokenWatch } from './token-watch.ts';

const dayMs = 86_400_000;
let graph: FakeNumberGraph;
let test: TestApp;
let tenantId: TenantId;
let admin: SignedIn;
let id: AccountId;
beforeEach(async () => {
  graph = await FakeNumberGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  tenantId = await test.addTenant();
  admin = await test.signIn(tenantId, 'admin');
  graph.expiresAt = test.clock.now() + 60 * dayMs;
  const { body } = await test.call('PUT', `/api/tenants/${tenantId}/whatsapp/config`, {
    as: admin,
    body: { wabaId: graph.wabaId, phoneNumberId: graph.phoneNumberId, accessToken: graph.token },
  });
  id = (body['data'] as { config: { id: AccountId } }).config.id;
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const check = () => test.app.get(TokenWatch, { strict: false }).checkAll();
const account = () => test.db.selectFrom('tenantWhatsappConfig').selectAll().executeTakeFirstOrThrow();
const actions = async () =>
  (await test.db.selectFrom('auditEntry').selectAll().where('target', '=', id).orderBy('seq').execute())
    .map(({ action, details }) => ({ action, ...(JSON.parse(details) as object) }))
    .filter(({ action }) => action !== 'account.added');

it('C-7 warns 14, 7 and 1 days before the end and when it is over, once each, and desktops see when', async () => {
  const expiresAt = graph.expiresAt;
  const warned: (number | null)[] = [];
  for (const daysLeft of [60, 15, 14, 13, 7, 2, 1, 0.5, 0]) {
    test.clock.advance(expiresAt - daysLeft * dayMs - test.clock.now());
    await check();
    await check();
    warned.push((await account()).tokenWarnedDays);
  }
  expect(warned).toEqual([null, null, 14, 14, 7, 7, 1, 1, 0]);
  expect(await actions()).toEqual([14, 7, 1, 0].map((days) => ({ action: 'account.token_expiring', days, expiresAt })));
  const shown = await test.app.get(AccountsService, { strict: false }).entities(tenantId);
  expect(shown).toMatchObject([{ id, tokenExpiresAt: expiresAt }]);
});

it('C-7 tells desktops of a warning by a change, and of nothing by none', async () => {
  const versions = async () => (await account()).version;
  const changes = async () =>
    (await test.db.selectFrom('changeLog').selectAll().where('entityId', '=', id).execute()).length;
  const before = await changes();
  await check();
  expect(await changes()).toBe(before);
  test.clock.advance(50 * dayMs);
  await check();
  expect(await changes()).toBe(before + 1);
  const { version } = await account();
  expect(await versions()).toBe(version);
});

it('C-6 a token that has died is noticed without anybody sending; when it lives again, what was held is let go', async () => {
  const freed: string[] = [];
  test.app.get(AccountEvents, { strict: false }).onCanSend(({ accountId }) => freed.push(accountId));
  graph.isValid = false;
  await check();
  expect((await account()).cannotSend).toBe('token');
  graph.isValid = true;
  await check();
  expect((await account()).cannotSend).toBe(null);
  expect(freed).toEqual([id]);
  expect((await actions()).map(({ action }) => action)).toEqual(['account.cannot_send', 'account.can_send']);
});

it('C-7 exchanges a person’s own short token for a longer one before it ends', async () => {
  graph.type = 'USER';
  graph.expiresAt = test.clock.now() + dayMs / 2;
  graph.longerToken = 'EAAlongertoken';
  await check();
  const secrets = test.app.get(AccountSecrets, { strict: false });
  expect(await secrets.accessToken(tenantId, id)).toBe('EAAlongertoken');
  expect((await actions()).map(({ action }) => action)).toContain('account.token_exchanged');
  expect(JSON.stringify(test.logged)).not.toContain('EAAlongertoken');
});

it('C-7 leaves everything as it is when Meta can’t be reached', async () => {
  await graph.stop();
  await check();
  expect((await account()).cannotSend).toBe(null);
});
