import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { filesBelow, findPlaintext, makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Team } from '../support/team.ts';

// An integrator's own programs against a real backend and simulator. What their guide prints is run by tests/seeds/.

const folder = makeFolder('integrations');
let receiver: Server;
let told: { headers: NodeJS.Dict<string | string[]>; raw: Buffer }[];
let team: Team;
let token: string;
let secret: string;

beforeAll(async () => {
  told = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push({ headers: request.headers, raw: Buffer.concat(chunks) });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  team = await startTeam({
    folder,
    seed: 'integrations',
    simulatorFlags: ['--status-delays=20,20,20', '--read-rate=1'],
    backendEnv: { PRIVATE_HOSTS: host, DEBUG: 'pixels:*' },
  });
  ({ token } = (await team.admin.call('createIntegrationToken', { body: { accountId: account().id } })).data);
  const webhook = {
    accountId: account().id,
    url: `http://${host}/hook`,
    events: ['message.received', 'message.status'],
  };
  ({ secret } = (await team.admin.call('createOutgoingWebhook', { body: webhook as never })).data);
  await customerWrites('1234567890', 'Good morning');
});
afterAll(async () => {
  await team.stop();
  receiver.closeAllConnections();
  receiver.close();
  removeFolder(folder);
});

function account() {
  const [first] = team.accounts;
  if (first === undefined) throw new Error('the company has no number');
  return first;
}
const customerWrites = async (waId: string, text: string) => {
  await team.simulator.write({ waId, phoneNumberId: account().phoneNumberId, text });
  await until(`the message of ${waId}`, async () => {
    const { data } = await team.admin.call('listConversations', { query: { accountId: account().id } });
    return data.some(({ contact }) => contact.phone === waId);
  });
};

it('I-5 outgoing webhooks tell of the customer’s answer and of delivery, signed', async () => {
  const sent = await fetch(`${team.backend.url()}/api/integrations/send-message`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipientPhone: '1234567890', message: 'Your parcel is on its way' }),
  });
  expect(sent.status).toBe(200);
  await customerWrites('1234567890', 'Thank you!');
  const bodies = () =>
    told.map(({ raw }) => JSON.parse(raw.toString()) as { event: string; data: Record<string, unknown> });
  await until('what was told', () => {
    const events = bodies().map(({ event, data }) => `${event} ${String(data['status'])} ${String(data['preview'])}`);
    return (
      events.includes('message.received received Thank you!') &&
      events.some((text) => text.startsWith('message.status read'))
    );
  });
  for (const { headers, raw } of told) {
    expect(headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  }
});

it('I-5 templates are listed as Meta has them, and new ones are handed in', async () => {
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${team.backend.url()}/api/integrations/templates${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const list = await ask('GET', '?name=hello_world&limit=1');
  expect(list).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        templates: [
          {
            id: expect.any(String),
            name: 'hello_world',
            language: 'en_US',
            category: 'UTILITY',
            status: 'APPROVED',
            components: expect.any(Array),
          },
        ],
        pagination: { total: 1, limit: 1, offset: 0, hasMore: false },
      },
    },
  });
  const created = await ask('POST', '', {
    name: 'parcel_here',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Your parcel is here.' }],
  });
  expect(created).toMatchObject({
    status: 201,
    body: { success: true, data: { name: 'parcel_here', category: 'UTILITY', status: expect.any(String) } },
  });
  const refused = await ask('POST', '', {
    name: 'no_body',
    category: 'UTILITY',
    components: [{ type: 'FOOTER', text: 'x' }],
  });
  expect(refused).toMatchObject({ status: 400, body: { success: false, code: 'invalid_input' } });
});

it('I-5 a campaign goes on after the server was killed, and nobody is written to twice', async () => {
  const recipients = Array.from({ length: 60 }, (_, index) => `1312555${String(6100 + index)}`);
  const { phoneNumberId } = account();
  await team.simulator.writeMany(
    recipients.map((waId) => ({ waId, phoneNumberId, text: 'Hello' })),
    { wait: true },
  );
  const { data: campaign } = await team.admin.call('createCampaign', {
    body: { accountId: account().id, template: { name: 'hello_world' }, recipients, perMinute: 4800 },
  });
  const written = async () => {
    const { sends } = await team.simulator.ledger();
    return sends.map(({ to }) => to.replace('+', '')).filter((to) => recipients.includes(to));
  };
  for (let kill = 1; kill <= 2; kill++) {
    await until(`some of the campaign before kill ${kill}`, async () => (await written()).length >= kill * 15);
    await team.backend.kill();
    await team.startBackend();
    await team.signInAdmin();
  }
  const done = await until('the end of the campaign', async () => {
    const { data } = await team.admin.call('campaign', { params: { id: campaign.id } });
    const { counts } = data;
    const isOut = counts.delivered + counts.read + counts.uncertain + counts.failed === 60;
    return data.state === 'done' && isOut ? data : null;
  });
  expect(done.counts).toMatchObject({ total: 60, waiting: 0, skipped: 0, failed: 0 });
  const phones = await written();
  expect(new Set(phones).size).toBe(phones.length);
  // Whose answer died with the process is in doubt until Meta tells of it, and is not written to again.
  expect(phones.length + done.counts.uncertain).toBeGreaterThanOrEqual(60);
});

it('T-32 the token stands in no file, no log and no later answer', async () => {
  const answers = [await team.admin.call('listIntegrationTokens'), await team.admin.call('audit', {})];
  expect(JSON.stringify(answers)).not.toContain(token.slice(8, 40));
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${team.backend.url()}/api/integrations/verify`, { headers })).status).toBe(200);
  const log = await until('the log', () => filesBelow(folder).filter((file) => file.endsWith('.log')));
  expect(log.length).toBeGreaterThan(0);
  expect(findPlaintext(filesBelow(folder), [token.slice(8), secret.slice(6)])).toEqual([]);
});
