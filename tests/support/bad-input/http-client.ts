import http from 'node:http';
import { within } from '../deadline.ts';

/** Longer than anything that waits for WhatsApp by design: whatever takes so long hangs. */
const hangMs = 90_000;

export interface Ask {
  method: string;
  /** As it stands in the request line, with its query. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** A client that sends whatever it is told to, on connections that stay open. */
export function createHttpClient(port: number): { ask(ask: Ask): Promise<Reply>; close(): void } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  const send = ({ method, path, headers, body }: Ask): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const length = body === null ? {} : { 'content-length': String(body.length) };
      const request = http.request({
        host: '127.0.0.1',
        port,
        agent,
        method,
        path,
        headers: { ...length, ...headers },
      });
      request.once('error', reject);
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const { statusCode: status = 0, headers: found } = response;
          resolve({ status, headers: found, text: Buffer.concat(chunks).toString() });
        });
      });
      request.end(body ?? undefined);
    });
  return {
    ask: (ask) => within(`${ask.method} ${ask.path.slice(0, 200)}`, hangMs, send(ask)),
    close: () => agent.destroy(),
  };
}
