import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';

const png = Buffer.from('89504e470d0a1a0a of which this is the rest', 'latin1');

function open(at: Started, query: Record<string, string>): Promise<Answer> {
  return at.post(`/v26.0/${at.simulator.company.appId}/uploads?${new URLSearchParams(query)}`, {}, auth(at));
}

async function send(at: Started, id: string, offset: string | null, bytes: Buffer): Promise<Answer> {
  const response = await fetch(`${at.url}/v26.0/${id}`, {
    method: 'POST',
    headers: { ...auth(at), ...(offset === null ? {} : { file_offset: offset }) },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function auth(at: Started): Record<string, string> {
  return { authorization: `OAuth ${at.simulator.tokens.current()}` };
}

const plan = { file_name: 'sample.png', file_length: String(png.length), file_type: 'image/png' };

it('takes a file in one piece and gives a handle that stands for it', async () => {
  const simulator = await start();
  const { id } = (await open(simulator, plan)).body;
  expect(id).toMatch(/^upload:MTph[\w-]+\?sig=\w+$/);
  const { body } = await send(simulator, String(id), '0', png);
  expect(body).toEqual({ h: expect.stringMatching(/^4::aW/) });
  expect(simulator.simulator.media.findHandle(String(body.h))).toEqual({
    bytes: png,
    mimeType: 'image/png',
    filename: 'sample.png',
  });
});

it('goes on where an upload stopped, and gives the handle again to whom the answer was lost', async () => {
  const simulator = await start();
  const id = String((await open(simulator, plan)).body.id);
  expect((await send(simulator, id, '0', png.subarray(0, 10))).body).toEqual({ id, file_offset: 10 });
  expect((await simulator.get(`/v26.0/${id}`, auth(simulator))).body).toEqual({ id, file_offset: 10 });
  expect((await send(simulator, id, '0', png)).body.error).toMatchObject({
    code: 100,
    message: expect.stringMatching(/must be 10/),
  });
  const { h } = (await send(simulator, id, '10', png.subarray(10))).body;
  expect(simulator.simulator.media.findHandle(String(h))?.bytes).toEqual(png);
  expect((await send(simulator, id, String(png.length), Buffer.alloc(0))).body).toEqual({ h });
});

it.each([
  ['no type', { file_length: '5' }],
  ['a type that is no sample', { file_length: '5', file_type: 'image/gif' }],
  ['no length', { file_type: 'image/png' }],
  ['a length that is no number', { file_type: 'image/png', file_length: '5e3' }],
  ['a length of nothing', { file_type: 'image/png', file_length: '0' }],
  ['a length above 100 MB', { file_type: 'image/png', file_length: '104857601' }],
])('opens no session with %s', async (_what, query) => {
  const simulator = await start();
  const answer = await open(simulator, query);
  expect([answer.status, answer.body.error.code]).toEqual([400, 100]);
});

it('refuses bytes beyond the length, offsets that are none, and sessions that it did not open', async () => {
  const simulator = await start();
  const id = String((await open(simulator, plan)).body.id);
  const tooMany = Buffer.concat([png, png]);
  const refusals = [
    await send(simulator, id, '0', tooMany),
    await send(simulator, id, '-1', png),
    await send(simulator, id, 'x', png),
    await send(simulator, id.replace(/sig=.*/, 'sig=forged'), '0', png),
    await send(simulator, 'upload:MTphdHRhY2htZW50', '0', png),
    await simulator.get('/upload:MTphdHRhY2htZW50?sig=x', auth(simulator)),
    await simulator.post(`/${simulator.shop}/uploads?file_type=image/png&file_length=5`, {}, auth(simulator)),
  ];
  expect(refusals.map(({ status, body }) => [status, body.error.code])).toEqual(refusals.map(() => [400, 100]));
  expect((await simulator.get(`/${id}`, auth(simulator))).body.file_offset).toBe(0);
});

it('asks for a token', async () => {
  const simulator = await start();
  const id = String((await open(simulator, plan)).body.id);
  expect((await simulator.get(`/${id}`)).body.error.code).toBe(190);
});
