import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';

/**
 * How a request ended. `not_sent`: it provably never left, no connection was made. `unanswered`: it may have been
 * received, nobody knows.
 */
export type PostOutcome =
  | { kind: 'answer'; status: number; retryAfterSeconds: number | null; body: string }
  | { kind: 'not_sent'; error: Error }
  | { kind: 'unanswered'; error: Error };

// Idle connections are let go before servers and middle boxes do it: a request written to one that was just closed
// would be in doubt.
const agentOptions = { keepAlive: true, maxSockets: 64, timeout: 4000 };
const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) };
const maxAnswerBytes = 1024 * 1024;

/** What is posted; `bytes` gives `length` bytes. */
export interface PostBody {
  type: string;
  length: number;
  bytes: Buffer | Readable;
}

export async function postJson(
  url: URL,
  headers: Record<string, string>,
  body: unknown,
  timeoutMs: number,
): Promise<PostOutcome> {
  const bytes = Buffer.from(JSON.stringify(body));
  return await post(url, headers, { type: 'application/json', length: bytes.length, bytes }, timeoutMs);
}

/**
 * Posts and tells the three ends apart (R-6d), which `fetch` can't: it does not say whether a failed request had left.
 * Never throws. Redirects are answers like any other.
 */
export async function post(
  url: URL,
  headers: Record<string, string>,
  { type, length, bytes }: PostBody,
  timeoutMs: number,
): Promise<PostOutcome> {
  const isTls = url.protocol === 'https:';
  return await new Promise<PostOutcome>((resolve) => {
    let mayHaveLeft = false;
    const request = (isTls ? https : http).request(url, {
      method: 'POST',
      agent: isTls ? agents['https:'] : agents['http:'],
      headers: { ...headers, 'content-type': type, 'content-length': length },
    });
    const timer = setTimeout(() => request.destroy(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
    const end = (outcome: PostOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (error: Error): void => end({ kind: mayHaveLeft ? 'unanswered' : 'not_sent', error });
    request.on('socket', (socket) => {
      // A request that had to wait for a connection gets one that is open already, which `reusedSocket` does not say.
      if (request.reusedSocket || !socket.connecting) mayHaveLeft = true;
      else socket.once(isTls ? 'secureConnect' : 'connect', () => (mayHaveLeft = true));
    });
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxAnswerBytes) request.destroy(new Error('The answer is too long'));
        chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () => {
        end({
          kind: 'answer',
          status: response.statusCode ?? 0,
          retryAfterSeconds: /^\d{1,6}$/.test(response.headers['retry-after'] ?? '')
            ? Number(response.headers['retry-after'])
            : null,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    if (Buffer.isBuffer(bytes)) return void request.end(bytes);
    bytes.on('error', (error) => request.destroy(error));
    request.on('close', () => bytes.destroy());
    bytes.pipe(request);
  });
}
