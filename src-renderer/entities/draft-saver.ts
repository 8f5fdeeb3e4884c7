/** Saves the last text within `delayMs` of the first change that was not saved yet, also while typing goes on. */
export class DraftSaver {
  readonly #save: (key: string, text: string) => Promise<void>;
  readonly #delayMs: number;
  readonly #waiting = new Map<string, { text: string; timer: ReturnType<typeof setTimeout> }>();

  constructor(save: (key: string, text: string) => Promise<void>, delayMs: number) {
    this.#save = save;
    this.#delayMs = delayMs;
  }

  change(key: string, text: string): void {
    const entry = this.#waiting.get(key);
    if (entry) entry.text = text;
    else this.#waiting.set(key, { text, timer: setTimeout(() => this.#write(key), this.#delayMs) });
  }

  /** Saves everything now: the window is going away, or another conversation was opened. */
  flush(): void {
    for (const key of [...this.#waiting.keys()]) this.#write(key);
  }

  #write(key: string): void {
    const entry = this.#waiting.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.#waiting.delete(key);
    // A failed save is tried again after the same delay, unless a newer text is waiting already.
    this.#save(key, entry.text).catch(() => {
      if (!this.#waiting.has(key)) this.change(key, entry.text);
    });
  }
}
