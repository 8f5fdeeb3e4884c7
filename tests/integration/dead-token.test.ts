import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Team } from '../support/team.ts';

// The life of an access token, with a real backend and simulator.

const folder = makeFolder('dead-token');
const serviceKey = 'service-key-of-an-integration-test';
const customers = Array.from({ length: 40 }, (_, index) => `1312555${String(4100 + index)}`);
let team: Team;
let tenantId: string;

beforeAll(async () => {
  team = await startTeam({
    folder,
    seed: 'dead-token',
    simulatorFlags: ['--status-delays=20,20,20'],
    backendEnv: { SERVICE_KEY: serviceKey },
  });
  tenantId = (await team.admin.call('me')).tenant.slug;
  await team.simulator.writeMany(
    customers.map((waId) => ({ waId, phoneNumberId: number(), text: 'hello' })),
    { wait: true },
  );
});

afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

const number = (): string => team.accounts[0]?.phoneNumberId ?? '';
const wabaId = (): string => team.accounts[0]?.wabaId ?? '';
const account = async () =>
  (await team.admin.call('listIntegrations')).data.find(({ phoneNumberId }) => phoneNumberId === number());

async function control(path: string, body: object): Promise<{ accessToken: string }> {
  const response = await fetch(`${team.simulator.url}/_control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  // The simulator's documented answer.
  return (await response.json()) as { accessToken: string };
}

const enterToken = (accessToken: string) =>
  team.admin.call('putWhatsappConfig', {
    params: { tenantId },
    body: { wabaId: wabaId(), phoneNumberId: number(), accessToken },
  });

/** As a well-behaved client does it: who is told to wait, waits. */
async function send(to: string, text: string): Promise<void> {
  const { id: integrationId } = (await account()) ?? { id: '' };
  const response = await fetch(`${team.links.api.url}/api/whatsapp/messages/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${team.admin.token}` },
    body: JSON.stringify({ integrationId, to, type: 'text', text: { body: text } }),
  });
  if (response.status === 429) {
    await setTimeout(Number(response.headers.get('retry-after')) * 1000);
    return send(to, text);
  }
  if (response.status !== 202) throw new Error(`send: ${response.status} ${await response.text()}`);
}

const sentTexts = async (prefix: string): Promise<string[]> =>
  (await team.simulator.ledger()).sends.map(({ body }) => String(body)).filter((text) => text.startsWith(prefix));

it.each([
  [463, 200],
  [460, 60],
  [467, 60],
])(
  'C-6 the token dies (190/%i) in the middle of %i sends: none is lost, with a new token all go out once, in order',
  async (subcode, count) => {
    const texts = Array.from({ length: count }, (_, index) => `${subcode} no ${index}`);
    for (const [index, text] of texts.entries()) {
      if (index === count / 2) await control('/token', { valid: false, subcode });
      await send(customers[index % customers.length] ?? '', text);
    }
    await until('the account to be unable to send', async () => (await account())?.cannotSend === 'token');
    const before = await sentTexts(`${subcode} `);
    expect(before.length).toBeLessThan(count);

    const { accessToken } = await control('/token', { rotate: true });
    const { data } = await enterToken(accessToken);
    expect(data).toMatchObject({ config: { configured: true }, verification: { ok: true } });
    const after = await until('all to be sent', async () => {
      const all = await sentTexts(`${subcode} `);
      return all.length >= count ? all : null;
    });
    expect(after.toSorted()).toEqual(texts.toSorted());
    expect((await account())?.cannotSend).toBe(null);
    for (const to of customers) {
      const sends = (await team.simulator.ledger()).sends.filter((each) => each.waId === to);
      const mine = sends.map(({ body }) => String(body)).filter((text) => text.startsWith(`${subcode} `));
      expect(mine).toEqual(mine.toSorted((a, b) => Number(a.split(' ')[2]) - Number(b.split(' ')[2])));
    }
  },
);

it('C-7 the token is replaced again and again while messages go out: none is lost or sent twice', async () => {
  const texts = Array.from({ length: 120 }, (_, index) => `rotated ${index}`);
  const sending = (async () => {
    for (const [index, text] of texts.entries()) await send(customers[index % customers.length] ?? '', text);
  })();
  for (let round = 0; round < 4; round++) {
    const { accessToken } = await control('/token', { rotate: true });
    await enterToken(accessToken);
  }
  await sending;
  const all = await until('all to be sent', async () => {
    const found = await sentTexts('rotated ');
    return found.length >= texts.length ? found : null;
  });
  expect(all.toSorted()).toEqual(texts.toSorted());
  expect((await account())?.cannotSend).toBe(null);
});

it('C-4 a service gets the token that was entered last', async () => {
  const { accessToken } = await control('/token', { rotate: true });
  await enterToken(accessToken);
  const response = await fetch(`${team.backend.url()}/tenants/${tenantId}/credentials/meta?phoneNumberId=${number()}`, {
    headers: { authorization: `Bearer ${serviceKey}` },
  });
  expect([response.status, await response.json()]).toEqual([200, { accessToken }]);
});
