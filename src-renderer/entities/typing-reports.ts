/** WhatsApp shows "typing…" for up to 25 s; it is renewed a little before that. */
const renewAfterMs = 20_000;

/** Lets through one report per conversation and 20 s. */
export class TypingReports<Id> {
  readonly #report: (id: Id) => void;
  readonly #now: () => number;
  readonly #last = new Map<Id, number>();

  constructor(report: (id: Id) => void, now: () => number) {
    this.#report = report;
    this.#now = now;
  }

  typed(id: Id): void {
    const now = this.#now();
    if (now - (this.#last.get(id) ?? -Infinity) < renewAfterMs) return;
    this.#last.set(id, now);
    this.#report(id);
  }

  /** The message is out: the next key is the beginning of another one. */
  sent(id: Id): void {
    this.#last.delete(id);
  }
}
