import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DoctorCheckId } from '#shared/wire/doctor-routes.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Team } from '../support/team.ts';

// The connection doctor: each trouble made at the simulator, found by its own check.

const folder = makeFolder('doctor');
let team: Team;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'doctor', simulatorFlags: ['--status-delays=20,20,20'] });
});

afterEach(async () => {
  await control('POST', '/token', { valid: true });
  await team.links.webhook.setMode('pass');
});

afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

const account = () => team.accounts[0] ?? { id: '', phoneNumberId: '', wabaId: '' };

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${team.simulator.url}/_control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

async function examine() {
  const { data } = await team.admin.call('examine', { params: { id: account().id } });
  const of = (id: DoctorCheckId) => data.checks.find((check) => check.id === id);
  return { ...data, of, failed: data.checks.filter(({ status }) => status === 'failed').map(({ id }) => id) };
}

it('ruling 55: numbers its checks, the public address first, and a well account fails none', async () => {
  const { checks, healthy, failed } = await examine();
  expect(failed).toEqual([]);
  expect(healthy).toBe(true);
  expect(checks.map(({ number, id }) => `${number} ${id}`)).toEqual([
    '1 public_url',
    '2 token',
    '3 scopes',
    '4 waba',
    '5 number',
    '6 registration',
    '7 subscription',
    '8 callback',
    '9 verify_token',
    '10 signature',
    '11 fields',
    '12 quality',
    '13 payment',
    '14 round_trip',
  ]);
  for (const check of checks) {
    expect(check.evidence).not.toBe('');
    expect(JSON.stringify(check)).not.toContain(team.simulator.company.accessToken);
  }
});

it('sends a message to a phone and sees its status come back', async () => {
  await team.simulator.writeMany([{ waId: '13125550131', phoneNumberId: account().phoneNumberId, text: 'hello' }], {
    wait: true,
  });
  const { data } = await team.admin.call('examineWithMessage', {
    params: { id: account().id },
    body: { recipient: '+1 312 555 0131' },
  });
  expect(data.checks.at(-1)).toMatchObject({ id: 'round_trip', status: 'ok', remedy: null });
});

it('C-6 a dead token is named with Meta’s subcode, and what depends on it is skipped or fails', async () => {
  await control('POST', '/token', { valid: false, subcode: 463 });
  const { of, failed } = await examine();
  expect(of('token')).toMatchObject({
    status: 'failed',
    evidence: expect.stringMatching(/\(#190\) Invalid OAuth 2.0 Access Token, subcode 463/),
    remedy: expect.stringContaining('Meta Developer Portal'),
  });
  expect(of('scopes')?.status).toBe('skipped');
  expect(failed).not.toContain('public_url');
});

it('a public address that leads nowhere is the first thing said', async () => {
  await team.links.webhook.setMode('refuse');
  const { of } = await examine();
  expect(of('public_url')?.status).toBe('failed');
  expect([of('verify_token')?.status, of('signature')?.status]).toEqual(['skipped', 'skipped']);
});

it('a number that is not registered, an account without payment', async () => {
  const { phoneNumberId, wabaId } = account();
  await control('POST', `/numbers/${phoneNumberId}`, { registered: false });
  expect((await examine()).of('registration')).toMatchObject({ status: 'failed' });
  await control('POST', `/numbers/${phoneNumberId}`, { registered: true });
  await control('POST', `/accounts/${wabaId}`, { hasPaymentMethod: false });
  expect((await examine()).of('payment')).toMatchObject({
    status: 'failed',
    evidence: expect.stringContaining('141006'),
    remedy: expect.stringContaining('payment method'),
  });
});
