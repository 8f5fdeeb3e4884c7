import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import * as fc from 'fast-check';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RestError } from '#shared/wire/rest.ts';
import { createApi } from '../support/api.ts';
import { type Backend, createBackend } from '../support/backend.ts';
import { hostileTexts } from '../support/bad-input/hostile.ts';
import { unexpectedEnds } from '../support/child.ts';
import { within } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';

// What is no HTTP, and what is no socket.io: a refusal, an end, and everybody else goes on.

const runs = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 100);
const folder = makeFolder('bad-input-connections');
let backend: Backend;
let accessToken: string;

beforeAll(async () => {
  backend = createBackend({
    folder,
    graphUrl: 'http://127.0.0.1:9',
    company: { appId: '391510585333685', appSecret: 'app-secret-of-tests', verifyToken: 'verify-token-of-tests' },
    env: { DEBUG: 'parley:*' },
  });
  await backend.start();
  ({ accessToken } = await createApi(backend.url()).call('login', { body: backend.admin }));
});

afterAll(async () => {
  const ends = unexpectedEnds();
  await backend.stop();
  removeFolder(folder);
  expect(ends).toEqual([]);
});

/** Everything that the server says until it hangs up. */
const exchange = async (bytes: string | Buffer): Promise<string> =>
  await within(
    'the server to hang up',
    15_000,
    new Promise<string>((resolve, reject) => {
      let said = '';
      const socket = connect(backend.port(), '127.0.0.1', () => void socket.write(bytes));
      socket.on('data', (chunk: Buffer) => void (said += chunk.toString()));
      socket.once('close', () => resolve(said));
      socket.once('error', (error) => (said === '' ? reject(error) : resolve(said)));
    }),
  );

const login = 'POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';

it.each([
  ['no HTTP', 'NONSENSE\r\n\r\n', 400],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a method that nobody knows', 'FOO / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
  ['a control character in a header', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\u0000b\r\n\r\n', 400],
  ['a space in the address', 'GET /a b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
  ['a negative length', `${login}Content-Length: -1\r\n\r\n`, 400],
  ['two lengths', `${login}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
  ['a length and chunks', `${login}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  ['chunks of no size', `${login}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
  ['an address of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, 431],
  ['a header of 20 KB', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
])('S-53 S-59 %s is refused in the one shape of errors', async (_what, bytes, status) => {
  const said = await exchange(bytes);
  expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  const body = said.slice(said.lastIndexOf('\r\n\r\n') + 4);
  expect(RestError.parse(JSON.parse(body)).code).toBe(status === 431 ? 'payload_too_large' : 'invalid_input');
});

it('S-53 any bytes at all end in a refusal or in silence, and soon', async () => {
  const line = fc.constantFrom('GET / HTTP/1.1\r\n', login, 'Host: 127.0.0.1\r\n', '\r\n', 'Connection: close\r\n');
  const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const pieces = fc.array(fc.oneof(line, garbage, fc.constantFrom(...hostileTexts)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
      // What can’t become a request any more is refused at once; what still could is hung up on by us.
      const said = await exchange(Buffer.concat([bytes, Buffer.from('\r\n\r\n\u0000\r\n\r\n')]));
      for (const [, status] of said.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)) expect(Number(status)).toBeLessThan(500);
    }),
    { numRuns: runs },
  );
});

/** Frames of one connection; resolves when it has ended, or answered a last ping. */
const speak = async (frames: readonly (string | Buffer)[], query: string): Promise<void> =>
  await within(
    'the socket to end or answer',
    15_000,
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${backend.port()}/socket.io/${query}`);
      const end = (): void => {
        socket.terminate();
        resolve();
      };
      socket.once('error', end).once('close', end).once('pong', end);
      socket.once('open', () => {
        for (const frame of frames) socket.send(frame);
        socket.ping();
      });
    }),
  );

it('S-46 S-53 whatever a socket sends, signed in or not, it is dropped or ignored', async () => {
  const entrance = [`40{"accessToken":"${accessToken}"}`, '40', '40{}', '40{"accessToken":7}', '40[1]', '40/admin,{}'];
  const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 50 }));
  const frame = fc.oneof(
    fc.constantFrom(...entrance, '0', '1', '2probe', '3', '5', '6', '41', '43[]', '44{}', '451-["x"]', '461-1[]', '42'),
    fc.constantFrom(
      '42["changes",{}]',
      '42["heartbeat"]',
      '42["__proto__",1]',
      '42[]',
      '42{',
      '420[]',
      '4299999999999[]',
    ),
    fc.json().map((json) => `42${json}`),
    fc.tuple(text, fc.json()).map(([name, json]) => `42${JSON.stringify([name, json])}`),
    text,
    fc.constantFrom(`42["x","${'y'.repeat(70_000)}"]`, `42["x",${'['.repeat(20_000)}${']'.repeat(20_000)}]`),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
  );
  const queries = fc.constantFrom(
    '?EIO=4&transport=websocket',
    '?EIO=3&transport=websocket',
    '?EIO=x',
    '?transport=polling',
    '',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(fc.constantFrom(...entrance), fc.array(frame, { maxLength: 8 })),
      fc.oneof({ weight: 9, arbitrary: fc.constant('?EIO=4&transport=websocket') }, { weight: 1, arbitrary: queries }),
      async ([first, frames], query) => await speak([first, ...frames], query),
    ),
    { numRuns: runs },
  );
});

it('S-45 whatever a handshake holds, only a sign-in opens a line', async () => {
  const auth = fc.oneof(
    fc.dictionary(fc.constantFrom('accessToken', 'launch', 'x'), fc.jsonValue({ maxDepth: 2 })),
    fc.constantFrom(...hostileTexts).map((accessToken_) => ({ accessToken: accessToken_ })),
    fc.constant({ accessToken: `${accessToken}x` }),
    fc.constant({ accessToken: randomBytes(3000).toString('hex') }),
  );
  await fc.assert(
    fc.asyncProperty(auth, async (given) => {
      const socket = io(backend.url(), { transports: ['websocket'], auth: given, reconnection: false, forceNew: true });
      const outcome = new Promise<unknown>((resolve) => {
        socket.once('heartbeat', () => resolve('let in'));
        socket.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data));
        // More than a frame may be long: hung up on before it is read.
        socket.io.once('close', () => resolve({ code: 'unauthenticated' }));
      });
      expect(await within('an answer', 15_000, outcome)).toMatchObject({ code: 'unauthenticated' });
      socket.disconnect();
    }),
    { numRuns: runs },
  );
});

it('after all of it a desktop still gets its line, and nothing unexpected was logged', async () => {
  const auth = { accessToken };
  const socket = io(backend.url(), { transports: ['websocket'], auth, reconnection: false, forceNew: true });
  const greeted = new Promise((resolve) => void socket.once('heartbeat', resolve));
  expect(await within('the greeting', 15_000, greeted)).toMatchObject({ epoch: expect.any(String) });
  socket.disconnect();
  const log = readFileSync(backend.logFile, 'utf8');
  expect(log.split('\n').filter((line) => /"level":"error"|uncaught|unhandled|^\s+at /i.test(line))).toEqual([]);
});
