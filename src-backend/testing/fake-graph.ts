import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the false Meta does with a call. */
export type Behaviour = (call: GraphCall, response: ServerResponse, socket: Socket) => void | Promise<void>;

export interface GraphCall {
  path: string;
  token: string | undefined;
  // The tests look into what they expect to be there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

/** A real HTTP server in Meta's place. It accepts every message unless a behaviour was set for it. */
export class FakeGraph {
  readonly url: string;
  readonly calls: GraphCall[] = [];
  private readonly next: Behaviour[] = [];
  private always: Behaviour = accept();
  private readonly close: () => Promise<void>;
  private readonly waiting: { count: number; resolve: () => void }[] = [];

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.close = close;
  }

  /** On any free port, or on one that a stopped one had. */
  static async start(wanted = 0): Promise<FakeGraph> {
    const server = createServer((request, response) => void graph.answer(request, response));
    await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const graph: FakeGraph = new FakeGraph(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return graph;
  }

  async stop(): Promise<void> {
    await this.close();
  }

  /** For the next calls, one each. */
  once(...behaviours: Behaviour[]): void {
    this.next.push(...behaviours);
  }

  /** For all calls without one of their own. */
  every(behaviour: Behaviour): void {
    this.always = behaviour;
  }

  /** Resolves when so many calls have come in all. */
  async received(count: number): Promise<void> {
    if (this.calls.length >= count) return;
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
  }

  sends(): GraphCall[] {
    return this.calls.filter((call) => call.body.type === 'text');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      // Only sends are played; a look at the token finds nothing to complain of.
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"is_valid":true,"expires_at":0}}');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, token] = (request.headers.authorization ?? '').split(' ');
    const call = { path: request.url ?? '', token, body: JSON.parse(Buffer.concat(chunks).toString()) };
    this.calls.push(call);
    const behaviour = this.next.shift() ?? this.always;
    await behaviour(call, response, request.socket);
    for (const { count, resolve } of this.waiting) if (this.calls.length >= count) resolve();
  }
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Meta's answer to a message it takes. */
export function accept(wamid?: string): Behaviour {
  return ({ body }, response) => {
    if (body.status === 'read') return json(response, 200, { success: true });
    const id = wamid ?? `wamid.out-${body.biz_opaque_callback_data}`;
    json(response, 200, { messaging_product: 'whatsapp', contacts: [], messages: [{ id }] });
  };
}

/** Meta's answer to a message it refuses. */
export function refuse(code: number, status = 400, headers: Record<string, string> = {}): Behaviour {
  return (_call, response) => json(response, status, { error: { code, message: `(#${code}) No`, type: 'x' } }, headers);
}

/** The call arrives, then the connection is cut. */
export const reset: Behaviour = (_call, _response, socket) => {
  socket.resetAndDestroy();
};

/** Nothing is ever answered. Resolves the returned promise with the call, and lets it go when told. */
export function hang(): { behaviour: Behaviour; arrived: Promise<void>; answer: (behaviour: Behaviour) => void } {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<Behaviour>();
  return {
    behaviour: async (call, response, socket) => {
      arrived.resolve();
      await (
        await released.promise
      )(call, response, socket);
    },
    arrived: arrived.promise,
    answer: released.resolve,
  };
}
