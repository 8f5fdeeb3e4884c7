import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { AppError } from '#shared/error.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Team } from '../support/team.ts';

// Embedded Signup against the simulator's own dialog.

const folder = makeFolder('signup');
const serviceKey = 'service-key-of-an-integration-test';
let team: Team;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'signup', backendEnv: { SERVICE_KEY: serviceKey } });
});

afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

const newNumber = { choice: 'new', account_name: 'Marlow Bakery', display_name: 'Bakery' };

/** What the person does in Meta's dialog; resolves with the address that the browser is sent back to. */
async function agree(dialog: string, form: Record<string, string>): Promise<URL> {
  const asked = new URL(dialog);
  const response = await fetch(`${asked.origin}/dialog/oauth`, {
    method: 'POST',
    body: new URLSearchParams({ ...Object.fromEntries(asked.searchParams), action: 'continue', ...form }),
  });
  const html = await response.text();
  const [, data = ''] = /data-outcome="([^"]*)"/.exec(html) ?? [];
  const outcome = JSON.parse(data.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)))) as {
    next: string;
  };
  return new URL(outcome.next);
}

async function agreed(form: Record<string, string>): Promise<{ code: string; state: string; back: URL }> {
  const { data } = await team.admin.call('startSignup');
  const back = await agree(data.url, form);
  return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '', back };
}

const failure = async (call: Promise<unknown>): Promise<AppError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

it('C-3 connects a new number: code, permissions, account, subscription, registration, company', async () => {
  const { code, state, back } = await agreed({ ...newNumber, phone: '+1 202 555 0188' });

  const page = await fetch(back);
  const html = await page.text();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toContain(`parley-desktop://auth-callback?code=${code}&#38;state=${state}`);

  const { data } = await team.admin.call('signup', { body: { code, state } });
  expect(data).toEqual({
    wabaId: expect.stringMatching(/^\d+$/),
    phoneNumberId: expect.stringMatching(/^\d+$/),
    displayPhoneNumber: '+1 202 555 0188',
  });
  const accounts = (await team.admin.call('listIntegrations')).data;
  const account = accounts.find(({ phoneNumberId }) => phoneNumberId === data.phoneNumberId);
  expect(account).toMatchObject({ name: 'Bakery', cannotSend: null, wabaId: data.wabaId, active: true });

  const response = await fetch(
    `${team.backend.url()}/tenants/${(await team.admin.call('me')).tenant.id}/credentials/meta?phoneNumberId=${data.phoneNumberId}`,
    { headers: { authorization: `Bearer ${serviceKey}` } },
  );
  const { accessToken } = (await response.json()) as { accessToken: string };
  const number = await fetch(
    `${team.simulator.url}/v26.0/${data.phoneNumberId}?fields=status,is_pin_enabled,webhook_configuration`,
    { headers: { authorization: `Bearer ${accessToken}` } },
  );
  expect(await number.json()).toMatchObject({
    status: 'CONNECTED',
    is_pin_enabled: true,
    webhook_configuration: { whatsapp_business_account: account?.webhookUrl },
  });
});

it('ruling 25: a state works once, and only for the company that it was given to', async () => {
  const { code, state } = await agreed({ ...newNumber, phone: '+1 202 555 0189' });
  await team.admin.call('signup', { body: { code, state } });
  const again = await failure(team.admin.call('signup', { body: { code, state } }));
  expect([again.code, again.details]).toEqual(['invalid_input', { field: 'state' }]);
});

it('ruling 25: the guide’s raw tenant id needs an admin’s session of that company; a service key is not enough', async () => {
  const { back } = await agreed({ ...newNumber, phone: '+1 202 555 0190' });
  const code = back.searchParams.get('code') ?? '';
  const redirectUri = back.origin + back.pathname;
  const { externalId } = (await team.admin.call('me')).tenant;
  const body = { code, state: externalId, redirectUri };
  const byService = await fetch(`${team.backend.url()}/api/whatsapp/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serviceKey}` },
    body: JSON.stringify(body),
  });
  expect(byService.status).toBe(403);
  const { data } = await team.admin.call('signup', { body });
  expect(data.displayPhoneNumber).toBe('+1 202 555 0190');
});

it.each([
  ['whatsapp_business_messaging', 'whatsapp_business_management'],
  ['whatsapp_business_management', 'whatsapp_business_messaging'],
])('ruling 25: with %s alone the answer names %s', async (given, missing) => {
  const { data } = await team.admin.call('startSignup');
  const url = new URL(data.url);
  url.searchParams.set('scope', given);
  const back = await agree(url.href, { ...newNumber, phone: `+1 202 555 01${given.endsWith('t') ? 91 : 92}` });
  const refused = await failure(
    team.admin.call('signup', { body: { code: back.searchParams.get('code') ?? '', state: data.state } }),
  );
  expect([refused.code, refused.message]).toEqual(['invalid_input', expect.stringContaining(missing)]);
});

it('C-3 says what is wrong with a code, and with a dialog that was closed', async () => {
  const { data } = await team.admin.call('startSignup');
  const unknown = await failure(team.admin.call('signup', { body: { code: 'AQnothing', state: data.state } }));
  expect([unknown.code, unknown.details]).toEqual(['invalid_input', { field: 'code' }]);
  const closed = await fetch(`${data.redirectUri}?error=access_denied&error_description=Permissions+error%3Cb%3E`);
  const html = await closed.text();
  expect(html).toContain('Permissions error&#60;b&#62;');
  expect(html).not.toContain('parley-desktop:');
});

it('T-32 no token, code or app secret is in the backend’s log', async () => {
  const log = readFileSync(team.backend.logFile, 'utf8');
  expect(log).not.toMatch(/EAA[A-Za-z0-9]{20}/);
  expect(log).not.toContain(team.simulator.company.appSecret);
  expect(log).not.toContain(serviceKey);
});
