import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Media } from '#shared/content.ts';
import type { TenantId } from '#shared/ids.ts';
import { json } from '../testing/fake-graph.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, messagesOf, postWebhook } from '../testing/test-inbox.ts';
import { aWebhook } from '../testing/webhook-bodies.ts';
import { MediaWorker } from './media-worker.ts';

/** Start, head of the scan, the picture, end. */
export const jpeg = Buffer.concat([
  Buffer.from('ffd8ffda000301', 'hex'),
  Buffer.alloc(200_000, 'picture'),
  Buffer.of(0xff, 0xd9),
]);
export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What the false Meta says of every file, and hands out. */
export interface Held {
  lookUp: { status: number; body: object } | null;
  url: string | null;
  bytes: Buffer;
  type: string;
  hash: string | null;
  downloadStatus: number;
}
/** Of the test that runs. */
export let held: Held;
export let asked: { path: string; token: string | undefined }[];
let server: Server;
export let base: string;
export let test: TestApp;
export let tenantId: TenantId;
export let maya: SignedIn;

/** Every test of the file begins with a connected number and a false Meta that holds one picture. */
export function freshMetaForEachTest(): void {
  beforeEach(async () => {
    held = { lookUp: null, url: null, bytes: jpeg, type: 'image/jpeg', hash: null, downloadStatus: 200 };
    asked = [];
    server = createServer((request, response) => {
      const path = request.url ?? '';
      asked.push({ path, token: request.headers.authorization });
      if (path.startsWith('/file')) {
        return void response.writeHead(held.downloadStatus, { 'content-type': held.type }).end(held.bytes);
      }
      const { lookUp, bytes, type } = held;
      const found = { url: held.url ?? `${base}/file`, mime_type: type, file_size: String(bytes.length) };
      if (lookUp !== null) return json(response, lookUp.status, lookUp.body);
      json(response, 200, { ...found, sha256: held.hash ?? sha256(bytes) });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address.
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    test = await TestApp.start({ graphUrl: base });
    tenantId = await test.addTenant();
    await connectNumber(test, tenantId);
    maya = await test.signIn(tenantId, 'agent');
  });
  afterEach(async () => {
    await test.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

const worker = () => test.app.get(MediaWorker, { strict: false });
/** Everything that is due now is tried once. */
export async function tried(afterMs = 0): Promise<void> {
  test.clock.advance(afterMs);
  worker().wake();
  await worker().settled();
}
export async function arrives(kind = 'image', more: object = {}): Promise<void> {
  const from = '16505551234';
  const part = {
    id: '770011',
    mime_type: held.type,
    sha256: Buffer.from(sha256(held.bytes), 'hex').toString('base64'),
  };
  const timestamp = String(Math.floor(test.clock.now() / 1000));
  const body = aWebhook({
    contacts: [{ profile: { name: 'Lin' }, wa_id: from }],
    messages: [{ from, id: 'wamid.file', timestamp, type: kind, [kind]: { ...part, ...more } }],
  });
  expect((await postWebhook(test, body)).status).toBe(200);
}
export async function file(): Promise<Media> {
  const [message] = await messagesOf(test, maya);
  if (message?.content.type !== 'media') throw new Error('the message has no file');
  return message.content.media;
}
export const get = async (id: string, headers: Record<string, string> = {}, as = maya): Promise<Answer> =>
  await test.call('GET', `/api/media/${id}`, { as, headers });

/** After so much time that the sign-in ran out. */
export async function signInAgain(): Promise<void> {
  maya = { ...maya, ...(await test.login(maya.email)) };
}
