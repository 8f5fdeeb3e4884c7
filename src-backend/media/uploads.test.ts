import { expect, it } from 'vitest';
import type { Media } from '#shared/content.ts';
import { type LibraryItemId, type MediaId, newId } from '#shared/ids.ts';
import type { Answer } from '../testing/test-app.ts';
import { mutate } from '../testing/test-inbox.ts';
import { CompanyService } from '../company/company.service.ts';
import { Retention } from '../company/retention.ts';
import { MediaRetention } from './media-retention.ts';
import { freshMetaForEachTest, get, jpeg, maya, sha256, tenantId, test } from './media.fixtures.ts';

freshMetaForEachTest();

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
