import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('the rest of a picture')]);

interface Form {
  file?: Buffer | null;
  contentType?: string;
  type?: string | null;
  product?: string | null;
  filename?: string;
}

async function upload(to: Started, number: string, form: Form = {}): Promise<Answer> {
  const body = new FormData();
  const { file = jpeg, contentType = 'image/jpeg', type = 'image/jpeg', product = 'whatsapp' } = form;
  if (product !== null) body.set('messaging_product', product);
  if (file !== null)
    body.set('file', new Blob([new Uint8Array(file)], { type: contentType }), form.filename ?? 'a.jpg');
  if (type !== null) body.set('type', type);
  const response = await fetch(`${to.url}/v26.0/${number}/media`, { method: 'POST', headers: auth(to), body });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function auth(to: Started): Record<string, string> {
  return { authorization: `Bearer ${to.simulator.tokens.current()}` };
}

it('takes a file, tells of it, and hands it out again', async () => {
  const simulator = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const { body } = await upload(simulator, simulator.shop);
  expect(body).toEqual({ id: expect.stringMatching(/^\d{16}$/) });

  const found = await simulator.get(`/v26.0/${body.id}?phone_number_id=${simulator.shop}`, auth(simulator));
  expect(found.body).toEqual({
    messaging_product: 'whatsapp',
    url: expect.stringMatching(
      new RegExp(`^${simulator.url}/whatsapp_business/attachments/\\?mid=${body.id}&ext=\\d+&hash=`),
    ),
    mime_type: 'image/jpeg',
    sha256: createHash('sha256').update(jpeg).digest('hex'),
    file_size: jpeg.length,
    id: body.id,
  });

  const file = await fetch(String(found.body.url), { headers: auth(simulator) });
  expect([file.status, file.headers.get('content-type'), file.headers.get('content-length')]).toEqual([
    200,
    'image/jpeg',
    String(jpeg.length),
  ]);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(jpeg);
});

it('tells only the fields that were asked for', async () => {
  const simulator = await start();
  const { body } = await upload(simulator, simulator.shop);
  expect((await simulator.get(`/${body.id}?fields=mime_type`, auth(simulator))).body).toEqual({
    mime_type: 'image/jpeg',
    id: body.id,
  });
  expect((await simulator.get(`/${body.id}?fields=colour`, auth(simulator))).body.error.code).toBe(100);
});

it('hands a file out to nobody without a token, and to nobody after five minutes', async () => {
  const simulator = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const { body } = await upload(simulator, simulator.shop);
  const url = String((await simulator.get(`/${body.id}`, auth(simulator))).body.url);
  const bare = await fetch(url);
  expect([bare.status, (await bare.json()).error.code]).toEqual([401, 190]);
  const forged = await fetch(url.replace(/hash=.../, 'hash=xyz'), { headers: auth(simulator) });
  expect(forged.status).toBe(404);

  await simulator.post('/_control/clock', { advanceMs: 5 * 60_000 });
  expect((await fetch(url, { headers: auth(simulator) })).status).toBe(404);
  const fresh = String((await simulator.get(`/${body.id}`, auth(simulator))).body.url);
  expect((await fetch(fresh, { headers: auth(simulator) })).status).toBe(200);
});

it('knows no file under the number of another, and none that was deleted', async () => {
  const simulator = await start();
  const { body } = await upload(simulator, simulator.shop);
  const unknown = { code: 100, error_subcode: 33, type: 'GraphMethodException' };
  const foreign = await simulator.get(`/${body.id}?phone_number_id=${simulator.clinic}`, auth(simulator));
  expect([foreign.status, foreign.body.error]).toEqual([400, expect.objectContaining(unknown)]);
  const kept = await simulator.del(`/${body.id}?phone_number_id=${simulator.clinic}`, auth(simulator));
  expect(kept.body.error).toMatchObject(unknown);

  const url = String((await simulator.get(`/${body.id}`, auth(simulator))).body.url);
  // An empty body of a named type is what one client library deletes with.
  const headers = { ...auth(simulator), 'content-type': 'application/json' };
  expect((await simulator.del(`/${body.id}`, headers)).body).toEqual({ success: true });
  expect((await simulator.get(`/${body.id}`, auth(simulator))).body.error).toMatchObject(unknown);
  expect((await simulator.del(`/${body.id}`, auth(simulator))).body.error).toMatchObject(unknown);
  expect((await fetch(url, { headers: auth(simulator) })).status).toBe(404);
});

it('shows a file to no token that has no right to its number', async () => {
  const simulator = await start();
  const { tokens, company } = simulator.simulator;
  const { body } = await upload(simulator, simulator.shop);
  const url = String((await simulator.get(`/${body.id}`, auth(simulator))).body.url);
  const clinicOnly = tokens.issue({
    kind: 'business',
    scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    wabaIds: [company.wabas[1]?.id ?? ''],
    lifeMs: null,
  });
  for (const token of [clinicOnly, `${company.appId}|${company.appSecret}`]) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await simulator.get(`/${body.id}`, headers)).body.error.code).toBe(100);
    expect((await simulator.del(`/${body.id}`, headers)).body.error.code).toBe(100);
    expect((await fetch(url, { headers })).status).toBe(404);
  }
});

