import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Account } from '#shared/account.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { MessageView } from '#shared/wire/crm-inbox-routes.ts';
import { until } from '../support/deadline.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { root } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// Numbers that are linked by QR code: backend, gateway and phone as three programs. Longer than other files:
// they are started once, and each test goes on from where the one before has left them.

const folder = makeFolder('devices');
const dana = '13125550100';
const serviceKey = 'a-service-key-of-the-device-test';
let team: Team;
/** backend → gateway. */
let gateway: FaultProxy;
let tenantId: string;
let deviceId: DeviceId;
/** The simulator's name of the device, and the phone behind it. */
let instance: string;
let phone: string;

beforeAll(async () => {
  gateway = await startFaultProxy();
  team = await startTeam({
    folder,
    seed: 'devices',
    simulatorFlags: ['--status-delays=20,20,20', '--read-rate=1', '--webhook-retry-scale=0.02'],
    backendEnv: (simulator) => {
      gateway.setTarget(simulator.port);
      const { apiKey } = simulator.company.gateway;
      return {
        WHATSAPP_ENDPOINTS: JSON.stringify([{ name: 'Primary', apiUrl: `${gateway.url}/gateway`, apiKey }]),
        SERVICE_KEY: serviceKey,
      };
    },
  });
  tenantId = (await team.admin.call('me')).tenant.slug;
});
afterEach(async () => {
  await gateway.setMode('pass');
  await team.links.webhook.setMode('pass');
  await control('DELETE', '/_control/gateway/faults');
});
afterAll(async () => {
  await team.stop();
  await gateway.close();
  removeFolder(folder);
});

