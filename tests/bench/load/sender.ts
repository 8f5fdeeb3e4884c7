import { connect, type Socket } from 'node:net';
import { now } from '../numbers.ts';
import { sleep } from '../../support/deadline.ts';
import type { SignedBody } from './webhooks.ts';

// Posts over raw kept-alive sockets. The load tool shares the machine with what it measures, so it has to be cheap:
// requests are bytes made beforehand, of the answer only status and length are read.

export interface Answer {
  status: number;
  /** From the moment it was due (open loop) or sent (closed loop) to the end of the answer. */
  ms: number;
}

export interface Sender {
  /** `connections` clients, each posting the next body as soon as its last was answered, until there is none. */
  flood(bodies: Iterator<SignedBody>, connections: number): Promise<Answer[]>;
  /** One every 1000/rate ms whatever the answers do; a slow answer counts against every request due meanwhile. */
  pace(count: number, rate: number, make: () => SignedBody): Promise<Answer[]>;
  close(): void;
}

export function createSender(port: number, path: string): Sender {
  let idle: { connection: Connection; since: number }[] = [];
  const all = new Set<Connection>();
  const give = (connection: Connection): void => {
    idle.push({ connection, since: now() });
  };
  const take = async (): Promise<Connection> => {
    const free = idle.pop();
    if (free && now() - free.since < idleLimitMs) return free.connection;
    // The last one given back is too old, so all are.
    for (const { connection } of free ? [free, ...idle] : []) {
      connection.close();
      all.delete(connection);
    }
    idle = [];
    const opened = await openConnection(port);
    all.add(opened);
    return opened;
  };
  const post = async (connection: Connection, signed: SignedBody, dueAt: number): Promise<Answer> => {
    const status = await connection.post(toRequest(port, path, signed));
    return { status, ms: now() - dueAt };
  };

  return {
    async flood(bodies, connections) {
      const answers: Answer[] = [];
      const client = async (): Promise<void> => {
        const connection = await take();
        for (let next = bodies.next(); !next.done; next = bodies.next()) {
          answers.push(await post(connection, next.value, now()));
        }
        give(connection);
      };
      await Promise.all(Array.from({ length: connections }, client));
      return answers;
    },
    async pace(count, rate, make) {
      const start = now();
      const answers: Promise<Answer>[] = [];
      for (let index = 0; index < count; index++) {
        const dueAt = start + (index * 1000) / rate;
        const early = dueAt - now();
        // Timers have whole milliseconds: what is left of one is given away rather than waited for in a loop.
        if (early > 1) await sleep(early);
        const signed = make();
        answers.push(
          take().then(async (connection) => {
            const answer = await post(connection, signed, Math.max(dueAt, start));
            give(connection);
            return answer;
          }),
        );
      }
      return Promise.all(answers);
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}

const answerWithinMs = 20_000;
/** Well below the five seconds after which Node's servers close a connection nobody uses. */
const idleLimitMs = 2000;

function toRequest(port: number, path: string, { body, signature }: SignedBody): Buffer {
  const head =
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
    `X-Hub-Signature-256: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

interface Connection {
  post(request: Buffer): Promise<number>;
  close(): void;
}

function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let answer: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
    let received = '';
    const fail = (error: Error): void => {
      answer?.reject(error);
      answer = null;
      reject(error);
    };
    socket.setEncoding('latin1');
    // Also tells of an idle connection, where there is nothing to fail.
    socket.setTimeout(answerWithinMs, () => {
      if (answer !== null) socket.destroy(new Error(`no answer within ${answerWithinMs} ms`));
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed the connection')));
    socket.on('data', (text: string) => {
      received += text;
      const end = received.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, end))?.[1];
      if (length === undefined) return fail(new Error(`an answer without a length: ${received.slice(0, end)}`));
      if (received.length < end + 4 + Number(length)) return;
      const status = Number(received.slice(9, 12));
      received = '';
      const done = answer;
      answer = null;
      done?.resolve(status);
    });
    socket.on('connect', () =>
      resolve({
        post: (request) =>
          new Promise((resolvePost, rejectPost) => {
            if (socket.destroyed) return rejectPost(new Error('the server had closed the connection'));
            answer = { resolve: resolvePost, reject: rejectPost };
            socket.write(request);
          }),
        close: () => {
          socket.removeAllListeners('close');
          socket.destroy();
        },
      }),
    );
  });
}
