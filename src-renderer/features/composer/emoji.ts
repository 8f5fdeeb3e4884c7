import { fuzzyScore } from '#shared/fuzzy.ts';
import { emojiData } from './emoji-data.ts';

export interface Emoji {
  sign: string;
  name: string;
}

let all: readonly Emoji[] | null = null;

export function everyEmoji(): readonly Emoji[] {
  all ??= emojiData
    .trim()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ');
      return { sign: line.slice(0, space), name: line.slice(space + 1) };
    });
  return all;
}

/** Those whose English name fits, the best first; `usual` (most used first) breaks ties and stands first without a query. */
export function findEmoji(query: string, usual: readonly string[], count: number): Emoji[] {
  const known = everyEmoji();
  if (query.trim() === '') {
    const first = usual.flatMap((sign) => known.find((emoji) => emoji.sign === sign) ?? []);
    return [...first, ...known.filter(({ sign }) => !usual.includes(sign))].slice(0, count);
  }
  const words = query.replaceAll('_', ' ');
  return known
    .map((emoji) => ({ emoji, score: scoreOf(words, emoji.name) + (usual.includes(emoji.sign) ? 250 : 0) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, count)
    .map(({ emoji }) => emoji);
}

/** Letters scattered over a long name mean nothing. */
const leastScore = 400;

/** Every word counts as a beginning: "thumbs up" is found by "up", and by "like". */
function scoreOf(query: string, name: string): number {
  const score = fuzzyScore(query, name);
  return score < leastScore ? 0 : score;
}
