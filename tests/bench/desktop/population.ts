import { createRandom, type Random } from '../../../src-simulator/engine/random.ts';

// The company whose messages the desktop rows read: the same for floor and product, the same in every run.

/** So many people write to it. */
export const benchConversations = 100_000;

export interface Population {
  conversations: number;
  messages: number;
  /** Messages of each conversation, the busiest first. */
  counts: Uint32Array;
}

/** Few conversations are busy, most are short: the share of the first x % of them is the square root of x. */
export function createPopulation(conversations: number, messages: number): Population {
  const random = createRandom('bench', 'population');
  const counts = new Uint32Array(conversations);
  for (let index = 0; index < messages; index++) {
    const picked = Math.floor(conversations * random.next() ** 2);
    counts[picked] = (counts[picked] ?? 0) + 1;
  }
  return { conversations, messages, counts: counts.sort().reverse() };
}

/** Index of a conversation as people open them: one of the 2 % busiest, the busier the likelier. */
export function pickBusy(random: Random, { conversations }: Population): number {
  return Math.floor((conversations / 50) * random.next() ** 2);
}

const syllables =
  'ka ro mi ten sal dor vi en pa lo chi mar ze tu qui bra nol fe gri ha os ta ul wen xi yo der ing ent ase';
/** The most frequent word first. */
export const vocabulary = ((): string[] => {
  const random = createRandom('bench', 'vocabulary');
  const parts = syllables.split(' ');
  const words = new Set<string>();
  while (words.size < 20_000) {
    let word = '';
    for (let left = random.int(2, 4); left > 0; left--) word += parts[random.int(0, parts.length - 1)];
    words.add(word);
  }
  return [...words];
})();

/** Words with the frequencies of a language, `from` to `to` characters. */
export function createText(random: Random, from: number, to: number): string {
  const length = from + random.next() * (to - from);
  let text = '';
  while (text.length < length) {
    text += `${text === '' ? '' : ' '}${vocabulary[Math.floor(vocabulary.length ** random.next()) - 1]}`;
  }
  return text;
}
