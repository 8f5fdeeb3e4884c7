import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../testing/start.ts';

const dayMs = 86_400_000;

async function startWithTokens(): Promise<
  Started & {
    issue: (order: object) => Promise<string>;
    as: (token: string, path: string) => Promise<Answer>;
    app: string;
  }
> {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const { company } = started.simulator;
  return {
    ...started,
    issue: async (order) => (await started.post('/_control/tokens', order)).body.accessToken,
    as: (token, path) => started.get(path, { authorization: `Bearer ${token}` }),
    app: `${company.appId}|${company.appSecret}`,
  };
}

it('refuses with 200 what a token has no scope for and with 10 what it has no account for', async () => {
  const { issue, as, post, shop, clinic, simulator } = await startWithTokens();
  const [stores, health] = simulator.company.wabas;
  const one = await issue({ kind: 'business', wabaIds: [stores?.id] });
  expect((await as(one, `/${shop}`)).status).toBe(200);
  for (const path of [`/${clinic}`, `/${health?.id}`, `/${health?.id}/phone_numbers`]) {
    const refused = await as(one, path);
    expect([refused.status, refused.body.error.code]).toEqual([403, 10]);
  }
  const owned = await as(one, `/${simulator.company.businessId}/owned_whatsapp_business_accounts`);
  expect(owned.body.data).toMatchObject([{ name: 'Marlow Stores', id: stores?.id }]);

  const reader = await issue({ scopes: ['whatsapp_business_management'] });
  const sender = await issue({ scopes: ['whatsapp_business_messaging'] });
  const text = { messaging_product: 'whatsapp', to: '1234567890', text: { body: 'hi' } };
  const send = (token: string): Promise<Answer> =>
    post(`/${shop}/messages`, text, { authorization: `Bearer ${token}` });
  const refused = await send(reader);
  expect([refused.status, refused.body.error.code]).toEqual([403, 200]);
  expect((await send(sender)).status).toBe(200);
  expect((await as(sender, `/${shop}/settings`)).body.error.code).toBe(200);
  const nothing = await issue({ scopes: ['public_profile'] });
  expect((await as(nothing, `/${shop}`)).body.error.code).toBe(200);
});

it('lets a token expire on the clock and tells of it by debug_token with HTTP 200', async () => {
  const { issue, as, shop, simulator, app } = await startWithTokens();
  const token = await issue({ kind: 'user', lifeMs: dayMs, wabaIds: [simulator.company.wabas[0]?.id] });
  const issued = Date.parse('2026-11-20T09:00:00Z') / 1000;
  const inspect = async (by: string): Promise<Answer> => as(by, `/debug_token?input_token=${token}`);
  expect((await inspect(app)).body.data).toEqual({
    app_id: simulator.company.appId,
    type: 'USER',
    application: 'Parley simulator',
    data_access_expires_at: issued + 86_400,
    expires_at: issued + 86_400,
    is_valid: true,
    issued_at: issued,
    scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    granular_scopes: [
      { scope: 'whatsapp_business_management', target_ids: [simulator.company.wabas[0]?.id] },
      { scope: 'whatsapp_business_messaging', target_ids: [simulator.company.wabas[0]?.id] },
    ],
    user_id: expect.stringMatching(/002$/),
  });
  expect((await as(token, '/me')).body.name).toBe('Robin Marlow');
  simulator.clock.advance(dayMs);
  const dead = await as(token, `/${shop}`);
  expect([dead.status, dead.body.error.code, dead.body.error.error_subcode]).toEqual([401, 190, 463]);
  const told = await inspect(app);
  expect(told.status).toBe(200);
  expect(told.body.data).toMatchObject({ is_valid: false, error: { code: 190, subcode: 463 } });
  expect((await inspect(token)).status).toBe(401);
});

it('gives 190 the subcode of how the token died', async () => {
  const { issue, as, shop, url } = await startWithTokens();
  for (const subcode of [458, 459, 460, 463, 464, 467, 492]) {
    const token = await issue({});
    const killed = await fetch(`${url}/_control/tokens`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accessToken: token, subcode }),
    });
    expect(killed.status).toBe(200);
    expect((await as(token, `/${shop}`)).body.error).toMatchObject({ code: 190, error_subcode: subcode });
  }
});

it('keeps app tokens to what the app itself may do', async () => {
  const { issue, as, app, shop, simulator } = await startWithTokens();
  const { company } = simulator;
  expect((await as(app, `/${company.appId}?fields=name`)).body).toEqual({
    name: 'Parley simulator',
    id: company.appId,
  });
  expect((await as(app, `/debug_token?input_token=${encodeURIComponent(app)}`)).body.data).toMatchObject({
    type: 'APP',
    is_valid: true,
  });
  expect((await as(app, `/${shop}`)).body.error.code).toBe(100);
  expect((await as(app, `/${company.businessId}/owned_whatsapp_business_accounts`)).body.error.code).toBe(100);
  const business = await issue({ kind: 'business' });
  const other = await issue({ kind: 'user' });
  expect((await as(business, `/debug_token?input_token=${other}`)).body.error.code).toBe(100);
  expect((await as(business, `/debug_token?input_token=${business}`)).body.data.type).toBe('SYSTEM_USER');
  expect((await as(app, '/debug_token')).body.error.code).toBe(100);
});