// The simulator's documented answers, and the backend's, looked at as they are.
// oxlint-disable-next-line typescript/no-explicit-any
async function control(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${team.simulator.url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

const device = async () => (await team.admin.call('listDevices')).devices.find(({ id }) => id === deviceId);
const account = async (): Promise<Account | undefined> =>
  (await team.admin.call('listIntegrations')).data.find(({ phoneNumberId }) => phoneNumberId === `+${phone}`);
const deviceIs = async (state: string) =>
  await until(`the device to be ${state}`, async () => {
    const found = await device();
    return found?.state === state ? found : null;
  });
const canSend = async (reason: Account['cannotSend']) =>
  await until(`the account's cannotSend to be ${reason}`, async () => (await account())?.cannotSend === reason);

/** The phone scans what the device shows. */
async function scan(waId?: string): Promise<void> {
  const { qr } = await team.admin.call('deviceCode', { params: { id: deviceId } });
  const scanned = await control('POST', '/_phone/scan', { image: qr?.image, ...(waId === undefined ? {} : { waId }) });
  ({ instance, waId: phone } = scanned);
}

async function writes(message: object): Promise<string> {
  return (await control('POST', '/_control/gateway/inbound', { instance, waId: dana, message })).keyId;
}

async function thread(): Promise<MessageView[]> {
  const { id: accountId = undefined } = (await account()) ?? {};
  if (accountId === undefined) return [];
  const { data } = await team.admin.call('listConversations', { query: { accountId } });
  const id = data.find(({ contact }) => contact.phone === dana)?.id;
  if (id === undefined) return [];
  return (await team.admin.call('listConversationMessages', { params: { id }, query: { limit: 100 } })).data;
}

const messageWith = async (text: string, status?: string) =>
  await until(`"${text}" to be ${status ?? 'there'}`, async () =>
    (await thread()).find((each) => each.preview === text && (status === undefined || each.status === status)),
  );

async function post(body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const { id: integrationId } = (await account()) ?? {};
  const response = await fetch(`${team.links.api.url}/api/whatsapp/messages/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${team.admin.token}` },
    body: JSON.stringify({ integrationId, to: dana, ...body }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
async function send(text: string): Promise<void> {
  const { status, body } = await post({ type: 'text', text: { body: text } });
  if (status !== 202) throw new Error(`send: ${status} ${JSON.stringify(body)}`);
}

/** What has left through the device, as its customers got it. */
const sentTexts = async (): Promise<string[]> =>
  (await team.simulator.ledger()).sends
    .filter(({ phoneNumberId }) => phoneNumberId === `device-${phone}`)
    .map(({ body }) =>
      typeof body === 'object' && body !== null && 'body' in body ? String(body.body) : String(body),
    );
const timesSent = async (text: string): Promise<number> => (await sentTexts()).filter((each) => each === text).length;

it('E-4 without an endpoint no device can be added, and the answer says who can help', async () => {
  await expect(team.admin.call('addDevice', { body: { name: 'Front desk' } })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('ask a superadmin to assign one'),
  });
});

it('E-4 add device, scan the QR code, connected: the number is an account that can send', async () => {
  await team.admin.call('assignEndpoint', {
    params: { tenantId },
    body: { endpoint_name: 'Primary', reconnect_interval: 1, health_check_interval: 1, message_timeout: 2 },
  });
  const { device: added } = await team.admin.call('addDevice', { body: { name: 'Front desk' } });
  expect(added).toMatchObject({ name: 'Front desk', state: 'waiting', accountId: null, endpointName: 'Primary' });
  deviceId = added.id;

  const shown = await team.admin.call('deviceCode', { params: { id: deviceId } });
  expect(shown).toMatchObject({
    state: 'waiting',
    qr: { image: expect.stringMatching(/^data:image\/png;base64,/), code: expect.stringMatching(/^2@/) },
  });
  await scan();
  const connected = await deviceIs('connected');
  expect(connected).toMatchObject({ phoneNumber: `+${phone}`, problem: null });
  expect(await account()).toMatchObject({
    id: connected.accountId,
    name: 'Front desk',
    provider: 'gateway',
    credentialSource: 'endpoint',
    cannotSend: null,
  });
  expect(await team.admin.call('deviceCode', { params: { id: deviceId } })).toMatchObject({
    state: 'connected',
    qr: null,
  });
});

it('E-4 a customer writes, the answer goes out exactly once, and its ticks reach read', async () => {
  const wamid = await writes({ text: 'Is the café open? ☕' });
  const inbound = await messageWith('Is the café open? ☕');
  expect(inbound).toMatchObject({ direction: 'inbound', waMessageId: wamid, status: 'received' });

  const { status } = await post({ type: 'text', text: { body: 'Until six.' }, replyTo: inbound.id });
  expect(status).toBe(202);
  const answer = await messageWith('Until six.', 'read');
  expect(answer).toMatchObject({ replyTo: inbound.id, waMessageId: expect.stringMatching(/^3EB0/) });
  expect(answer.timeline.map((step) => step.status)).toEqual(['accepted', 'sent', 'delivered', 'read']);
  expect(await timesSent('Until six.')).toBe(1);
  const [sent] = (await team.simulator.ledger()).sends.filter(({ body }) =>
    JSON.stringify(body).includes('Until six.'),
  );
  expect(sent?.contextMessageId).not.toBeNull();
  // What the gateway told of our own message is no second message.
  expect((await thread()).filter(({ preview }) => preview === 'Until six.')).toHaveLength(1);
});

it.each(['image', 'voice', 'document', 'sticker'])('M-3 a customer’s %s comes with its bytes', async (kind) => {
  const wamid = await writes({ kind });
  const content = await until(`the ${kind} to be ready`, async () => {
    const found = (await thread()).find(({ waMessageId }) => waMessageId === wamid)?.content;
    return found?.type === 'media' && found.media.state === 'ready' ? found : null;
  });
  expect(content).toMatchObject({ kind: kind === 'voice' ? 'audio' : kind, voice: kind === 'voice' });
  const response = await fetch(`${team.backend.url()}/api/media/${content.media.id}`, {
    headers: { authorization: `Bearer ${team.admin.token}` },
  });
  expect((await response.arrayBuffer()).byteLength).toBe(content.media.size);
});

it('M-3 location, contact, reaction, edit and deletion of customers are shown', async () => {
  await writes({ kind: 'location', latitude: 48.2, longitude: 16.37, name: 'Café' });
  await writes({ kind: 'contacts', cards: [{ name: 'Sam Reed', phone: '+13125550199' }] });
  await messageWith('[location] Café');
  await messageWith('[contact] Sam Reed');

  const keyId = await writes({ text: 'Table for two' });
  const { inbound, sends } = await team.simulator.ledger();
  const messageId = inbound.findLast(({ body }) => JSON.stringify(body).includes('Table for two'))?.wamid;
  await writes({ kind: 'edit', messageId, text: 'Table for four' });
  expect(await messageWith('Table for four')).toMatchObject({ waMessageId: keyId });
  await writes({ kind: 'revoke', messageId });
  await until('the deletion to be known', async () => {
    const { webhooks } = await team.admin.call('listWebhooks', { query: { field: 'messages.delete' } });
    if (webhooks[0] === undefined) return false;
    const { outcomes } = await team.admin.call('inspectWebhook', { params: { id: String(webhooks[0].id) } });
    return outcomes.some(({ what, wamid, messageId: of }) => what === 'revoke' && wamid === keyId && of !== null);
  });

  const answer = sends.find(({ body }) => JSON.stringify(body).includes('Until six.'));
  await writes({ kind: 'reaction', messageId: answer?.wamid, emoji: '👍' });
  await until('the answer to have the reaction', async () =>
    (await messageWith('Until six.')).reactions.some(({ emoji, by }) => emoji === '👍' && by === 'customer'),
  );
});

it('M-3 a picture, a place, a card and a reaction go out', async () => {
  const file = readdirSync(join(root, 'src-simulator/media/samples')).find((name) => name.endsWith('.jpg')) ?? '';
  const form = new FormData();
  form.set(
    'file',
    new Blob([readFileSync(join(root, 'src-simulator/media/samples', file))], { type: 'image/jpeg' }),
    file,
  );
  const uploaded = await fetch(`${team.backend.url()}/api/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${team.admin.token}` },
    body: form,
  });
  const { data: media } = (await uploaded.json()) as { data: { id: string } };
  expect((await post({ type: 'image', image: { id: media.id, caption: 'The menu' } })).status).toBe(202);
  await messageWith('[image] The menu', 'read');
  await post({ type: 'location', location: { latitude: 1, longitude: 2, name: 'Here', address: 'There' } });
  await messageWith('[location] Here', 'read');
  await post({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+13125550111' }] }],
  });
  await messageWith('[contact] Ada', 'read');
  const { waMessageId } = await messageWith('Is the café open? ☕');
  await post({ type: 'reaction', reaction: { message_id: waMessageId, emoji: '🙂' } });
  await until('our reaction', async () =>
    (await messageWith('Is the café open? ☕')).reactions.some(({ by, emoji }) => by === 'team' && emoji === '🙂'),
  );
});

it('E-4 templates and buttons are refused before anything is sent', async () => {
  const before = (await team.simulator.ledger()).counts.sends;
  const template = await post({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } });
  expect([template.status, template.body['message']]).toEqual([400, expect.stringContaining('have no templates')]);
  const action = { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] };
  const buttons = await post({ type: 'interactive', interactive: { type: 'button', body: { text: 'x' }, action } });
  expect([buttons.status, buttons.body['message']]).toEqual([400, expect.stringContaining('can’t send buttons')]);
  expect((await team.simulator.ledger()).counts.sends).toBe(before);
});

