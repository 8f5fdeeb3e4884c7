import { expect, it } from 'vitest';
import { startGateway } from './event-receiver.ts';

const unauthorized = { status: 401, error: 'Unauthorized', response: { message: 'Unauthorized' } };

it('greets without a key, and lets nobody else in without the right one', async () => {
  const { call, addDevice } = await startGateway();
  expect((await call('GET', '/', undefined, null)).body).toMatchObject({ status: 200, version: '2.3.7' });
  const { token } = await addDevice('a');
  await addDevice('b');
  for (const [method, path, key] of [
    ['GET', '/instance/fetchInstances', null],
    ['GET', '/instance/fetchInstances', 'wrong'],
    ['POST', '/instance/create', token],
    ['GET', '/instance/connectionState/b', token],
    ['POST', '/message/sendText/b', token],
  ] as const) {
    const answer = await call(method, path, method === 'POST' ? {} : undefined, key);
    expect([path, answer.status, answer.body]).toEqual([path, 401, unauthorized]);
  }
  expect((await call('GET', '/instance/connectionState/a', undefined, token)).status).toBe(200);
  const names = (key?: string) => call('GET', '/instance/fetchInstances', undefined, key);
  expect((await names(token)).body.map(({ name }: { name: string }) => name)).toEqual(['a']);
  expect((await names()).body.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
});

it('keeps its key for a seed', async () => {
  const keyOf = async (seed: string): Promise<string> => {
    const { get } = await startGateway(['--seed', seed]);
    return (await get('/_control/company')).body.gateway.apiKey;
  };
  const key = await keyOf('one');
  expect(key).toMatch(/^[0-9A-F]{32}$/);
  expect(await keyOf('one')).toBe(key);
  expect(await keyOf('two')).not.toBe(key);
});

it('refuses in its own envelope and names what is wrong', async () => {
  const { call, addDevice, waId } = await startGateway();
  await addDevice('a');
  const refusal = async (method: string, path: string, body?: unknown): Promise<unknown[]> => {
    const answer = await call(method, path, body);
    expect(answer.body).toMatchObject({ status: answer.status, error: expect.any(String) });
    return [answer.status, ...[answer.body.response.message].flat()];
  };
  const create = { instanceName: 'a', integration: 'WHATSAPP-BAILEYS' };
  expect(await refusal('POST', '/instance/create', create)).toEqual([403, 'This name "a" is already in use.']);
  expect(await refusal('POST', '/instance/create', {})).toEqual([
    400,
    'instance requires property "instanceName"',
    'instance requires property "integration"',
  ]);
  expect(await refusal('GET', '/instance/connect/ghost')).toEqual([404, 'The "ghost" instance does not exist']);
  expect(await refusal('GET', '/instance/fetchInstances?instanceName=ghost')).toEqual([
    404,
    'Instance "ghost" not found',
  ]);
  expect(await refusal('GET', '/nothing')).toEqual([404, 'Cannot GET /nothing']);
  const send = '/message/sendText/a';
  expect(await refusal('POST', send, { number: waId })).toEqual([400, 'instance requires property "text"']);
  expect(await refusal('POST', send, { number: 12, text: 'x' })).toEqual([400, expect.stringMatching(/^number /)]);
  expect(await refusal('POST', send, '{"number":')).toEqual([400, 'The request body is not valid JSON']);
  expect(await refusal('POST', send, '[]')).toEqual([400, expect.any(String)]);
  expect(await refusal('POST', send, { number: '15550001111', text: 'x' })).toEqual([
    400,
    { jid: '15550001111@s.whatsapp.net', exists: false, number: '15550001111' },
  ]);
  expect(await refusal('POST', send, { number: '1203630@g.us', text: 'x' })).toEqual([
    400,
    { jid: '1203630@g.us', exists: false, number: '1203630' },
  ]);
  expect(await refusal('POST', '/webhook/set/a', { webhook: { enabled: true, url: 'ftp://x' } })).toEqual([
    400,
    'Invalid "url" property',
  ]);
  const badHeader = { enabled: true, url: 'http://x.example', headers: { 'x y': 'z' } };
  expect(await refusal('POST', '/webhook/set/a', { webhook: badHeader })).toEqual([
    400,
    'Invalid "headers" property: x y',
  ]);
  const badEvent = { enabled: true, url: 'http://x.example', events: ['NEVER'] };
  expect(await refusal('POST', '/webhook/set/a', badEvent)).toEqual([400, expect.stringMatching(/^events\.0 is not/)]);
});

it('is slow, knows no key, or never answers when the switches say so', async () => {
  const { call, addDevice, post, del, url, dataOf, until, advanceUntil, waId } = await startGateway();
  const { token } = await addDevice('a');
  await post('/_control/gateway/faults', { unauthorized: true });
  expect((await call('GET', '/instance/connectionState/a')).status).toBe(401);
  expect((await post('/_control/gateway/faults', { latencyMs: -1 })).status).toBe(400);

  await post('/_control/gateway/faults', { unauthorized: false, hangAfterAccept: true });
  const stop = new AbortController();
  const unanswered = fetch(`${url}/gateway/message/sendText/a`, {
    method: 'POST',
    headers: { apikey: token, 'content-type': 'application/json' },
    body: JSON.stringify({ number: waId, text: 'are you there?' }),
    signal: stop.signal,
  });
  await until(() => dataOf('send.message').length === 1);
  await advanceUntil(() => dataOf('messages.update').some(({ status }) => status === 'DELIVERY_ACK'));
  stop.abort();
  await expect(unanswered).rejects.toThrow('aborted');

  expect((await del('/_control/gateway/faults')).body).toEqual({
    latencyMs: 0,
    unauthorized: false,
    hangAfterAccept: false,
  });
  expect((await call('GET', '/instance/connectionState/a')).status).toBe(200);
});

it('answers every malformed body with 400', async () => {
  const { call, addDevice, waId } = await startGateway();
  await addDevice('a');
  const media = { media: 'A', mediatype: 'image', audio: 'A', sticker: 'A', contact: [null], reaction: 'no', key: {} };
  const bodies = ['null', '[]', '"text"', '7', {}, { number: null }, { number: waId, ...media, latitude: 'north' }];
  for (const path of [
    ...['Text', 'Media', 'WhatsAppAudio', 'Sticker', 'Location', 'Contact', 'Reaction'].map(
      (kind) => `message/send${kind}`,
    ),
    ...['whatsappNumbers', 'markMessageAsRead', 'sendPresence', 'getBase64FromMediaMessage'].map(
      (act) => `chat/${act}`,
    ),
    'webhook/set',
  ]) {
    for (const body of bodies) {
      const { status } = await call('POST', `/${path}/a`, body);
      expect([path, body, status]).toEqual([path, body, 400]);
    }
  }
  for (const body of bodies) expect((await call('POST', '/instance/create', body)).status).toBe(400);
});
