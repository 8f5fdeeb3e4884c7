import { AppError } from '#shared/error.ts';

/** Reads a stream of bytes in the portions of a file format, holding little more than one of them. */
export class ByteReader {
  private readonly source: AsyncIterator<Uint8Array>;
  private buffered: Buffer = Buffer.alloc(0);
  private isEnded = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** What lies ready, at least so many bytes; fewer only at the end. Nothing is used up. */
  async peek(least: number): Promise<Buffer> {
    const pieces: Buffer[] = [this.buffered];
    let length = this.buffered.length;
    while (length < least && !this.isEnded) {
      const next = await this.source.next();
      if (next.done === true) this.isEnded = true;
      else {
        pieces.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
        length += next.value.byteLength;
      }
    }
    if (pieces.length > 1) this.buffered = Buffer.concat(pieces);
    return this.buffered;
  }

  /** Exactly so many bytes. Throws `invalid_input` when there are fewer. */
  async take(length: number): Promise<Buffer> {
    const buffered = await this.peek(length);
    if (buffered.length < length) throw damaged();
    this.buffered = buffered.subarray(length);
    return buffered.subarray(0, length);
  }

  /** So many bytes as they come. Throws `invalid_input` when there are fewer. */
  async *pass(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      const ready = await this.peek(1);
      if (ready.length === 0) throw damaged();
      const piece = await this.take(Math.min(left, ready.length));
      left -= piece.length;
      yield piece;
    }
  }

  async skip(length: number): Promise<void> {
    for await (const _ of this.pass(length));
  }

  /** All that is left. */
  async *rest(): AsyncGenerator<Buffer> {
    for (let ready = await this.peek(1); ready.length > 0; ready = await this.peek(1))
      yield await this.take(ready.length);
  }

  /** Nobody wants the rest. */
  async close(): Promise<void> {
    await this.source.return?.();
  }
}

/** It can't be told where the metadata of such a picture is, so it does not leave with it. */
export function damaged(): AppError {
  return new AppError('invalid_input', 'The picture is damaged: open it, save it anew and send that file', {
    details: { field: 'file' },
  });
}
