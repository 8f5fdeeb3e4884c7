import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy, type ProxyMode } from '../support/fault-proxy.ts';
import { until } from '../support/deadline.ts';

// The network of the fault runs. If it did not fail as it says, they would prove nothing.

let server: Server;
let proxy: FaultProxy;
/** Whole requests that arrived. */
let bodies: string[] = [];

async function open(): Promise<void> {
  bodies = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(body);
      response.end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so the address is not a pipe's name.
  proxy = await startFaultProxy((server.address() as AddressInfo).port);
}

afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

const post = async (signal?: AbortSignal): Promise<string> => {
  const response = await fetch(proxy.url, { method: 'POST', body: 'x'.repeat(2000), ...(signal ? { signal } : {}) });
  return response.text();
};
const failing = async (mode: ProxyMode): Promise<void> => {
  await open();
  await post();
  bodies = [];
  await proxy.setMode(mode);
  await expect(post()).rejects.toThrow('fetch failed');
};

it('lets everything through and keeps its address when the server moves', async () => {
  await open();
  expect(await post()).toBe('thanks');
  const other = createServer((_request, response) => response.end('from the other'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  proxy.setTarget((other.address() as AddressInfo).port);
  // A reset makes the kept-alive connection to the first server go.
  await proxy.setMode('cut');
  await proxy.setMode('pass');
  expect(await post()).toBe('from the other');
  other.closeAllConnections();
  other.close();
});

it('cut and refuse keep requests from arriving, and pass heals them', async () => {
  for (const mode of ['cut', 'refuse'] as const) {
    await failing(mode);
    expect(bodies).toEqual([]);
    await proxy.setMode('pass');
    expect(await post()).toBe('thanks');
    await proxy.close();
    server.closeAllConnections();
    server.close();
  }
  await open();
});

it('lose_requests breaks off in the middle of a request', async () => {
  await failing('lose_requests');
  expect(bodies).toEqual([]);
  expect(proxy.resets()).toBe(1);
});

it('lose_answers lets the request arrive whole and loses the answer', async () => {
  await failing('lose_answers');
  expect(bodies).toEqual(['x'.repeat(2000)]);
});

it('frozen moves nothing, and goes on where it stopped', async () => {
  await open();
  await post();
  await proxy.setMode('frozen');
  const answer = post();
  const hasArrived = until('the request', () => bodies.length > 1, { withinMs: 200 });
  await expect(hasArrived).rejects.toThrow('the request');
  await proxy.setMode('pass');
  expect(await answer).toBe('thanks');
});

it('a delay makes both directions later without changing a byte', async () => {
  await open();
  proxy.setDelay(30);
  expect(await post()).toBe('thanks');
  expect(bodies).toEqual(['x'.repeat(2000)]);
});
