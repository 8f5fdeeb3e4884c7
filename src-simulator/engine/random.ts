import { createHash } from 'node:crypto';

/** A stream of numbers that is the same for the same seed and name, whatever other streams are read in between. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [min, max]. */
  int(min: number, max: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** A shuffled copy. */
  shuffle<T>(of: readonly T[]): T[];
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet: string): string;
}

export const digits = '0123456789';
export const upperHex = '0123456789ABCDEF';
export const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** One named stream of `seed`. Features read their own stream, so adding a feature changes no other's numbers. */
export function createRandom(seed: string | number, stream: string): Random {
  const next = sfc32(createHash('sha256').update(`${seed}/${stream}`).digest());
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    shuffle(of) {
      const copy = [...of];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = int(0, last);
        [copy[last], copy[other]] = [copy[other]!, copy[last]!];
      }
      return copy;
    },
    text(length, alphabet) {
      let text = '';
      for (let index = 0; index < length; index++) text += alphabet[int(0, alphabet.length - 1)];
      return text;
    },
  };
}

// sfc32: small, fast, passes PractRand; its four words of state are taken from the hash of seed and stream.
function sfc32(state: Buffer): () => number {
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}
