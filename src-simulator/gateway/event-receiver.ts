import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Value } from '../testing/receiver.ts';
import { start, type Answer, type Started } from '../testing/start.ts';

export interface ReceivedEvent {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Value;
}

export interface GatewayStarted extends Started {
  /** Every event taken, in order of arrival. */
  events: ReceivedEvent[];
  /** Where events are to be sent. */
  eventsUrl: string;
  /** `data` of the events of that name. */
  dataOf(event: string): Value[];
  /** Resolves as soon as `isDone` holds; asked after each event. */
  until(isDone: () => boolean): Promise<void>;
  /** HTTP status of the next answers. */
  answerWith(status: number): void;
  /** Calls the gateway with its global key, or another. */
  call(method: string, path: string, body?: unknown, apikey?: string | null): Promise<Answer>;
  /** Moves the clock, which stands still otherwise. */
  advance(ms: number): Promise<void>;
  /** Moves the clock on and on: what waits for it may only be planned once an answer is out. */
  advanceUntil(isDone: () => boolean): Promise<void>;
  /** An instance with a webhook for everything, linked and connected. */
  addDevice(name: string, webhook?: object): Promise<{ token: string; digits: string; phoneNumberId: string }>;
}

/** A simulator whose clock stands still, and somebody who hears the events of its gateway; both end with the test. */
export async function startGateway(args: readonly string[] = []): Promise<GatewayStarted> {
  const events: ReceivedEvent[] = [];
  const waiting = new Set<() => void>();
  let status = 200;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: Value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      events.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(status).end();
      for (const check of waiting) check();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z', ...args]);
  const { apiKey } = (await started.get('/_control/company')).body.gateway;

  const until = (isDone: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!isDone()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const call: GatewayStarted['call'] = async (method, path, body, apikey = apiKey) => {
    const response = await fetch(`${started.url}/gateway${path}`, {
      method,
      headers: {
        ...(apikey === null ? {} : { apikey: String(apikey) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const advance = async (ms: number): Promise<void> => {
    await started.post('/_control/clock', { advanceMs: ms });
  };

  return {
    ...started,
    events,
    eventsUrl,
    dataOf: (event) => events.filter(({ body }) => body.event === event).map(({ body }) => body.data),
    until,
    answerWith(next) {
      status = next;
    },
    call,
    advance,
    async advanceUntil(isDone) {
      while (!isDone()) await advance(10);
    },
    async addDevice(name, webhook = {}) {
      const created = await call('POST', '/instance/create', {
        instanceName: name,
        integration: 'WHATSAPP-BAILEYS',
        qrcode: true,
        webhook: { url: eventsUrl, ...webhook },
      });
      const { body } = await started.post('/_phone/scan', { image: created.body.qrcode.base64 });
      await advance(2000);
      return { token: created.body.hash, digits: body.waId, phoneNumberId: body.phoneNumberId };
    },
  };
}
