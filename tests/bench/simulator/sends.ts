import { execFileSync } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator } from '../../support/simulator.ts';
import { until } from '../../support/deadline.ts';
import { now } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';

const connections = 16;
const recipients = 40;

/**
 * SIM: sends a second that the simulator takes on one core, with three statuses each and webhooks in batches, so that it
 * is never what a benchmark of the product measures. Counts whole rounds: sent, and every status accepted by a listener.
 */
export async function measureSimulator(options: BenchOptions, folder: string): Promise<Result[]> {
  const flags = ['--limits', 'off', '--status-delays', '0,0,0', '--read-rate', '1', '--webhook-batch', '100'];
  const simulator = await startSimulator({ folder, seed: 'bench', flags });
  if (process.platform === 'linux') execFileSync('taskset', ['-a', '-p', '-c', '0', String(simulator.child.pid)]);
  const listener = await startListener(simulator.company.verifyToken);
  const [waba] = simulator.company.wabas;
  const [number] = waba?.phoneNumbers ?? [];
  if (waba === undefined || number === undefined) throw new Error('the simulator plays no company');
  await simulator.subscribe(waba.id, listener.url);
  const customers = simulator.company.customers.slice(0, recipients).map(({ waId }) => waId);
  // Opens everybody's window.
  const hello = customers.map((waId) => ({ waId, phoneNumberId: number.id, text: 'Hello' }));
  await simulator.writeMany(hello, { wait: true });

  const send = createSender(simulator.port, number.id, simulator.company.accessToken);
  const rates: number[] = [];
  const wholeRates: number[] = [];
  for (let rep = 0; rep <= options.reps; rep++) {
    const count = Math.ceil(options.floodSeconds * 2000);
    const before = listener.statuses();
    const begun = now();
    await send(count, customers);
    const accepted = (now() - begun) / 1000;
    await until('every status', () => listener.statuses() - before >= count * 3, { withinMs: 120_000 });
    const whole = (now() - begun) / 1000;
    // The first round warms up.
    if (rep === 0) continue;
    rates.push(count / accepted);
    wholeRates.push(count / whole);
  }
  await simulator.child.stop();
  await listener.close();
  const line = { row: 'SIM', unit: '/s', better: 'higher' } as const;
  return [
    { ...line, kind: 'cap', metric: 'sends with all statuses delivered, one core', product: wholeRates, cap: 1000 },
    { ...line, kind: 'info', metric: 'sends accepted', product: rates },
  ];
}

async function startListener(verifyToken: string) {
  let statuses = 0;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://listener');
    if (request.method === 'GET') {
      const isOurs = url.searchParams.get('hub.verify_token') === verifyToken;
      return response.end(isOurs ? url.searchParams.get('hub.challenge') : '');
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    return request.on('end', () => {
      statuses += Buffer.concat(chunks).toString('latin1').split('"statuses":').length - 1;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so the address is not a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    statuses: () => statuses,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createSender(port: number, phoneNumberId: string, token: string) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const post = (to: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = http.request(
        {
          agent,
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: `/v26.0/${phoneNumberId}/messages`,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        },
        (response) => {
          response.resume();
          response.on('end', () =>
            response.statusCode === 200 ? resolve() : reject(new Error(`a send was answered ${response.statusCode}`)),
          );
        },
      );
      request.on('error', reject);
      request.end(JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body: 'On its way.' } }));
    });
  return async (count: number, customers: readonly string[]): Promise<void> => {
    let next = 0;
    const client = async (): Promise<void> => {
      while (next < count) await post(customers[next++ % customers.length] ?? '');
    };
    await Promise.all(Array.from({ length: connections }, client));
  };
}
