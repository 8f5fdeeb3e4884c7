import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';

interface Outcome {
  message: { type: string; event: string; version: string; data: Record<string, string> };
  code: string | null;
  origin: string | null;
  next: string | null;
}

interface Page {
  status: number;
  html: string;
  headers: Headers;
  outcome: Outcome | null;
}

const redirect = 'https://app.example/done?from=meta';

async function startWithDialog(): Promise<
  Started & {
    open: (query: Record<string, string>) => Promise<Page>;
    submit: (form: Record<string, string>) => Promise<Page>;
    exchange: (query: Record<string, string>) => Promise<Answer>;
  }
> {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const { company } = started.simulator;
  const toPage = async (response: Response): Promise<Page> => {
    const html = await response.text();
    const data = /data-outcome="([^"]*)"/
      .exec(html)?.[1]
      ?.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(code));
    return { status: response.status, html, headers: response.headers, outcome: data ? JSON.parse(data) : null };
  };
  return {
    ...started,
    open: async (query) =>
      toPage(
        await fetch(`${started.url}/v26.0/dialog/oauth?${new URLSearchParams({ client_id: company.appId, ...query })}`),
      ),
    submit: async (form) =>
      toPage(
        await fetch(`${started.url}/dialog/oauth`, {
          method: 'POST',
          body: new URLSearchParams({ client_id: company.appId, redirect_uri: redirect, action: 'continue', ...form }),
        }),
      ),
    exchange: (query) =>
      started.get(
        `/v26.0/oauth/access_token?${new URLSearchParams({ client_id: company.appId, client_secret: company.appSecret, ...query })}`,
      ),
  };
}

it('plays the consent and gives a token for the account that was chosen, and for no other', async () => {
  const { open, submit, exchange, get, receiver, shop, clinic, simulator } = await startWithDialog();
  const { company } = simulator;
  const page = await open({
    redirect_uri: redirect,
    state: 'nonce"><script>',
    response_type: 'code',
    display: 'popup',
  });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'/);
  expect(page.html).not.toContain('"><script>');
  expect(page.html).toContain(`value="number:${shop}"`);

  const { outcome } = await submit({ choice: `number:${shop}`, state: 'nonce' });
  const data = { phone_number_id: shop, waba_id: company.wabas[0]?.id, business_id: company.businessId };
  expect(outcome?.message).toEqual({ type: 'WA_EMBEDDED_SIGNUP', event: 'FINISH', version: '4', data });
  expect(outcome?.origin).toBe('https://app.example');
  const next = new URL(outcome?.next ?? '');
  expect(Object.fromEntries(next.searchParams)).toEqual({ from: 'meta', code: outcome?.code, state: 'nonce' });

  const token = await exchange({ code: outcome?.code ?? '', redirect_uri: redirect });
  expect(token.body).toEqual({ access_token: expect.stringMatching(/^EAA/), token_type: 'bearer' });
  const authorization = `Bearer ${token.body.access_token}`;
  const debug = await get(`/debug_token?input_token=${token.body.access_token}`, { authorization });
  expect(debug.body.data).toMatchObject({
    is_valid: true,
    expires_at: 0,
    granular_scopes: [{ target_ids: [data.waba_id] }, {}],
  });
  expect((await get(`/${shop}`, { authorization })).status).toBe(200);
  expect((await get(`/${clinic}`, { authorization })).body.error.code).toBe(10);

  const news = (): object[] => receiver.changes.filter(({ field }) => field === 'account_update');
  await receiver.until(() => news().length === 2);
  const info = { waba_id: data.waba_id, owner_business_id: company.businessId };
  expect(news()).toEqual([
    { field: 'account_update', wabaId: company.businessId, value: { event: 'PARTNER_ADDED', waba_info: info } },
    {
      field: 'account_update',
      wabaId: company.businessId,
      value: { event: 'PARTNER_APP_INSTALLED', waba_info: { ...info, partner_app_id: company.appId } },
    },
  ]);
});

it('lets a code live for 30 seconds and one exchange, under the same redirect URI', async () => {
  const { submit, exchange, shop, simulator } = await startWithDialog();
  const code = async (): Promise<string> => (await submit({ choice: `number:${shop}` })).outcome?.code ?? '';
  const errorOf = async (query: Record<string, string>): Promise<unknown[]> => {
    const { status, body } = await exchange(query);
    return [status, body.error?.code, body.error?.error_subcode];
  };
  const first = await code();
  expect(await errorOf({ code: first })).toEqual([400, 100, 36008]);
  expect((await exchange({ code: first, redirect_uri: redirect })).status).toBe(200);
  expect(await errorOf({ code: first, redirect_uri: redirect })).toEqual([400, 100, 36009]);
  const late = await code();
  simulator.clock.advance(30_000);
  expect(await errorOf({ code: late, redirect_uri: redirect })).toEqual([400, 100, 36007]);
  expect(await errorOf({ code: 'AQnothing', redirect_uri: redirect })).toEqual([400, 100, undefined]);
  expect(await errorOf({})).toEqual([400, 1, undefined]);
  expect(await errorOf({ code: 'x', client_secret: 'wrong' })).toEqual([400, 1, undefined]);
  expect(await errorOf({ code: 'x', client_id: '12' })).toEqual([400, 101, undefined]);
  const popup = await submit({ choice: `number:${shop}`, redirect_uri: '' });
  expect(popup.outcome).toMatchObject({ next: null, origin: null });
  expect((await exchange({ code: popup.outcome?.code ?? '' })).status).toBe(200);
});

