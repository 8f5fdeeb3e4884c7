import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GatewayCall {
  method: string;
  path: string;
  // The tests look into what they expect to be there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

/** A gateway with devices that are whatever a test says; `owner` is the phone of each. */
export class FakeDeviceGateway {
  readonly apiKey = 'canary-key-of-the-gateway';
  readonly calls: GatewayCall[] = [];
  state: 'open' | 'connecting' | 'close' = 'connecting';
  owner = '447700900123';
  /** Answers of the next calls whose path begins so. */
  readonly refusals = new Map<string, { status: number; message: string }>();
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeDeviceGateway> {
    const server = createServer((request, response) => void gateway.respond(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const gateway: FakeDeviceGateway = new FakeDeviceGateway(server, `http://127.0.0.1:${port}`);
    return gateway;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const [status, answer] = this.answer({ method: request.method ?? '', path: request.url ?? '', body });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private answer(call: GatewayCall): [number, object] {
    this.calls.push(call);
    const [, refusal] = [...this.refusals].find(([path]) => call.path.startsWith(path)) ?? [];
    if (refusal !== undefined) {
      return [refusal.status, { status: refusal.status, response: { message: [refusal.message] } }];
    }
    const [, group = '', act = ''] = call.path.split(/[/?]/);
    switch (`${group}/${act}`) {
      case 'instance/connect':
        if (this.state === 'open') return [200, { instance: { state: 'open' } }];
        return [200, { code: '2@code', base64: 'data:image/png;base64,AA==', pairingCode: null, count: 1 }];
      case 'instance/connectionState':
        return [200, { instance: { state: this.state } }];
      case 'instance/fetchInstances':
        return [200, [{ name: 'x', ownerJid: `${this.owner}@s.whatsapp.net` }]];
      default:
        return [201, { status: 'SUCCESS' }];
    }
  }
}

async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString());
}
