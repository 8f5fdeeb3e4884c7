import { createHmac, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook `value`, as loosely typed as it comes. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read Meta's payloads by path and fail where a key is missing
export type Value = any;

export interface ReceivedPost {
  isSigned: boolean;
  raw: Buffer;
  headers: http.IncomingHttpHeaders;
  body: Value;
  answered: number;
}

export interface Receiver {
  url: string;
  posts: ReceivedPost[];
  /** Every change of every accepted POST, in order of arrival. */
  changes: { field: string; wabaId: string; value: Value }[];
  messages(): Value[];
  statuses(): Value[];
  /** HTTP status for the next POSTs; `hang` never answers. 200 when the function says nothing. */
  answerWith(answer: (post: ReceivedPost, count: number) => number | 'hang'): void;
  /** Resolves as soon as `isDone` holds; asked after each POST. */
  until(isDone: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Stands where Parley's backend would: shakes hands, checks signatures on the raw bytes, keeps everything. */
export async function startReceiver(secrets: { appSecret: string; verifyToken: string }): Promise<Receiver> {
  const posts: ReceivedPost[] = [];
  const changes: Receiver['changes'] = [];
  const waiting = new Set<() => void>();
  let answerTo: (post: ReceivedPost, count: number) => number | 'hang' = () => 200;

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://receiver');
    if (request.method === 'GET') {
      const isKnown = url.searchParams.get('hub.verify_token') === secrets.verifyToken;
      response.statusCode = isKnown ? 200 : 403;
      response.end(isKnown ? url.searchParams.get('hub.challenge') : 'no');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const body: Value = JSON.parse(raw.toString('utf8'));
      const post = { isSigned: isSigned(raw, request.headers, secrets.appSecret), raw, headers: request.headers, body };
      const answer = answerTo({ ...post, answered: 0 }, posts.length + 1);
      posts.push({ ...post, answered: answer === 'hang' ? 0 : answer });
      if (answer === 200) {
        for (const entry of body.entry) {
          for (const change of entry.changes) changes.push({ ...change, wabaId: entry.id });
        }
      }
      if (answer !== 'hang') response.writeHead(answer).end();
      for (const check of waiting) check();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/webhook`,
    posts,
    changes,
    messages: () => changes.flatMap((change) => change.value.messages ?? []),
    statuses: () => changes.flatMap((change) => change.value.statuses ?? []),
    answerWith(answer) {
      answerTo = answer;
    },
    until: (isDone) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!isDone()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isSigned(raw: Buffer, headers: http.IncomingHttpHeaders, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  const given = Buffer.from(String(headers['x-hub-signature-256'] ?? ''));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
