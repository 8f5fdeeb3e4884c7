import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { newId, type MediaId } from '#shared/ids.ts';
import { waveformBars } from '#shared/media-look.ts';
import { answerMedia, isMediaRequest } from './answer-media.ts';
import { jpegOf, pngOf, webpOf } from './media.fixtures.ts';
import { MemoryCache } from './media-cache.ts';
import { MediaFiles } from './media-files.ts';

/** Files over a backend that has these, by id; `asked` counts what it was asked for. */
function setUp(remote: Record<string, { type: string; bytes: Buffer } | AppError> = {}) {
  const asked: string[] = [];
  const files = new MediaFiles(new MemoryCache(50_000_000), async (id) => {
    asked.push(id);
    await new Promise((resolve) => setImmediate(resolve));
    const found = remote[id] ?? new AppError('not_found', 'There is no such file');
    if (found instanceof AppError) throw found;
    return {
      type: found.type,
      bytes: (async function* () {
        yield found.bytes;
      })(),
    };
  });
  return { files, asked };
}

const ask = (files: MediaFiles | null, id: string, headers: Record<string, string> = {}, query = '') =>
  answerMedia(files === null ? [] : [files], {
    method: 'GET',
    url: `parley://app/media/${id}${query}`,
    headers: new Headers(headers),
  });

it('gets a file once, however many ask at the same time, and keeps it', async () => {
  const id = newId<MediaId>();
  const { files, asked } = setUp({ [id]: { type: 'image/png', bytes: pngOf(640, 480) } });
  expect(await files.look(id, false)).toEqual({ state: 'elsewhere' });
  const looks = await Promise.all([files.look(id, true), files.look(id, true), files.look(id, true)]);
  expect(looks[0]).toMatchObject({ state: 'here', shown: 'picture', width: 640, height: 480 });
  expect(await files.look(id, false)).toMatchObject({ state: 'here' });
  expect(asked).toEqual([id]);
});

it('says why a file can’t be had, and tries again when asked again', async () => {
  const id = newId<MediaId>();
  const { files, asked } = setUp({ [id]: new AppError('offline', 'No network') });
  expect(await files.look(id, true)).toEqual({ state: 'away', code: 'offline', message: 'No network' });
  await files.look(id, true);
  expect(asked).toHaveLength(2);
});

it('S-27 gives a page pictures, films and sounds only, under their one type and never run', async () => {
  const picture = newId<MediaId>();
  const document = newId<MediaId>();
  const { files } = setUp({
    [picture]: { type: 'image/jpeg', bytes: jpegOf(800, 600) },
    [document]: { type: 'text/html', bytes: Buffer.from('<script>steal()</script>') },
  });
  expect((await ask(files, picture)).status).toBe(404);
  await files.look(picture, true);
  await files.look(document, true);
  const answer = await ask(files, picture);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect((await ask(files, document)).status).toBe(404);
  for (const purpose of ['document', 'iframe', 'script', 'style', 'object', 'worker']) {
    expect((await ask(files, picture, { 'sec-fetch-dest': purpose })).status).toBe(403);
  }
  expect((await ask(files, '../../keys.json')).status).toBe(404);
  expect((await ask(null, picture)).status).toBe(404);
});

it('knows which requests are for files of messages', () => {
  expect(isMediaRequest(`parley://app/media/${newId()}`)).toBe(true);
  expect(isMediaRequest('parley://app/index.html')).toBe(false);
  expect(isMediaRequest('parley://evil/media/x')).toBe(false);
});

it('plays any part of a film', async () => {
  const id = newId<MediaId>();
  const { files } = setUp({ [id]: { type: 'video/mp4', bytes: Buffer.from('0123456789') } });
  await files.look(id, true);
  const part = await ask(files, id, { range: 'bytes=2-5' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-5/10', '2345']);
  expect(await (await ask(files, id, { range: 'bytes=-3' })).text()).toBe('789');
  expect((await ask(files, id, { range: 'bytes=10-' })).status).toBe(416);
  expect((await ask(files, id, { range: 'chapters=1' })).status).toBe(200);
});

it('a picture of more than 50 million pixels, or of no size that can be read, is never decoded', async () => {
  const bomb = newId<MediaId>();
  const broken = newId<MediaId>();
  const { files } = setUp({
    [bomb]: { type: 'image/png', bytes: pngOf(10_001, 5000) },
    [broken]: { type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  });
  for (const id of [bomb, broken]) {
    expect(await files.look(id, true)).toMatchObject({ state: 'here', shown: null });
    expect((await ask(files, id)).status).toBe(404);
  }
});

it('keeps a small picture that the page has drawn, and nothing else in its place', async () => {
  const id = newId<MediaId>();
  const { files } = setUp({ [id]: { type: 'image/png', bytes: pngOf(4000, 3000) } });
  await files.look(id, true);
  await files.keepThumbnail(id, Buffer.from('<html>'));
  await files.keepThumbnail(id, webpOf(4000, 3000));
  expect((await ask(files, id, {}, '?thumbnail')).headers.get('content-type')).toBe('image/png');
  await files.keepThumbnail(id, webpOf(320, 240));
  expect((await ask(files, id, {}, '?thumbnail')).headers.get('content-type')).toBe('image/webp');
  expect((await ask(files, id)).headers.get('content-type')).toBe('image/png');
});

it('gives a short sound to be measured once, and keeps what was measured', async () => {
  const short = newId<MediaId>();
  const long = newId<MediaId>();
  const { files } = setUp({
    [short]: { type: 'audio/ogg', bytes: Buffer.from('OggS') },
    [long]: { type: 'audio/ogg', bytes: Buffer.alloc(5_000_000) },
  });
  expect(Buffer.from((await files.sound(short)) ?? []).toString()).toBe('OggS');
  expect(await files.sound(long)).toBeNull();
  expect(await files.waveform(short)).toBeNull();
  const peaks = Array.from({ length: waveformBars }, (_, index) => index);
  await files.keepWaveform(short, peaks);
  expect(await files.waveform(short)).toEqual(peaks);
});

it('saves a file under a safe name, with its bytes as they came', async () => {
  const id = newId<MediaId>();
  const bytes = Buffer.from('%PDF-1.7 …');
  const { files } = setUp({ [id]: { type: 'application/pdf', bytes } });
  const dir = mkdtempSync(join(tmpdir(), 'parley-save-'));
  const { name, writeTo } = await files.toSave(id, '../invoice.exe');
  expect(name).toBe('invoice.exe.pdf');
  await writeTo(join(dir, name));
  expect(readFileSync(join(dir, name)).equals(bytes)).toBe(true);
  rmSync(dir, { recursive: true });
});
