import { and, type Filter, is, isWords, or, type PriorityWord, priorityWords } from './filter.ts';

/** Why a filter can't be read, and the place in its text. */
export interface FilterProblem {
  at: number;
  length: number;
  reason: 'is' | 'priority' | 'window' | 'since' | 'missing' | 'quote' | 'open' | 'close' | 'or' | 'not' | 'deep';
  /** The word that is not understood. */
  word: string;
}

export type ParsedFilter = { ok: true; filter: Filter } | { ok: false; problem: FilterProblem };

interface Token {
  type: '(' | ')' | '-' | 'or' | 'word';
  /** Of a word: what stands before its colon, in lower case; null when it has none. */
  key: string | null;
  value: string;
  at: number;
  length: number;
}

const deepest = 40;
const keys = new Set(['is', 'assignee', 'team', 'label', 'account', 'priority', 'window', 'since']);

class Problem extends Error {
  readonly problem: FilterProblem;
  constructor(problem: FilterProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

/**
 * Reads `is:mine (label:vip OR priority:urgent) -is:muted ana`. Words side by side must all hold; a word without a key
 * that is known is looked for in the customer's name and handle.
 */
export function parseFilter(text: string): ParsedFilter {
  try {
    const reader = new Reader(text);
    const filter = reader.any(0);
    reader.end();
    return { ok: true, filter };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.problem };
    throw error;
  }
}

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  end(): void {
    const token = this.#tokens[this.#next];
    if (token !== undefined) throw problem('close', token);
  }

  any(depth: number): Filter {
    const sides = [this.#all(depth)];
    for (let token = this.#take('or'); token !== undefined; token = this.#take('or')) {
      const side = this.#all(depth);
      if (sides.at(-1)?.kind === 'all' || side.kind === 'all') throw problem('or', token);
      sides.push(side);
    }
    return or(sides);
  }

  #all(depth: number): Filter {
    const parts: Filter[] = [];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined || token.type === ')' || token.type === 'or') return and(parts);
      parts.push(this.#one(depth));
    }
  }

  #one(depth: number): Filter {
    const token = this.#tokens[this.#next++];
    if (token === undefined || token.type === ')' || token.type === 'or') {
      const last = this.#tokens[this.#next - 2];
      throw new Problem({ at: last?.at ?? 0, length: last?.length ?? 0, reason: 'not', word: '-' });
    }
    if (depth > deepest) throw problem('deep', token);
    if (token.type === '-') return { kind: 'not', of: this.#one(depth + 1) };
    if (token.type === 'word') return atomOf(token);
    const inner = this.any(depth + 1);
    if (this.#take(')') === undefined) throw problem('open', token);
    if (inner.kind === 'all') throw problem('missing', { ...token, length: this.#text.length - token.at });
    return inner;
  }

  #take(type: Token['type']): Token | undefined {
    const token = this.#tokens[this.#next];
    if (token?.type !== type) return undefined;
    this.#next += 1;
    return token;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/u.exec(rest);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const sign = /^[()]|^-(?=\S)/u.exec(rest)?.[0];
    if (sign === '(' || sign === ')' || sign === '-') {
      tokens.push({ type: sign, key: null, value: sign, at, length: 1 });
      at += 1;
      continue;
    }
    const [whole, key, quoted, end, bare] = /^(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)("?)|([^\s()]*))/iu.exec(rest) ?? [''];
    const known = key !== undefined && keys.has(key.toLowerCase());
    // An unknown key is text like everything else.
    const length = known || key === undefined ? whole.length : (/^[^\s()]+/u.exec(rest)?.[0].length ?? 1);
    const token = { at, length, value: rest.slice(0, length) };
    if (quoted !== undefined && (known || key === undefined)) {
      if (end === '') throw problem('quote', { ...token, type: 'word', key: null });
      tokens.push({
        ...token,
        type: 'word',
        key: known ? key.toLowerCase() : null,
        value: quoted.replace(/\\(.)/gsu, '$1'),
      });
    } else if (known) {
      tokens.push({ ...token, type: 'word', key: key.toLowerCase(), value: bare ?? '' });
    } else {
      tokens.push({ ...token, type: token.value === 'OR' ? 'or' : 'word', key: null });
    }
    at += length;
  }
  return tokens;
}

function atomOf(token: Token): Filter {
  const { key, value } = token;
  if (value.trim() === '') throw problem('missing', token);
  const word = value.toLowerCase();
  switch (key) {
    case 'is': {
      const known = isWords.find((one) => one === word);
      if (known === undefined) throw problem('is', token);
      return is(known);
    }
    case 'priority': {
      const known = priorityWords.find((one): one is PriorityWord => one === word);
      if (known === undefined) throw problem('priority', token);
      return { kind: 'priority', word: known };
    }
    case 'window': {
      if (word === 'open' || word === 'closed') return { kind: 'window', state: word };
      const minutes = word.startsWith('<') ? minutesOf(word.slice(1)) : null;
      if (minutes === null) throw problem('window', token);
      return { kind: 'closing', minutes };
    }
    case 'since': {
      const minutes = minutesOf(word);
      if (minutes !== null) return { kind: 'sinceMinutes', minutes };
      if (!isDay(word)) throw problem('since', token);
      return { kind: 'since', day: word };
    }
    case 'assignee':
    case 'team':
    case 'label':
    case 'account':
      return { kind: key, name: value.trim() };
    default:
      return { kind: 'text', text: value.trim() };
  }
}

/** `30m`, `4h`, `7d`, up to ten years. */
function minutesOf(word: string): number | null {
  const match = /^(\d{1,7})([mhd])$/u.exec(word);
  const minutes = Number(match?.[1]) * ({ m: 1, h: 60, d: 1440 }[match?.[2] ?? ''] ?? Number.NaN);
  return minutes > 0 && minutes <= 10 * 366 * 1440 ? minutes : null;
}

function isDay(word: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(word)) return false;
  const at = new Date(`${word}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(word);
}

function problem(reason: FilterProblem['reason'], { at, length, value }: Token): Problem {
  return new Problem({ at, length, reason, word: value });
}
