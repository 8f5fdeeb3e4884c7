import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { EndpointAccess } from './endpoint-access.ts';
import { probeEndpoint } from './probe-endpoint.ts';

const at = (apiUrl: string) => new EndpointAccess({ name: 'Primary', apiUrl, apiKey: 'key-of-tests' });

it('E-3 a gateway that accepts the call and stays silent is given up', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  expect(await probeEndpoint(at(`http://127.0.0.1:${port}`), 50)).toEqual({
    status: 'unhealthy',
    problem: 'It does not answer within 0.05 s',
    responseMs: null,
  });
});

it('E-3 an endless answer is not read to its end', async () => {
  const server = createServer((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('['.repeat(65_536)));
    };
    response.on('drain', more);
    response.writeHead(200, { 'content-type': 'application/json' });
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const { status, problem } = await probeEndpoint(at(`http://127.0.0.1:${port}`));
  expect([status, problem]).toEqual(['unhealthy', 'What answers there is no WhatsApp gateway (200): check apiUrl']);
});

it('E-3 a host name that nobody knows is said, without it', async () => {
  const { problem } = await probeEndpoint(at('https://gateway-of-nobody.invalid'));
  expect(problem).toMatch(/^(The host name of its address is not known|It can’t be reached)/);
  expect(problem).not.toContain('nobody.invalid');
});
