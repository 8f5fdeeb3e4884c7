/** The last `capacity` items, each with its sequence number; older ones are forgotten and counted. */
export interface Ring<T extends { seq: number }> {
  push(item: T): void;
  /** Items with `seq` above `after`, oldest first, at most `limit`. */
  since(after: number, limit: number): T[];
  /** All ever pushed. */
  total(): number;
  /** How many were forgotten. */
  dropped(): number;
}

/** Sequence numbers must rise from push to push. */
export function createRing<T extends { seq: number }>(capacity: number): Ring<T> {
  const items: T[] = [];
  let total = 0;
  const at = (position: number): T => items[(total - items.length + position) % capacity]!;

  return {
    push(item) {
      if (items.length < capacity) items.push(item);
      else items[total % capacity] = item;
      total++;
    },
    since(after, limit) {
      let low = 0;
      let high = items.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (at(middle).seq > after) high = middle;
        else low = middle + 1;
      }
      const found: T[] = [];
      for (let index = low; index < items.length && found.length < limit; index++) found.push(at(index));
      return found;
    },
    total: () => total,
    dropped: () => total - items.length,
  };
}
