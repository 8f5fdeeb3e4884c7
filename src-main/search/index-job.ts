// When the store's worker works on the search index: while nothing else is asked of it, in steps short enough that
// whoever asks next hardly waits.

/** Rows a step takes: some 20 ms. Fewer cost more in all: the index writes and joins a piece of its own for every step. */
export const rowsPerStep = 250;
/** After a call the next ones often follow: catching up, scrolling. */
const quietMs = 150;
/** Under steady traffic the index must not fall behind for ever. */
const longestWaitMs = 2000;

export class IndexJob {
  readonly #step: (rows: number) => boolean;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitingSince: number | null = null;

  /** `step` does a little and says whether there may be more. */
  constructor(step: (rows: number) => boolean) {
    this.#step = step;
  }

  /** Something was asked of the store: wait until it is quiet again. */
  called(): void {
    const now = performance.now();
    this.#waitingSince ??= now;
    if (this.#timer !== null && now - this.#waitingSince > longestWaitMs) return;
    this.#wait(quietMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wait(ms: number): void {
    this.stop();
    this.#timer = setTimeout(() => this.#work(), ms);
  }

  #work(): void {
    this.#timer = null;
    this.#waitingSince = null;
    // Between two steps the worker answers what has been asked meanwhile.
    if (this.#step(rowsPerStep)) this.#wait(1);
  }
}