it('R-6 E-4 the gateway is away: the message waits, and goes out once when it is back; Meta’s numbers go on', async () => {
  await gateway.setMode('refuse');
  await send('while it was away');
  await messageWith('while it was away', 'queued');
  const [meta] = team.accounts;
  await team.simulator.write({ waId: dana, phoneNumberId: meta?.phoneNumberId ?? '', text: 'hello Meta' });
  await until('Meta’s number to answer', async () => {
    const body = JSON.stringify({ integrationId: meta?.id, to: dana, type: 'text', text: { body: 'hello from Meta' } });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${team.admin.token}` };
    return (
      (await fetch(`${team.links.api.url}/api/whatsapp/messages/send`, { method: 'POST', headers, body })).status ===
      202
    );
  });
  await until('Meta’s answer to be sent', async () =>
    (await team.simulator.ledger()).sends.some(({ body }) => JSON.stringify(body).includes('hello from Meta')),
  );
  await gateway.setMode('pass');
  await messageWith('while it was away', 'read');
  expect(await timesSent('while it was away')).toBe(1);
});

it('R-6d the answer never comes, but the gateway tells that it has sent the message: no doubt, sent once', async () => {
  await control('POST', '/_control/gateway/faults', { hangAfterAccept: true });
  await send('answer lost');
  await messageWith('answer lost', 'read');
  expect(await timesSent('answer lost')).toBe(1);
});

it('R-6d neither answer nor event comes: uncertain and never sent again; settled when the event arrives', async () => {
  await control('POST', '/_control/gateway/faults', { hangAfterAccept: true });
  await team.links.webhook.setMode('cut');
  await send('nobody knows');
  await messageWith('nobody knows', 'uncertain');
  expect(await timesSent('nobody knows')).toBe(1);
  await team.links.webhook.setMode('pass');
  await messageWith('nobody knows', 'read');
  expect(await timesSent('nobody knows')).toBe(1);
});

it('E-3 a connection that breaks comes back by itself, and what was held goes out once', async () => {
  await control('POST', '/_control/gateway/disconnect', { instance, statusReason: 428 });
  await canSend('not_configured');
  await send('through the break');
  await deviceIs('connected');
  await messageWith('through the break', 'read');
  expect(await timesSent('through the break')).toBe(1);
});

it('E-4 reconnecting a connected device connects it anew, without a scan', async () => {
  await team.admin.call('reconnectDevice', { params: { id: deviceId } });
  await until('the gateway to connect anew', async () => {
    const { webhooks } = await team.admin.call('listWebhooks', { query: { field: 'connection.update', limit: 1 } });
    const { body } = await team.admin.call('inspectWebhook', { params: { id: String(webhooks[0]?.id) } });
    return body?.includes('"open"');
  });
  await deviceIs('connected');
  await canSend(null);
});

it('E-4 the phone logs the device out: it can’t send, messages are held; after a new scan they go out once', async () => {
  await control('POST', '/_control/gateway/disconnect', { instance, statusReason: 401 });
  expect((await deviceIs('logged_out')).problem).toContain('scan the code again');
  await canSend('not_configured');
  await send('held one');
  await send('held two');
  await messageWith('held two', 'held');
  const { device: again } = await team.admin.call('reconnectDevice', { params: { id: deviceId } });
  expect(again).toMatchObject({ state: 'waiting', problem: null });
  await scan(phone);
  await deviceIs('connected');
  await messageWith('held two', 'read');
  expect((await sentTexts()).filter((text) => text.startsWith('held'))).toEqual(['held one', 'held two']);
});

it('E-3 the endpoint refuses our key: the account can’t send, nothing is lost, and it goes on once the key is right', async () => {
  await control('POST', '/_control/gateway/faults', { unauthorized: true });
  await send('with a wrong key');
  await canSend('endpoint');
  await messageWith('with a wrong key', 'held');
  await control('DELETE', '/_control/gateway/faults');
  await messageWith('with a wrong key', 'read');
  expect(await timesSent('with a wrong key')).toBe(1);
});

it('E-4 nobody but the gateway can tell of a device', async () => {
  const url = `${team.backend.url()}/api/whatsapp/webhook/gateway/${deviceId}`;
  const body = JSON.stringify({ event: 'connection.update', instance, data: { state: 'close', statusReason: 401 } });
  for (const authorization of [undefined, 'Bearer wrong', `Bearer ${team.simulator.company.gateway.apiKey}`]) {
    const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(401);
  }
  expect((await device())?.state).toBe('connected');
});

it('E-4 every event is kept, seen by admins and taken in again without a change; no key stands in it', async () => {
  const before = await thread();
  const { webhooks } = await team.admin.call('listWebhooks', { query: { limit: 200, field: 'messages.upsert' } });
  const [first] = webhooks;
  expect(webhooks.length).toBeGreaterThan(5);
  const inspected = await team.admin.call('inspectWebhook', { params: { id: String(first?.id) } });
  expect(inspected.body).toContain('"messages.upsert"');
  expect(inspected.body).not.toContain('apikey');
  for (const { id } of webhooks.slice(0, 20)) {
    await team.admin.call('replayWebhook', { params: { id: String(id) } });
  }
  expect(await thread()).toEqual(before);
  expect((await team.admin.call('listWebhooks', { query: { state: 'dead' } })).webhooks).toEqual([]);
});

it('E-4 a removed device is unlinked at the gateway, and its conversations come back with the phone', async () => {
  const former = await account();
  await team.admin.call('removeDevice', { params: { id: deviceId } });
  expect(await account()).toBeUndefined();
  expect((await team.admin.call('listDevices')).devices).toEqual([]);
  expect((await control('GET', '/_control/gateway')).instances).toEqual([]);

  ({
    device: { id: deviceId },
  } = await team.admin.call('addDevice', { body: { name: 'Front desk again' } }));
  await scan(phone);
  await deviceIs('connected');
  expect(await account()).toMatchObject({ id: former?.id, name: 'Front desk again', cannotSend: null });
  await messageWith('Until six.');
});
