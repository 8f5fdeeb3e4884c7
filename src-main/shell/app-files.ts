import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { safeModePage, safeModePath } from './page-crash.ts';

// The renderer's files, read into memory once: what isn't in the map can't be served, so there is no path to join and
// nothing to escape from (S-18).

/** S-7. Nothing inline, nothing remote: only main talks to the network, and no script may build markup from text. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "worker-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface AppFile {
  body: Uint8Array<ArrayBuffer>;
  contentType: string;
}
/** By URL path, e.g. `/assets/index-1a2b.js`. */
export type AppFiles = ReadonlyMap<string, AppFile>;

/** Reads every file below `dir` whose kind the app uses; source maps and links stay out. */
export function readAppFiles(dir: string): AppFiles {
  const files = new Map<string, AppFile>([
    [safeModePath, { body: new TextEncoder().encode(safeModePage), contentType: 'text/html; charset=utf-8' }],
  ]);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(dir, file).split(sep).join('/')}`, {
      body: new Uint8Array(readFileSync(file)),
      contentType,
    });
  }
  return files;
}

/** Answers a request for `parley://app/…`. The path must be a key of the map as it is: nothing is decoded or joined. */
export function answerAppRequest(files: AppFiles, request: { method: string; url: string }): Response {
  const headers = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  const text = (status: number, body: string): Response =>
    new Response(body, { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });
  if (request.method !== 'GET') return text(405, 'Only GET');
  if (!URL.canParse(request.url)) return text(400, 'Not a URL');
  const { host, pathname } = new URL(request.url);
  const file = host === 'app' ? files.get(pathname === '/' ? '/index.html' : pathname) : undefined;
  if (file === undefined) return text(404, 'Not a file of Parley');
  return new Response(file.body, { headers: { ...headers, 'content-type': file.contentType } });
}
