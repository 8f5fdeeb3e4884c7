import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Media } from '#shared/content.ts';
import { type LibraryItemId, type MediaId, newId, type TenantId } from '#shared/ids.ts';
import { json } from '../testing/fake-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, messagesOf, mutate, postWebhook } from '../testing/test-inbox.ts';
import { aWebhook } from '../testing/webhook-bodies.ts';
import { CompanyService } from '../company/company.service.ts';
import { Retention } from '../company/retention.ts';
import { MediaRetention } from './media-retention.ts';
import { MediaVault } from './media-vault.ts';
import { MediaWorker } from './media-worker.ts';

/** Start, head of the scan, the picture, end. */
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffda000301', 'hex'),
  Buffer.alloc(200_000, 'picture'),
  Buffer.of(0xff, 0xd9),
]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What the false Meta says of every file, and hands out. */
interface Held {
  lookUp: { status: number; body: object } | null;
  url: string | null;
  bytes: Buffer;
  type: string;
  hash: string | null;
  downloadStatus: number;
}
let held: Held;
let asked: { path: string; token: string | undefined }[];
let server: Server;
let base: string;
let test: TestApp;
let tenantId: TenantId;
let maya: SignedIn;

beforeEach(async () => {
  held = { lookUp: null, url: null, bytes: jpeg, type: 'image/jpeg', hash: null, downloadStatus: 200 };
  asked = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, token: request.headers.authorization });
    if (path.startsWith('/file')) {
      return void response.writeHead(held.downloadStatus, { 'content-type': held.type }).end(held.bytes);
    }
    const { lookUp, bytes, type } = held;
    const found = { url: held.url ?? `${base}/file`, mime_type: type, file_size: String(bytes.length) };
    if (lookUp !== null) return json(response, lookUp.status, lookUp.body);
    json(response, 200, { ...found, sha256: held.hash ?? sha256(bytes) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening server has an address.
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  test = await TestApp.start({ graphUrl: base });
  tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
});
afterEach(async () => {
  await test.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const worker = () => test.app.get(MediaWorker, { strict: false });
/** Everything that is due now is tried once. */
async function tried(afterMs = 0): Promise<void> {
  test.clock.advance(afterMs);
  worker().wake();
  await worker().settled();
}
async function arrives(kind = 'image', more: object = {}): Promise<void> {
  const from = '16505551234';
  const part = {
    id: '770011',
    mime_type: held.type,
    sha256: Buffer.from(sha256(held.bytes), 'hex').toString('base64'),
  };
  const timestamp = String(Math.floor(test.clock.now() / 1000));
  const body = aWebhook({
    contacts: [{ profile: { name: 'Lin' }, wa_id: from }],
    messages: [{ from, id: 'wamid.file', timestamp, type: kind, [kind]: { ...part, ...more } }],
  });
  expect((await postWebhook(test, body)).status).toBe(200);
}
async function file(): Promise<Media> {
  const [message] = await messagesOf(test, maya);
  if (message?.content.type !== 'media') throw new Error('the message has no file');
  return message.content.media;
}
const get = async (id: string, headers: Record<string, string> = {}, as = maya): Promise<Answer> =>
  await test.call('GET', `/api/media/${id}`, { as, headers });

it('a message is there before its file, and becomes a new version with it', async () => {
  await arrives();
  const before = await messagesOf(test, maya);
  await tried();
  const [message] = await messagesOf(test, maya);
  expect(message?.version).toBe((before[0]?.version ?? 0) + 1);
  expect(await file()).toMatchObject({
    state: 'ready',
    size: jpeg.length,
    sha256: sha256(jpeg),
    mimeType: 'image/jpeg',
  });
  expect(asked.map(({ token }) => token)).toEqual(['Bearer EAAtesttoken', 'Bearer EAAtesttoken']);
  expect(asked[0]?.path).toBe('/v26.0/770011?phone_number_id=106540352242922');
});

it('a copy of the webhook asks Meta for nothing again', async () => {
  await arrives();
  await tried();
  await arrives();
  await tried();
  expect(asked).toHaveLength(2);
  expect((await file()).state).toBe('ready');
});

const noSuchObject = { status: 400, body: { error: { code: 100, error_subcode: 33, message: 'does not exist' } } };

it('a file that Meta does not know three times is expired', async () => {
  held.lookUp = noSuchObject;
  await arrives();
  for (const ms of [0, 1000, 2000]) await tried(ms);
  expect((await file()).state).toBe('expired');
  expect(asked).toHaveLength(3);
  const { status, body } = await get((await file()).id);
  expect([status, body['details']]).toEqual([404, { state: 'expired' }]);
});

it('what could not be had is asked for again when somebody wants it', async () => {
  held.lookUp = noSuchObject;
  await arrives();
  for (const ms of [0, 1000, 2000]) await tried(ms);
  held.lookUp = null;
  const { id } = await file();
  const again = await test.call('POST', `/api/media/${id}/fetch`, { as: maya });
  expect([again.status, again.body['data']]).toEqual([200, expect.objectContaining({ id, state: 'pending' })]);
  await tried();
  expect((await file()).state).toBe('ready');
  expect((await test.call('POST', `/api/media/${id}/fetch`, { as: maya })).status).toBe(409);
});

it.each<[string, Partial<Held>]>([
  ['Meta is down', { lookUp: { status: 500, body: {} } }],
  ['Meta wants fewer calls', { lookUp: { status: 400, body: { error: { code: 80007, message: 'slow' } } } }],
  ['the token is dead', { lookUp: { status: 401, body: { error: { code: 190, message: 'expired' } } } }],
  ['its address is over', { downloadStatus: 404 }],
  ['the download is busy', { downloadStatus: 503 }],
  ['it is sent elsewhere', { downloadStatus: 302 }],
  ['it comes damaged', { hash: 'f'.repeat(64) }],
])('a file waits and is tried again while %s', async (_what, fault) => {
  const whole = { ...held };
  Object.assign(held, fault);
  await arrives();
  await tried();
  expect((await file()).state).toBe('pending');
  const { status, body } = await get((await file()).id);
  expect([status, body['details']]).toEqual([409, { state: 'pending' }]);
  held = whole;
  await tried(1000);
  expect((await file()).state).toBe('ready');
});

it.each<[string, Partial<Held>, string]>([
  ['is larger than any file may be', { bytes: Buffer.alloc(8), type: 'video/mp4' }, 'video'],
  ['is no picture although it says so', { bytes: Buffer.from('MZ a program') }, 'image'],
  ['is a page although it says it is a picture', { bytes: Buffer.from('<!doctype html><script>') }, 'image'],
  ['would come from somewhere else than Meta', { url: 'https://evil.example/file' }, 'image'],
  ['would come from inside our network', { url: 'http://169.254.169.254/latest/meta-data' }, 'image'],
  ['would come from a host that only looks like Meta’s', { url: 'https://lookaside.fbsbx.com.evil.example/' }, 'image'],
])('S-27 S-55 a file that %s is refused', async (what, fault, kind) => {
  Object.assign(held, fault);
  if (what.startsWith('is larger')) {
    held.lookUp = { status: 200, body: { url: `${base}/file`, mime_type: 'video/mp4', file_size: 104_857_601 } };
  }
  await arrives(kind);
  await tried();
  expect((await file()).state).toBe('refused');
  expect(asked.every(({ path }) => path.startsWith('/v26.0') || path === '/file')).toBe(true);
});

it('S-27 a document goes by what its bytes say, and is only ever saved', async () => {
  Object.assign(held, { bytes: Buffer.from('<!doctype html><script>alert(1)</script>'), type: 'application/pdf' });
  await arrives('document', { filename: 'in\u202evoice.pdf' });
  await tried();
  const { id, mimeType } = await file();
  expect(mimeType).toBe('text/html');
  const { headers } = await get(id);
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="invoice.pdf"; filename*=UTF-8''invoice.pdf`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
});

it('files are handed out whole, in parts, or not at all when they are there', async () => {
  await arrives();
  await tried();
  const { id } = await file();
  const whole = await get(id);
  const etag = `"${sha256(jpeg)}"`;
  expect(whole).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/jpeg', 'content-length': String(jpeg.length), etag, 'accept-ranges': 'bytes' },
  });
  expect(whole.headers['content-disposition']).toBe('inline');
  const part = await get(id, { range: 'bytes=100000-100004' });
  expect([part.status, part.headers['content-range'], part.text]).toEqual([
    206,
    `bytes 100000-100004/${jpeg.length}`,
    jpeg.toString('latin1', 100_000, 100_005),
  ]);
  const beyond = await get(id, { range: `bytes=${jpeg.length}-` });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${jpeg.length}`]);
  expect((await get(id, { 'if-none-match': etag })).status).toBe(304);
  expect((await get(id, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  expect((await get(id, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
});

it('S-60 a file is nobody’s but its company’s, and nobody’s who is not signed in', async () => {
  await arrives();
  await tried();
  const { id } = await file();
  const stranger = await test.signIn(await test.addTenant('Other'), 'admin');
  expect((await get(id, {}, stranger)).status).toBe(404);
  expect((await test.call('POST', `/api/media/${id}/fetch`, { as: stranger })).status).toBe(404);
  expect((await test.call('GET', `/api/media/${id}`)).status).toBe(401);
  expect((await get('nothing')).status).toBe(404);
});

const form = (bytes: Buffer, filename: string, type: string, name = 'file'): { body: Buffer; contentType: string } => ({
  body: Buffer.concat([
    Buffer.from(
      `--x\r\ncontent-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n--x--\r\n'),
  ]),
  contentType: 'multipart/form-data; boundary=x',
});
const upload = async (bytes: Buffer, filename: string, type: string, query = '', as = maya): Promise<Answer> => {
  const { body, contentType } = form(bytes, filename, type);
  return await test.call('POST', `/api/media${query}`, { as, body, headers: { 'content-type': contentType } });
};

it('an upload that is sent again under its id is there once, and is nobody else’s', async () => {
  const id = newId<MediaId>();
  const first = await upload(jpeg, 'a.jpg', 'image/jpeg', `?kind=image&id=${id}`);
  expect(first.body.data).toMatchObject({ id, state: 'ready' });
  expect(await upload(jpeg, 'a.jpg', 'image/jpeg', `?kind=image&id=${id}`)).toMatchObject({
    status: 201,
    body: { data: first.body.data },
  });
  const colleague = await test.signIn(tenantId, 'agent');
  expect((await upload(jpeg, 'b.jpg', 'image/jpeg', `?id=${id}`, colleague)).status).toBe(409);
});

it('an uploaded file is there for the company', async () => {
  const { status, body } = await upload(jpeg, 'Grüße/../a "b".jpg', 'image/jpeg', '?kind=image');
  const media = body['data'] as Media;
  expect([status, media]).toEqual([
    201,
    expect.objectContaining({ state: 'ready', mimeType: 'image/jpeg', size: jpeg.length, sha256: sha256(jpeg) }),
  ]);
  expect((await get(media.id)).status).toBe(200);
});

it.each<[string, Buffer, string, string, string, number]>([
  ['that is no picture although it says so', Buffer.from('%PDF-1.7'), 'a.pdf', 'image/jpeg', '', 400],
  ['whose name says something else', Buffer.from('%PDF-1.7'), 'a.jpg', 'application/octet-stream', '', 400],
  ['without bytes', Buffer.alloc(0), 'a.txt', 'text/plain', '', 400],
  ['that can’t be sent as it is wanted', Buffer.from('GIF89a'), 'a.gif', 'image/gif', '?kind=image', 400],
  ['that is no voice note', Buffer.from('ID3'), 'a.mp3', 'audio/mpeg', '?kind=audio&voice=true', 400],
  [
    'above the limit of its kind',
    Buffer.concat([Buffer.from('RIFF\x0c\x60\x09\0WEBPVP8L\0\x60\x09\0', 'latin1'), Buffer.alloc(600 * 1024)]),
    'a.webp',
    'image/webp',
    '?kind=sticker',
    413,
  ],
])('S-56 an upload %s is refused', async (_what, bytes, filename, type, query, expected) => {
  const { status, body } = await upload(bytes, filename, type, query);
  expect([status, body['details']]).toEqual([expected, { field: 'file' }]);
  expect(await test.db.selectFrom('mediaFile').select('id').execute()).toEqual([]);
});

it('S-56 a picture comes in without what was put beside it', async () => {
  const comment = Buffer.concat([Buffer.from('fffe0012', 'hex'), Buffer.from('taken at my home')]);
  const withComment = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from('and more')]);
  const { status, body } = await upload(withComment, 'a.jpg', 'image/jpeg', '?kind=image');
  const { id, size } = body['data'] as Media;
  expect([status, size]).toEqual([201, jpeg.length]);
  expect((await get(id)).text).not.toContain('taken at my home');
  const broken = await upload(withComment.subarray(0, 10), 'a.jpg', 'image/jpeg', '?kind=image');
  expect([broken.status, broken.body]).toMatchObject([
    400,
    { message: expect.stringContaining('The picture is damaged'), details: { field: 'file' } },
  ]);
});

it('what is no form with a file is refused, and a form anywhere else', async () => {
  const { body, contentType } = form(jpeg, 'a.jpg', 'image/jpeg', 'picture');
  const headers = { 'content-type': contentType };
  const noFile = await test.call('POST', '/api/media', { as: maya, body, headers });
  expect([noFile.status, noFile.body['details']]).toEqual([400, { field: 'file' }]);
  expect((await test.call('POST', '/api/media', { as: maya, body: {} })).status).toBe(400);
  const broken = await test.call('POST', '/api/media', { as: maya, body: Buffer.from('--x\r\n'), headers });
  expect(broken.status).toBe(400);
  expect((await test.call('POST', '/api/mutations', { as: maya, body, headers })).status).toBe(400);
  const viewer = await test.signIn(tenantId, 'viewer');
  expect((await upload(jpeg, 'a.jpg', 'image/jpeg', '', viewer)).status).toBe(403);
});

it('S-37 a file that is older than its company keeps files is gone, bytes and all; its message stays and says so', async () => {
  await arrives();
  await tried();
  const { id } = await file();
  const { blob } = await test.db.selectFrom('mediaFile').select('blob').executeTakeFirstOrThrow();
  const edit = { field: 'keepFilesDays', base: null, value: 7 } as const;
  await test.app.get(CompanyService, { strict: false }).update(maya as never, [edit], async () => undefined);
  const retention = test.app.get(Retention, { strict: false });
  await retention.wake();
  expect(await file()).toMatchObject({ state: 'ready' });
  test.clock.advance(8 * 24 * 3_600_000);
  await retention.wake();
  maya = { ...maya, ...(await test.login(maya.email)) };
  expect(await file()).toMatchObject({ id, state: 'expired' });
  expect(await test.app.get(MediaVault, { strict: false }).open(tenantId, blob ?? '')).toBeNull();
  expect((await get(id)).status).not.toBe(200);
});

it('the file of a quick reply is kept for as long as the quick reply, unused and however old', async () => {
  const agent = await test.signIn(tenantId, 'agent');
  const media = async (name: string) => (await upload(jpeg, name, 'image/jpeg')).body['data'] as Media;
  const [kept, dropped] = [await media('menu.jpg'), await media('other.jpg')];
  const itemId = newId<LibraryItemId>();
  const file = { mediaId: kept.id, mime: 'image/jpeg', filename: 'menu.jpg' };
  const content = { kind: 'quickReply', shortcut: 'menu', title: 'Menu', text: '', media: file } as const;
  await mutate(test, agent, { type: 'library.save', itemId, expected: 0, shared: false, content });
  const edit = { field: 'keepFilesDays', base: null, value: 7 } as const;
  await test.app.get(CompanyService, { strict: false }).update(maya as never, [edit], async () => undefined);
  const ids = async () => (await test.db.selectFrom('mediaFile').select('id').execute()).map(({ id }) => id);
  const monthLater = async () => {
    test.clock.advance(30 * 24 * 3_600_000);
    await test.app.get(MediaRetention, { strict: false }).purge();
    await test.app.get(Retention, { strict: false }).wake();
    const { state } = (await test.db
      .selectFrom('mediaFile')
      .select('state')
      .where('id', '=', kept.id)
      .executeTakeFirst()) ?? { state: 'gone' };
    return state;
  };
  expect(await monthLater()).toBe('ready');
  expect(await ids()).not.toContain(dropped.id);
  // Also once it went out with a message.
  await test.db.updateTable('mediaFile').set({ usedAt: test.clock.now() }).execute();
  expect(await monthLater()).toBe('ready');
  await mutate(test, { ...agent, ...(await test.login(agent.email)) }, { type: 'library.delete', itemId });
  expect(await monthLater()).toBe('expired');
});