const kilobytes = (size: number, head: Buffer): Buffer =>
  Buffer.concat([head, Buffer.alloc(size * 1024 - head.length)]);
const webp = (flags: number): Buffer =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0', 'latin1'), Buffer.from([flags, 0, 0, 0])]);

it.each<[string, Form, number, RegExp]>([
  ['without messaging_product', { product: null }, 100, /messaging_product is required/],
  ['for another product', { product: 'telegram' }, 100, /must be one of \{WHATSAPP\}/],
  ['without a file', { file: null }, 100, /parameter file is required/],
  ['of a type Meta does not take', { contentType: 'image/gif' }, 100, /Received file of type 'image\/gif'/],
  ['of no type', { contentType: '', type: null }, 100, /following types: audio\/aac, .*octet-stream/],
  ['of another content than declared', { contentType: 'image/png' }, 131053, /declared as image\/png.*image\/jpeg/],
  ['of unknown content', { file: Buffer.from([1, 0, 2]) }, 131053, /no supported type/],
  ['without bytes', { file: Buffer.alloc(0) }, 131053, /no supported type/],
  ['of a photo above 5 MB', { file: kilobytes(5 * 1024 + 1, jpeg) }, 100, /File Too Large: the image/],
  [
    'of a still sticker above 100 KB',
    { file: kilobytes(101, webp(0)), contentType: 'image/webp' },
    100,
    /at most 102400 /,
  ],
  [
    'of an animated sticker above 500 KB',
    { file: kilobytes(501, webp(2)), contentType: 'image/webp' },
    100,
    /at most 512000 /,
  ],
])('refuses an upload %s', async (_what, form, code, words) => {
  const simulator = await start();
  const answer = await upload(simulator, simulator.shop, form);
  expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  expect(`${answer.body.error.message} ${answer.body.error.error_data?.details}`).toMatch(words);
});

it('takes the largest files of each kind, and the type of the form where the file names none', async () => {
  const simulator = await start();
  const largest: Form[] = [
    { file: kilobytes(5 * 1024, jpeg) },
    { file: kilobytes(500, webp(2)), contentType: 'image/webp' },
    { file: kilobytes(100, webp(0)), contentType: 'application/octet-stream', type: 'image/webp' },
    { file: kilobytes(17 * 1024, Buffer.from('%PDF-1.7\n')), contentType: 'application/pdf' },
    { contentType: '', type: 'image/jpeg; q=1' },
  ];
  for (const form of largest) expect((await upload(simulator, simulator.shop, form)).body).toHaveProperty('id');
});

it('reads an upload above 100 MB to its end before it refuses it', async () => {
  const simulator = await start();
  const file = Buffer.alloc(101 * 2 ** 20, 'a');
  const answer = await upload(simulator, simulator.shop, { file, contentType: 'text/plain' });
  expect(answer.body.error).toMatchObject({ code: 100, error_data: { details: expect.stringMatching(/Too Large/) } });
});

it.each([
  ['text/plain', 'hello'],
  ['application/json', '{"messaging_product":"whatsapp","type":"image/jpeg"}'],
  ['application/json', '[{"name":"file","filename":"a","bytes":"b"}]'],
  ['multipart/form-data', '--x--'],
  ['multipart/form-data; boundary=x', '--y--'],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n'],
])('answers a body of %s that is no form with an error of Meta', async (contentType, body) => {
  const simulator = await start();
  const headers = { ...auth(simulator), 'content-type': contentType };
  const answer = await simulator.post(`/${simulator.shop}/media`, body, headers);
  expect([answer.status, answer.body.error.code]).toEqual([400, 100]);
});

it('loses every file while the fault says so, and finds them again', async () => {
  const simulator = await start();
  const { body } = await upload(simulator, simulator.shop);
  const url = String((await simulator.get(`/${body.id}`, auth(simulator))).body.url);
  await simulator.post('/_control/faults', { mediaMissing: true });
  expect((await simulator.get(`/${body.id}`, auth(simulator))).body.error.code).toBe(100);
  expect((await fetch(url, { headers: auth(simulator) })).status).toBe(404);
  await simulator.del('/_control/faults');
  expect((await fetch(url, { headers: auth(simulator) })).status).toBe(200);
});
