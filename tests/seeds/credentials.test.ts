import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { filesBelow, findPlaintext } from '../support/folder.ts';
import { failure, time, uuid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { example, httpExample, runCurl } from './support/examples.ts';
import { agreeInDialog } from './support/oauth-dialog.ts';

// Seed 2: where credentials are kept, how they get there and who gets them.

const serviceKey = 'service-key-of-the-credentials-guide';
/** Printed there: the company, its number, and the token that Meta refuses. */
const guide = { tenantId: 't_a3eecb94bb822a92', number: '882555404932892', token: 'EAARKcTyPnWQBQ...' };
let company: Company;
let tenantId: string;

beforeAll(async () => {
  company = await startCompany('credentials', {
    backendEnv: { SERVICE_KEY: serviceKey },
    simulatorFlags: ['--allow-old-versions'],
  });
  ({ externalId: tenantId } = (await company.team.admin.call('me')).tenant);
  await runCurl(demoConfiguration(), admin());
});
afterAll(() => company.stop());

const here = () => ({ 'http://localhost:3007': company.url(), [guide.tenantId]: tenantId });
const admin = () => company.team.admin.token;
const demoConfiguration = () => example('s2-manual-configuration.sh', here());
const auditOf = async (action: string) =>
  (await company.team.admin.call('audit', { query: { limit: 200 } })).entries.filter(
    (entry) => entry.action === action,
  );

/** The answer of the PUT, in the columns of the guide's table. */
const config = (rest: object) => ({
  id: uuid,
  tenantId,
  wabaId: guide.number,
  phoneNumberId: guide.number,
  businessId: null,
  displayPhoneNumber: expect.any(String),
  qualityRating: null,
  isActive: true,
  createdAt: time,
  updatedAt: time,
  businessAccountId: guide.number,
  verifyToken: expect.stringMatching(/^\S{16,}$/),
  configured: false,
  ...rest,
});
const saved = (entry: object, verification: object) => ({
  status: 200,
  body: { success: true, data: { config: entry, verification } },
});

it('C-2 the guide’s curl stores the demo token and says why Meta refuses it; a valid one connects the number', async () => {
  const demo = await runCurl(demoConfiguration(), admin());
  expect(demo).toEqual(
    saved(config({}), {
      ok: false,
      field: 'accessToken',
      message: expect.stringMatching(/^\(#190\) Invalid OAuth 2\.0 Access Token\. Regenerate the token/),
    }),
  );

  const { wabaId, phoneNumberId, displayPhoneNumber } = company.account();
  const { accessToken } = company.team.simulator.company;
  const placeholders = { YOUR_WABA_ID: wabaId, YOUR_PHONE_NUMBER_ID: phoneNumberId, YOUR_VALID_TOKEN: accessToken };
  const real = example('s2-real-credentials.sh', { ...here(), ...placeholders });
  const connected = saved(
    config({
      wabaId,
      phoneNumberId,
      businessAccountId: wabaId,
      displayPhoneNumber,
      configured: true,
      qualityRating: 'GREEN',
      verifyToken: expect.any(String),
    }),
    { ok: true, field: null, message: null },
  );
  expect(await runCurl(real, admin())).toEqual(connected);
  expect(await runCurl(real, serviceKey)).toEqual(connected);
  expect(await runCurl(real, null)).toEqual(failure(401, 'unauthenticated', expect.any(String)));
  expect(await runCurl(real.replace(tenantId, 't_0000000000000000'), serviceKey)).toEqual(
    failure(404, 'not_found', expect.any(String)),
  );

  const put = (change: object) =>
    company.ask('PUT', `/api/tenants/${tenantId}/whatsapp/config`, { wabaId, phoneNumberId, accessToken, ...change });
  for (const [field, value] of [
    ['phoneNumberId', '10000000000001'],
    ['wabaId', '10000000000002'],
  ]) {
    expect((await put({ [String(field)]: value })).body).toMatchObject({
      data: { verification: { ok: false, field } },
    });
  }
  for (const field of ['wabaId', 'phoneNumberId', 'accessToken']) {
    expect(await put({ [field]: '?' })).toEqual(
      failure(400, 'invalid_input', expect.stringContaining(field), { field }),
    );
  }
  expect((await put({})).body).toMatchObject({ data: { config: { configured: true }, verification: { ok: true } } });
});

it('C-4 a service gets the token, nobody else does, and every read is written down', async () => {
  const wanted = httpExample('s2-credentials.http', { '{tenantId}': tenantId });
  const { accessToken } = company.team.simulator.company;
  expect(Object.keys(wanted.response as object)).toEqual(['accessToken']);
  const before = (await auditOf('credentials.read')).length;
  expect(await company.ask(wanted.method, wanted.path, undefined, serviceKey)).toEqual({
    status: 200,
    body: { accessToken },
  });
  expect(await runCurl(example('s2-check-credentials.sh', here()), serviceKey)).toEqual({
    status: 200,
    body: { accessToken },
  });
  expect(await auditOf('credentials.read')).toHaveLength(before + 2);
  const demo = `${wanted.path}?phoneNumberId=${guide.number}`;
  expect((await company.ask('GET', demo, undefined, serviceKey)).body).toEqual({ accessToken: guide.token });

  for (const bearer of [null, admin(), await company.integrationToken(), `${serviceKey}x`]) {
    expect(await company.ask('GET', wanted.path, undefined, bearer)).toEqual(
      failure(401, 'unauthenticated', expect.any(String)),
    );
  }
  const missing = failure(404, 'not_found', 'Credentials not found');
  const unknown = example('s2-check-credentials.sh', { ...here(), [guide.tenantId]: 't_0000000000000000' });
  expect(await runCurl(unknown, serviceKey)).toEqual(missing);
  expect(await company.ask('GET', `${wanted.path}?phoneNumberId=99999999`, undefined, serviceKey)).toEqual(missing);
});

it('C-3 the guide’s request turns Meta’s code into a connected number', async () => {
  const { data } = await company.team.admin.call('startSignup');
  const back = await agreeInDialog(data.url, '+1 202 555 0188');
  const signup = httpExample('s2-signup.http', {
    'AQBxyz123...': back.searchParams.get('code') ?? '',
    [guide.tenantId]: tenantId,
  });
  expect(signup.path).toBe('/api/whatsapp/signup');
  expect(Object.keys(signup.body ?? {})).toEqual(['code', 'state']);
  expect(await company.ask(signup.method, signup.path, signup.body, serviceKey)).toEqual(
    failure(403, 'forbidden', expect.stringMatching(/admin of that company/), { field: 'state' }),
  );
  const answer = await company.ask(signup.method, signup.path, signup.body);
  expect(answer).toEqual({
    status: expect.any(Number),
    body: {
      success: true,
      data: {
        wabaId: expect.stringMatching(/^\d+$/),
        phoneNumberId: expect.stringMatching(/^\d+$/),
        displayPhoneNumber: '+1 202 555 0188',
      },
    },
  });
  const { phoneNumberId } = (answer.body as { data: { phoneNumberId: string } }).data;
  const stored = `/tenants/${tenantId}/credentials/meta?phoneNumberId=${phoneNumberId}`;
  const credentials = (await company.ask('GET', stored, undefined, serviceKey)).body as { accessToken: string };
  const number = await fetch(
    `${company.team.simulator.url}/v26.0/${phoneNumberId}?fields=status,webhook_configuration`,
    { headers: { authorization: `Bearer ${credentials.accessToken}` } },
  );
  expect(await number.json()).toMatchObject({
    status: 'CONNECTED',
    webhook_configuration: { whatsapp_business_account: expect.stringContaining('/api/whatsapp/webhook') },
  });
  const { tenants } = await company.team.admin.call('listTenants');
  expect(tenants.find(({ externalId }) => externalId === tenantId)).toMatchObject({ whatsappConfigured: true });
  // A code works once.
  expect(await company.ask(signup.method, signup.path, signup.body)).toEqual(
    failure(400, 'invalid_input', expect.any(String), { field: 'code' }),
  );
});

it('C-1 the table has the guide’s columns, a row per number, and no token that can be read', async () => {
  const columns = [...example('s2-table.sql').matchAll(/^ {4}([a-z_]+) /gm)].map(([, name = '']) => name);
  expect(columns).toHaveLength(14);
  const [, printed = ''] = /-c "([^"]+)"/.exec(example('s2-check-database.sh')) ?? [];
  const { own, rows, seen } = await company.database(async ({ db }) => {
    const found = await sql<{ name: string }>`select name from pragma_table_info('tenant_whatsapp_config')`.execute(db);
    const all = await sql<Record<string, unknown>>`select * from tenant_whatsapp_config`.execute(db);
    const { id } = await db.selectFrom('tenant').select('id').executeTakeFirstOrThrow();
    // PostgreSQL's words in the guide, SQLite here; the company's own key instead of its external id.
    const query = printed.replace('LEFT(access_token, 20)', 'substr(access_token, 1, 20)').replace(guide.tenantId, id);
    const shown = await sql.raw<Record<string, string>>(query).execute(db);
    return {
      own: found.rows.map(({ name }) => name),
      rows: all.rows,
      seen: shown.rows.map((row) => Object.values(row)),
    };
  });
  expect(own).toEqual(expect.arrayContaining(columns));
  const numbers = rows.map((row) => String(row['phoneNumberId']));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toEqual(expect.arrayContaining([guide.number, ...company.team.accounts.map((a) => a.phoneNumberId)]));
  expect(rows.find((row) => row['phoneNumberId'] === guide.number)).toMatchObject({ isActive: 1, configured: 0 });
  expect(seen).toHaveLength(rows.length);
  for (const [, , shown = ''] of seen) expect(shown).not.toMatch(/EAA/);
  const tokens = [guide.token, company.team.simulator.company.accessToken];
  expect(
    findPlaintext(
      filesBelow(company.folder).filter((file) => !file.includes('simulator')),
      tokens,
    ),
  ).toEqual([]);
});

it('C-7 the end of a token is known, warned of 14, 7 and 1 days before, and what can be exchanged is', async () => {
  const day = 86_400_000;
  const { wabaId, phoneNumberId } = company.account(1);
  const issue = async (kind: 'user' | 'system-user', lifeMs: number) => {
    const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
    const answer = await company.control('POST', '/tokens', { kind, scopes, wabaIds: [wabaId], lifeMs });
    return (answer as { accessToken: string }).accessToken;
  };
  const enter = (accessToken: string) =>
    company.ask('PUT', `/api/tenants/${tenantId}/whatsapp/config`, { wabaId, phoneNumberId, accessToken });
  const warnings = async () => (await auditOf('account.token_expiring')).map(({ details }) => details['days']);
  const lookAgain = async () => {
    await company.team.backend.stop();
    await company.team.startBackend();
    await company.team.signInAdmin();
  };
  for (const [left, days] of [
    [20, null],
    [13, 14],
    [6, 7],
    [0.5, 1],
  ] as const) {
    expect((await enter(await issue('system-user', left * day))).body).toMatchObject({
      data: { verification: { ok: true } },
    });
    await lookAgain();
    const account = await until('the end to be known', async () => {
      const { data } = await company.team.admin.call('listIntegrations');
      return data.find((each) => each.phoneNumberId === phoneNumberId && each.tokenExpiresAt !== undefined);
    });
    const daysLeft = ((account.tokenExpiresAt ?? 0) - Date.now()) / day;
    expect(Math.abs(daysLeft - left)).toBeLessThan(0.1);
    if (days !== null) await until(`the warning of ${days} days`, async () => (await warnings())[0] === days);
    else expect(await warnings()).toEqual([]);
  }

  // A person's own token, of which Meta gives a longer one.
  const short = await issue('user', 5 * day);
  await enter(short);
  await lookAgain();
  await until('the exchange', async () => (await auditOf('account.token_exchanged'))[0]);
  const path = `/tenants/${tenantId}/credentials/meta?phoneNumberId=${phoneNumberId}`;
  const { accessToken } = (await company.ask('GET', path, undefined, serviceKey)).body as { accessToken: string };
  expect(accessToken).not.toBe(short);
  const { data } = await company.team.admin.call('listIntegrations');
  const end = data.find((each) => each.phoneNumberId === phoneNumberId)?.tokenExpiresAt ?? 0;
  expect(end - Date.now()).toBeGreaterThan(50 * day);
});

it('C-7 the token is replaced while messages go out: none is lost, none goes twice', async () => {
  const { id: integrationId, wabaId, phoneNumberId } = company.account();
  await company.customerWrites('1234567890', 'Hello');
  const texts = Array.from({ length: 30 }, (_, index) => `rotated ${index}`);
  const sending = (async () => {
    for (const body of texts) {
      const order = { integrationId, to: '1234567890', type: 'text', text: { body } };
      expect((await company.ask('POST', '/api/whatsapp/messages/send', order)).status).toBe(202);
    }
  })();
  for (let round = 0; round < 3; round++) {
    const { accessToken } = (await company.control('POST', '/token', { rotate: true })) as { accessToken: string };
    await company.ask('PUT', `/api/tenants/${tenantId}/whatsapp/config`, { wabaId, phoneNumberId, accessToken });
  }
  await sending;
  const sent = await until('all to be sent', async () => {
    const { sends } = await company.team.simulator.ledger();
    const found = sends.map(({ body }) => String(body)).filter((text) => text.startsWith('rotated '));
    return found.length >= texts.length ? found : null;
  });
  expect(sent).toEqual(texts);
});

it('C-7 the guide’s check of Meta’s side runs, too', async () => {
  const { accessToken } = (await company.control('GET', '/company')) as { accessToken: string };
  const script = example('s2-check-graph.sh', {
    'https://graph.facebook.com': company.team.simulator.url,
    YOUR_TOKEN: accessToken,
  });
  expect(await runCurl(script, null)).toEqual({
    status: 200,
    body: { id: expect.any(String), name: expect.any(String) },
  });
});