it('gives the app its own token and a short user token a longer life', async () => {
  const { exchange, post, simulator } = await startWithDialog();
  const { company } = simulator;
  expect((await exchange({ grant_type: 'client_credentials' })).body).toEqual({
    access_token: `${company.appId}|${company.appSecret}`,
    token_type: 'bearer',
  });
  const short = (await post('/_control/tokens', { kind: 'user', lifeMs: 3_600_000 })).body.accessToken;
  const long = await exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: short });
  expect(long.body).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
  expect((await exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: 'EAAx' })).body.error.code).toBe(190);
  expect((await exchange({ grant_type: 'password' })).body.error.code).toBe(100);
});

it('makes a new account with a number that must be registered before it sends', async () => {
  const { submit, exchange, post } = await startWithDialog();
  const form = { choice: 'new', account_name: 'Marlow Bakery', phone: '+1 202 555 0188', display_name: 'Bakery' };
  const { outcome } = await submit(form);
  expect(outcome?.message.event).toBe('FINISH');
  const { phone_number_id: id, waba_id: wabaId } = outcome?.message.data ?? {};
  const token = await exchange({ code: outcome?.code ?? '', redirect_uri: redirect });
  const as = { authorization: `Bearer ${token.body.access_token}` };
  expect((await post(`/${wabaId}/subscribed_apps`, {}, as)).body).toEqual({ success: true });
  const text = { messaging_product: 'whatsapp', to: '12025550117', text: { body: 'hi' } };
  expect((await post(`/${id}/messages`, text, as)).body.error.code).toBe(133010);
  expect((await post(`/${id}/register`, { messaging_product: 'whatsapp', pin: '112233' }, as)).status).toBe(200);
  expect((await post(`/${id}/messages`, text, as)).status).toBe(200);

  const again = await submit(form);
  expect([again.status, again.outcome]).toEqual([400, null]);
  expect(again.html).toContain('role="alert"');
  expect(again.html).toContain('value="Marlow Bakery"');
});

it('ends with the other events of Embedded Signup: account only, phone app, cancelled', async () => {
  const { submit, simulator } = await startWithDialog();
  const [, health] = simulator.company.wabas;
  const only = await submit({ choice: `account:${health?.id}` });
  expect(only.outcome?.message).toMatchObject({ event: 'FINISH_ONLY_WABA', data: { waba_id: health?.id } });

  const inApp = { choice: 'new', new_in: health?.id ?? '', in_app: 'on', display_name: 'Branch' };
  const joined = await submit({ ...inApp, phone: '+49 30 23125099', extras: '{"version":"v3"}' });
  expect(joined.outcome?.message).toMatchObject({ event: 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING', version: '3' });
  const number = simulator.nodes.findNumber(joined.outcome?.message.data['phone_number_id'] ?? '')!;
  expect(simulator.nodes.stateOf(number)).toMatchObject({ isCoexistence: true, isRegistered: true });
  const nigerian = await submit({ ...inApp, phone: '+234 809 555 0199' });
  expect(nigerian.html).toContain('Numbers of this country');

  const cancelled = await submit({ action: 'cancel', state: 's' });
  expect(cancelled.outcome).toMatchObject({
    message: { event: 'CANCEL', data: { current_step: expect.any(String) } },
    code: null,
  });
  expect(new URL(cancelled.outcome?.next ?? '').searchParams.get('error')).toBe('access_denied');
});

it('shows an error page for what can not be asked, and takes the form from no other site', async () => {
  const { open, submit, url, simulator } = await startWithDialog();
  for (const query of [
    { client_id: '1' },
    { redirect_uri: 'javascript:alert(1)' },
    { redirect_uri: 'nowhere' },
    { response_type: 'token' },
  ]) {
    const page = await open(query);
    expect([query, page.status, page.headers.get('content-type')]).toEqual([query, 400, 'text/html; charset=utf-8']);
  }
  for (const choice of ['', 'number:1', 'account:1', 'new', 'x:y']) expect((await submit({ choice })).status).toBe(400);
  const foreign = await fetch(`${url}/dialog/oauth`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ client_id: simulator.company.appId, action: 'continue' }),
  });
  expect(foreign.status).toBe(403);
  for (const [path, type] of [
    ['dialog.css', 'text/css'],
    ['end.js', 'text/javascript'],
  ]) {
    expect((await fetch(`${url}/dialog/${path}`)).headers.get('content-type')).toContain(type);
  }
});
