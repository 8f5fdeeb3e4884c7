import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the built phone page from memory at `/` and `/phone`; there are a dozen files, read once. */
export function registerPage(app: FastifyInstance, folder: string): void {
  const files = readFiles(folder);
  const page = files.get('index.html');

  for (const path of ['/', '/phone']) {
    app.get(path, async (_request, reply) => {
      if (!page) {
        return reply
          .code(503)
          .type('text/plain')
          .send('The phone page is not built: run npm run build, then start out/simulator/main.js\n');
      }
      return reply
        .type(types['.html']!)
        .header('content-security-policy', policy)
        .header('referrer-policy', 'no-referrer')
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-cache')
        .send(page);
    });
  }

  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const { name } = request.params;
    const file = files.get(`assets/${name}`);
    if (!file) return reply.code(404).type('text/plain').send('No such file\n');
    return (
      reply
        .type(types[extname(name)] ?? 'application/octet-stream')
        .header('x-content-type-options', 'nosniff')
        // Names carry a hash of the content.
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(file)
    );
  });
}

function readFiles(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return files;
  }
  for (const name of names) {
    if (types[extname(name)]) files.set(name.replaceAll('\\', '/'), readFileSync(join(folder, name)));
  }
  return files;
}
