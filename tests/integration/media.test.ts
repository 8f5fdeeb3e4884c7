import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Media } from '#shared/content.ts';
import type { AccountId } from '#shared/ids.ts';
import type { MessageView } from '#shared/wire/crm-inbox-routes.ts';
import { until } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { root } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// Files on their whole way: a customer's phone, Meta, the backend's disk, and back.

const folder = makeFolder('media');
const lin = '13125550101';
const samplesFolder = join(root, 'src-simulator/media/samples');
const sampleHashes = new Set(
  readdirSync(samplesFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => hashOf(readFileSync(join(samplesFolder, entry.name)))),
);
let team: Team;
let accountId: AccountId;
let phoneNumberId: string;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'media', simulatorFlags: ['--webhook-retry-scale=0.1'] });
  const [account] = team.accounts;
  if (account === undefined) throw new Error('the company has no number');
  ({ id: accountId, phoneNumberId } = account);
});
afterEach(() => team.simulator.clearFaults());
afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
/** A customer sends something; answers its wamid. */
async function sends(message: object): Promise<string> {
  const response = await fetch(`${team.simulator.url}/_control/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ waId: lin, phoneNumberId, message }),
  });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { wamid: string }).wamid;
}
async function messages(): Promise<MessageView[]> {
  const { data } = await team.admin.call('listConversations', { query: { accountId } });
  const id = data.find(({ contact }) => contact.phone === lin)?.id;
  if (id === undefined) return [];
  return (await team.admin.call('listConversationMessages', { params: { id }, query: { limit: 100 } })).data;
}
const messageOf = async (wamid: string) =>
  await until(`the message ${wamid}`, async () => (await messages()).find((each) => each.waMessageId === wamid));
/** The file of a message once it is in this state. */
const fileOf = async (wamid: string, state: Media['state']): Promise<Media> =>
  await until(`the file of ${wamid} to be ${state}`, async () => {
    const content = (await messages()).find((each) => each.waMessageId === wamid)?.content;
    return content?.type === 'media' && content.media.state === state ? content.media : null;
  });
const get = async (id: string, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(`${team.backend.url()}/api/media/${id}`, {
    headers: { authorization: `Bearer ${team.admin.token}`, ...headers },
  });
const bytesOf = async (id: string): Promise<Buffer> => Buffer.from(await (await get(id)).arrayBuffer());

it.each([
  ['image', /^image\/(jpeg|png)$/],
  ['voice', /^audio\/ogg/],
  ['document', /^application\//],
  ['video', /^video\/mp4$/],
  ['sticker', /^image\/webp$/],
])('M-3 a customer’s %s arrives with the bytes that they sent', async (kind, type) => {
  const media = await fileOf(await sends({ kind }), 'ready');
  const bytes = await bytesOf(media.id);
  expect(media.mimeType).toMatch(type);
  expect([media.size, media.sha256]).toEqual([bytes.length, hashOf(bytes)]);
  expect(sampleHashes).toContain(media.sha256);
});

it('a file is asked for again when its address is over the moment it is given', async () => {
  await team.simulator.setFaults({ mediaUrlExpired: true });
  const wamid = await sends({ kind: 'image' });
  expect((await fileOf(wamid, 'pending')).size).toBeNull();
  await team.simulator.clearFaults();
  await fileOf(wamid, 'ready');
});

it('a file that Meta does not know is shown as expired, and comes when it is asked for again', async () => {
  await team.simulator.setFaults({ mediaMissing: true });
  const wamid = await sends({ kind: 'document' });
  const { id } = await fileOf(wamid, 'expired');
  const answer = await get(id);
  expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
    404,
    'WhatsApp no longer has this file: ask for it again',
  ]);
  await team.simulator.clearFaults();
  await team.admin.call('fetchMedia', { params: { id } });
  await fileOf(wamid, 'ready');
});

it('a file above 100 MB is a message that says so', async () => {
  await team.simulator.setFaults({ mediaTooLarge: true });
  const { content } = await messageOf(await sends({ kind: 'video' }));
  expect(content).toMatchObject({ type: 'unsupported' });
});

it('R-1 kill -9 between the message and its file loses nothing', async () => {
  // Meta can't be asked for files, but its webhooks come.
  await team.links.graph.setMode('refuse');
  const wamid = await sends({ kind: 'voice' });
  await fileOf(wamid, 'pending');
  await team.backend.kill();
  await team.links.graph.setMode('pass');
  await team.startBackend();
  await team.signInAdmin();
  const media = await fileOf(wamid, 'ready');
  expect(sampleHashes).toContain(hashOf(await bytesOf(media.id)));
});

it('M-3 an uploaded picture reaches the customer with the same bytes, and goes up once', async () => {
  const wamid = await sends({ text: 'Show me the parcel' });
  const { conversationId } = await messageOf(wamid);
  const bytes = readFileSync(join(samplesFolder, 'parcel.jpg'));
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'parcel "1".jpg');
  const answer = await fetch(`${team.backend.url()}/api/media?kind=image`, {
    method: 'POST',
    headers: { authorization: `Bearer ${team.admin.token}` },
    body: form,
  });
  const { data } = (await answer.json()) as { data: Media };
  expect(answer.status).toBe(201);
  const metaIds: string[] = [];
  for (const caption of ['Here', 'Again']) {
    const body = { conversationId, type: 'image', image: { id: data.id, caption } } as const;
    const { data: message } = await team.admin.call('sendMessage', { body: body as never });
    const taken = await until('the message at Meta', async () =>
      (await team.simulator.ledger()).sends.find((each) => each.bizOpaqueCallbackData === message.id),
    );
    const image = taken.body as { id: string; caption: string };
    expect(image.caption).toBe(caption);
    metaIds.push(image.id);
  }
  expect(metaIds[0]).toBe(metaIds[1]);
  const headers = { authorization: `Bearer ${team.simulator.company.accessToken}` };
  const node = await fetch(`${team.simulator.url}/v26.0/${metaIds[0]}`, { headers });
  const { url } = (await node.json()) as { url: string };
  expect(hashOf(Buffer.from(await (await fetch(url, { headers })).arrayBuffer()))).toBe(hashOf(bytes));
});
