/** Bytes handed in piece by piece and read as one stream. `push` resolves when the reader wants more. */
export class ByteFeed implements AsyncIterable<Uint8Array> {
  readonly #waiting: { part: Uint8Array; taken: () => void }[] = [];
  #wake: () => void = () => undefined;
  #end: { error: unknown } | null = null;

  push(part: Uint8Array): Promise<void> {
    return new Promise((taken) => {
      this.#waiting.push({ part, taken });
      this.#wake();
    });
  }

  end(): void {
    this.#finish({ error: null });
  }

  /** The reader gets this instead of an end. */
  breakOff(error: unknown): void {
    this.#finish({ error });
  }

  #finish(end: { error: unknown }): void {
    this.#end ??= end;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        next.taken();
        yield next.part;
      } else if (this.#end === null) {
        // Each wait is for the next push.
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((resolve) => (this.#wake = resolve));
      } else if (this.#end.error === null) return;
      else throw this.#end.error;
    }
  }
}
