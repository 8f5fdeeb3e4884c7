/** One thing at a time: whatever is asked for meanwhile waits for what is under way. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #isBusy = false;

  get isBusy(): boolean {
    return this.#isBusy;
  }

  next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      this.#isBusy = true;
      try {
        return await work();
      } finally {
        this.#isBusy = false;
      }
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}
