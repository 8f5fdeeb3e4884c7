import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { postJson } from './http-post.ts';

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
});

/** Answers the first requests, and resets the connection of all others when they have come in whole. */
async function startServer(answered: number): Promise<{ url: URL; received: () => number }> {
  let received = 0;
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      received++;
      if (received > answered) return request.socket.resetAndDestroy();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/`), received: () => received };
}

it('R-6d what came in and was not answered is in doubt, also when it had waited for a connection', async () => {
  const { url, received } = await startServer(64);
  // Twice as many as there may be connections: the second half waits for those of the first.
  const outcomes = await Promise.all(Array.from({ length: 128 }, () => postJson(url, {}, { any: 'body' }, 5000)));
  const kinds = Map.groupBy(outcomes, ({ kind }) => kind);
  expect(received()).toBe(128);
  expect([...kinds].map(([kind, all]) => [kind, all.length])).toEqual([
    ['answer', 64],
    ['unanswered', 64],
  ]);
});

it('R-6d what found nobody has not been sent', async () => {
  // The discard port: connections are refused.
  const outcome = await postJson(new URL('http://127.0.0.1:9/'), {}, {}, 5000);
  expect(outcome.kind).toBe('not_sent');
});
