import { expect, it } from 'vitest';
import { messagesOf } from '../testing/test-inbox.ts';
import { CompanyService } from '../company/company.service.ts';
import { Retention } from '../company/retention.ts';
import { MediaVault } from './media-vault.ts';
import {
  arrives,
  asked,
  base,
  file,
  freshMetaForEachTest,
  get,
  held,
  type Held,
  jpeg,
  maya,
  sha256,
  signInAgain,
  tenantId,
  test,
  tried,
} from './media.fixtures.ts';

freshMetaForEachTest();

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
  Object.assign(held, whole);
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
  await signInAgain();
  expect(await file()).toMatchObject({ id, state: 'expired' });
  expect(await test.app.get(MediaVault, { strict: false }).open(tenantId, blob ?? '')).toBeNull();
  expect((await get(id)).status).not.toBe(200);
});
