import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { launchHeader } from '#shared/wire/rest.ts';
import { createRestClient, mayHaveArrived } from './rest-client.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const answering = (status: number, body: unknown, type = 'application/json'): Promise<string> =>
  serve((_request, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

const health = { status: 'ok', version: '1', checks: { database: 'ok' }, needsSetUp: false } as const;

it('fills in path, query and headers, and checks the answer', async () => {
  let seen: unknown;
  const url = await serve((request, response) => {
    seen = [request.method, request.url, request.headers.authorization, request.headers[launchHeader]];
    response.end(JSON.stringify({ messages: [] }));
  });
  const conversationId = newId();
  const query = { conversationId, beforeAt: 5, beforeId: newId(), limit: undefined };
  await createRestClient(url, 'secret').call('olderMessages', { query, token: 'abc' });
  expect(seen).toEqual([
    'GET',
    `/api/sync/messages?conversationId=${conversationId}&beforeAt=5&beforeId=${query.beforeId}`,
    'Bearer abc',
    'secret',
  ]);
});

it('escapes what goes into a path', async () => {
  let path: string | undefined;
  const url = await serve((request, response) => {
    path = request.url;
    response.end(JSON.stringify({ success: true }));
  });
  await createRestClient(url).call('typing', { params: { id: '../../admin?x=1' } });
  expect(path).toBe('/api/conversations/..%2F..%2Fadmin%3Fx%3D1/typing');
});

it('gives the backend’s refusal its code, words and details', async () => {
  const refusal = { success: false, message: 'Too fast', code: 'rate_limited', details: { retryAfter: 3 } };
  const url = await answering(429, { ...refusal, correlationId: 'c1' });
  await expect(createRestClient(url).call('health')).rejects.toMatchObject({
    code: 'rate_limited',
    message: 'Too fast',
    details: { retryAfter: 3, correlationId: 'c1' },
  });
});

it('takes a code of a newer server by its HTTP status', async () => {
  const url = await answering(410, { success: false, message: 'Gone', code: 'new_reason', correlationId: 'c' });
  await expect(createRestClient(url).call('health')).rejects.toMatchObject({ code: 'sync_reset' });
});

it.each([
  ['a sign-in page of a hotel', 200, '<html>Welcome</html>', 'unavailable'],
  ['a proxy that is not allowed', 407, '<html>407</html>', 'offline'],
  ['a gateway without its server', 502, 'Bad gateway', 'unavailable'],
  ['an answer of another shape', 200, { status: 'fine' }, 'upstream'],
])('T-7 does not take %s for the backend', async (_name, status, body, code) => {
  const url = await answering(status, body);
  await expect(createRestClient(url).call('health')).rejects.toMatchObject({ name: 'AppError', code });
});

it('T-7 refuses to be sent elsewhere', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  });
  await expect(createRestClient(url).call('health')).rejects.toMatchObject({ code: 'offline' });
});

it('knows whether a failed request may have arrived', async () => {
  const url = await serve((request) => request.socket.destroy());
  const cut = await createRestClient(url)
    .call('health')
    .catch((error: unknown) => error);
  expect([cut, mayHaveArrived(cut)]).toEqual([expect.objectContaining({ code: 'offline' }), true]);
  server?.close();
  await new Promise((resolve) => server?.once('close', resolve));
  const refused = await createRestClient(url)
    .call('health')
    .catch((error: unknown) => error);
  expect([refused, mayHaveArrived(refused)]).toEqual([expect.objectContaining({ code: 'offline' }), false]);
});

it('answers what fits the contract', async () => {
  const url = await answering(200, health);
  await expect(createRestClient(url).call('health')).resolves.toEqual(health);
});
