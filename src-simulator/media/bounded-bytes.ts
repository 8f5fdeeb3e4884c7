/** A map of things that hold bytes, which forgets its oldest when their sum or their number grows too large. */
export class BoundedBytes<V extends { readonly bytes: Buffer }> {
  readonly #maxBytes: number;
  readonly #maxEntries: number;
  readonly #map = new Map<string, V>();
  // A sample that a hundred customers send is one buffer in memory, so it counts once.
  readonly #uses = new Map<Buffer, number>();
  #total = 0;

  constructor(maxBytes: number, maxEntries: number) {
    this.#maxBytes = maxBytes;
    this.#maxEntries = maxEntries;
  }

  /** Bytes held now. */
  get total(): number {
    return this.#total;
  }

  get(key: string): V | undefined {
    return this.#map.get(key);
  }

  /** The newest stays even when it alone is above the limit. */
  set(key: string, value: V): void {
    this.delete(key);
    this.#map.set(key, value);
    const uses = this.#uses.get(value.bytes) ?? 0;
    this.#uses.set(value.bytes, uses + 1);
    if (uses === 0) this.#total += value.bytes.length;
    for (const oldest of this.#map.keys()) {
      const isFull = this.#total > this.#maxBytes || this.#map.size > this.#maxEntries;
      if (!isFull || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    const value = this.#map.get(key);
    if (!value) return false;
    this.#map.delete(key);
    const uses = (this.#uses.get(value.bytes) ?? 1) - 1;
    if (uses > 0) this.#uses.set(value.bytes, uses);
    else {
      this.#uses.delete(value.bytes);
      this.#total -= value.bytes.length;
    }
    return true;
  }
}
