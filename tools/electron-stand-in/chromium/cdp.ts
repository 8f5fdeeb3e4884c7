import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Parameters and results of the protocol are whatever Chromium's version defines; each caller names what it reads. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Params = Record<string, any>;

interface Waiting {
  method: string;
  resolve(result: Params): void;
  reject(error: Error): void;
}

/** A command that Chromium refused, or that can't be answered any more because the page or Chromium went away. */
export class CdpError extends Error {
  override name = 'CdpError';
}

/**
 * The Chrome DevTools protocol over the two pipes of `--remote-debugging-pipe`: JSON texts that end with NUL.
 * Emits `event` (method, params, sessionId) and `closed`. Chromium ends itself when this end of the pipe closes.
 */
export class Cdp extends EventEmitter<{ event: [string, Params, string | undefined]; closed: [] }> {
  readonly #out: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #chunks: Buffer[] = [];
  #lastId = 0;
  #closed = false;

  constructor(input: Readable, output: Writable) {
    super();
    this.#out = output;
    input.on('data', (chunk: Buffer) => this.#read(chunk));
    input.on('close', () => this.#close());
    input.on('error', () => this.#close());
    output.on('error', () => this.#close());
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    if (this.#closed) return Promise.reject(new CdpError(`${method}: Chromium is gone`));
    const id = ++this.#lastId;
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { method, resolve, reject }));
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#chunks, rest.subarray(0, end)]).toString('utf8');
      this.#chunks = [];
      rest = rest.subarray(end + 1);
      this.#receive(JSON.parse(text) as Params);
    }
    if (rest.length > 0) this.#chunks.push(rest);
  }

  #receive(message: Params): void {
    if (message.id === undefined) {
      this.emit('event', message.method, message.params ?? {}, message.sessionId);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new CdpError(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result ?? {});
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { method, reject } of this.#waiting.values()) reject(new CdpError(`${method}: Chromium is gone`));
    this.#waiting.clear();
    this.emit('closed');
  }
}
