import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../../support/root.ts';

export interface Heard {
  headers: IncomingHttpHeaders;
  raw: string;
}

/** The integrator's own web server: gives files to WhatsApp, and hears what the outgoing webhooks tell. */
export interface IntegratorServer {
  readonly host: string;
  /** Bodies that were posted, oldest first. */
  readonly heard: Heard[];
  file(name: string): string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  'parcel.jpg': 'image/jpeg',
  'harbour.mp4': 'video/mp4',
  'chime.mp3': 'audio/mpeg',
  'voice-parcel.ogg': 'audio/ogg',
  'invoice-48213.pdf': 'application/pdf',
  'sticker-thanks.webp': 'image/webp',
};

export async function startIntegratorServer(): Promise<IntegratorServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ headers: request.headers, raw: Buffer.concat(chunks).toString() });
        response.writeHead(200).end();
      });
      return;
    }
    const name = (request.url ?? '').slice(1);
    const type = types[name];
    if (type === undefined) return response.writeHead(404).end();
    const bytes = readFileSync(join(root, 'src-simulator/media/samples', name));
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening server has an address.
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    heard,
    file: (name) => `http://${host}/${name}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
