import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { Metrics } from '../metrics/metrics.ts';
import { GatewayClient } from './gateway.client.ts';
import type { GatewayMessage } from './to-gateway-message.ts';

const apiKey = 'canary-key-of-the-gateway';
const text: GatewayMessage = { path: 'sendText', body: { number: '1312', text: 'Hi' }, fileField: null };

/** A gateway with one answer; null: it never answers. */
async function gateway(answer: { status: number; body: unknown } | null) {
  const seen: { url: string; apikey: unknown; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ url: request.url ?? '', apikey: request.headers['apikey'], body });
      if (answer === null) return;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  const address = { endpoint: { name: 'Primary', apiUrl: `http://127.0.0.1:${port}/v2`, apiKey }, instance: 'a b' };
  const metrics = new Metrics();
  return { seen, address, stop, metrics, client: new GatewayClient(metrics) };
}

const refusal = (status: number, message: unknown) => ({ status, body: { status, error: 'x', response: { message } } });

it('E-4 sends with the endpoint’s key and answers WhatsApp’s id', async () => {
  const { client, address, seen, metrics } = await gateway({ status: 201, body: { key: { id: '3EB0AA' } } });
  expect(await client.send(address, text, null, 1000)).toEqual({ kind: 'done', value: { wamid: '3EB0AA' } });
  expect(seen).toEqual([{ url: '/v2/message/sendText/a%20b', apikey: apiKey, body: '{"number":"1312","text":"Hi"}' }]);
  expect(metrics.toText()).toContain('{endpoint="Primary",call="sendText",outcome="ok",le="+Inf"} 1');
});

it.each([0, 1, 2, 3, 4, 5, 100_001])('E-4 a file of %i bytes arrives whole within the JSON', async (size) => {
  const { client, address, seen } = await gateway({ status: 201, body: { key: { id: 'X' } } });
  const bytes = Buffer.alloc(size, 'parley');
  const chunks = Array.from({ length: Math.ceil(size / 1000) }, (_, index) =>
    bytes.subarray(index * 1000, (index + 1) * 1000),
  );
  const message = { path: 'sendMedia', body: { number: '1312', mediatype: 'image' }, fileField: 'media' };
  const outcome = await client.send(
    address,
    message,
    { size, read: () => Readable.from(chunks, { objectMode: false }) },
    2000,
  );
  expect(outcome.kind).toBe('done');
  const sent = JSON.parse(seen[0]?.body ?? '') as { media: string; mediatype: string };
  expect([sent.mediatype, Buffer.from(sent.media, 'base64').equals(bytes)]).toEqual(['image', true]);
});

it.each([
  [refusal(400, [{ jid: 'x', exists: false, number: '1312' }]), { kind: 'refused', code: 131026 }],
  [refusal(400, ['Invalid']), { kind: 'refused', code: null, title: 'Invalid' }],
  [refusal(401, 'Unauthorized'), { kind: 'refused', hold: 'endpoint' }],
  [refusal(404, ['The "a" instance does not exist']), { kind: 'refused', hold: 'not_configured' }],
  [refusal(500, ['Error: Connection Closed']), { kind: 'refused', hold: 'not_configured' }],
  [refusal(500, ['Something else']), { kind: 'unknown' }],
  [{ status: 502, body: '<html>' }, { kind: 'unknown' }],
  [{ status: 200, body: 'OK' }, { kind: 'unknown' }],
])('R-6d %j of a gateway is %j', async (answer, outcome) => {
  const { client, address } = await gateway(answer);
  expect(await client.send(address, text, null, 1000)).toMatchObject(outcome);
});

it('R-6d no answer in time is in doubt; nobody there is provably not sent, and of this account only', async () => {
  const { client, address, stop } = await gateway(null);
  expect(await client.send(address, text, null, 50)).toMatchObject({ kind: 'unknown' });
  await stop();
  expect(await client.send(address, text, null, 50)).toMatchObject({ kind: 'not_sent', only: 'account' });
});

it('E-1 neither address nor key come out of an answer that quotes them', async () => {
  const quoting = await gateway(refusal(400, [`apikey ${apiKey} refused`]));
  const { client, address } = quoting;
  const outcomes = [
    await client.send(address, text, null, 1000),
    await client.call(address.endpoint, 'GET', '/instance/connectionState/a'),
  ];
  expect(JSON.stringify(outcomes)).not.toContain('canary');
  expect(JSON.stringify(outcomes)).toContain('refused');
});
