import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What answers like a WhatsApp gateway that is asked for an instance it doesn't have. */
export class FakeGateway {
  readonly apiKey = 'gateway-key-of-tests';
  /** The next answers. */
  status = 404;
  body = JSON.stringify({ status: 404, error: 'Not Found', response: { message: ['Instance "x" not found'] } });
  headers: Record<string, string> = {};
  asked = 0;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeGateway> {
    const server = createServer((request, response) => {
      gateway.asked++;
      const isKnown = request.headers['apikey'] === gateway.apiKey;
      response.writeHead(isKnown ? gateway.status : 401, { 'content-type': 'application/json', ...gateway.headers });
      response.end(gateway.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gateway = new FakeGateway(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return gateway;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
