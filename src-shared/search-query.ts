import { and, everything, type Filter } from './filter/filter.ts';
import { parseFilter } from './filter/parse.ts';
import { foldText } from './fold-text.ts';
import { wordsOf } from './search-text.ts';

export const hasKinds = [
  'media',
  'image',
  'video',
  'audio',
  'document',
  'link',
  'location',
  'contact',
  'template',
  'button',
  'note',
] as const;
export type HasKind = (typeof hasKinds)[number];

export const statusKinds = ['sent', 'delivered', 'read', 'failed', 'uncertain', 'waiting'] as const;
export type StatusKind = (typeof statusKinds)[number];

/** One word, or several that stand one behind the other. `isOpen`: still being typed, so words that begin with it count. */
export interface SearchTerm {
  text: string;
  isOpen: boolean;
}

/** What somebody looks for. All conditions have to hold; of several values of one operator, one. */
export interface SearchQuery {
  terms: SearchTerm[];
  from: string[];
  has: HasKind[];
  statuses: StatusKind[];
  /** Epoch ms: from this time on, and before that one. */
  since: number | null;
  until: number | null;
  /** What the conversation has to be, in the words of saved views: `is:unread label:vip -is:muted`. */
  conversation: Filter;
  /** Operators with a value that means nothing, as typed: they are left out, and the person is told. */
  ignored: string[];
}

const filterOperators = new Set(['is', 'label', 'account', 'number', 'assignee', 'team', 'priority', 'window']);

/**
 * Reads a search as typed: words, "words in this order", and operators like `from:maya has:link date:>2026-11-01`.
 * Times are of this machine's time zone.
 */
export function parseSearch(input: string, now: number): SearchQuery {
  const query: SearchQuery = {
    terms: [],
    from: [],
    has: [],
    statuses: [],
    since: null,
    until: null,
    conversation: everything,
    ignored: [],
  };
  for (const match of input.matchAll(/(-?)(?:(\p{L}+):(?=\S))?(?:"([^"]*)("?)|(\S+))/gu)) {
    const [whole, minus = '', key, quoted, closing, bare = ''] = match;
    const value = quoted ?? bare;
    const name = key === undefined ? '' : foldText(key);
    const isLast = match.index + whole.length === input.length;
    const operator = minus === '' && Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (filterOperators.has(name)) addFilter(query, minus, name, value, whole);
    else if (operator !== undefined) {
      const folded = foldText(value).trim();
      if (folded === '' || !operator(query, folded, now)) query.ignored.push(whole);
    } else if (quoted !== undefined && key === undefined) addTerm(query, value, isLast && closing === '');
    else addTerm(query, whole, isLast);
  }
  return query;
}

/** Is there anything to look for? */
export function isEmptySearch(query: SearchQuery): boolean {
  return query.terms.length === 0 && mayMeanPeople(query);
}

/** No operator speaks of messages or conversations: people may be meant. */
export function mayMeanPeople({ from, has, statuses, since, until, conversation }: SearchQuery): boolean {
  const isOfMessages = [from, has, statuses].some(({ length }) => length > 0) || since !== null || until !== null;
  return !isOfMessages && conversation.kind === 'all';
}

function addTerm(query: SearchQuery, text: string, isOpen: boolean): void {
  const words = wordsOf(text);
  if (words.length > 0) query.terms.push({ text: words.join(' '), isOpen });
}

function addFilter(query: SearchQuery, minus: string, name: string, value: string, whole: string): void {
  const parsed = parseFilter(`${minus}${name === 'number' ? 'account' : name}:"${value.replaceAll('\\', '')}"`);
  if (parsed.ok) query.conversation = and([query.conversation, parsed.filter]);
  else query.ignored.push(whole);
}

/** Takes a value, folded, into the query; false when it means nothing. */
type Operator = (query: SearchQuery, value: string, now: number) => boolean;

const operators: Record<string, Operator> = {
  from: (query, value) => query.from.push(value.replace(/^@/, '')) > 0,
  has: (query, value) => addKind(hasKinds, query.has, value),
  status: (query, value) => addKind(statusKinds, query.statuses, value),
  date: addDates,
  before: (query, value, now) => addDates(query, `<${value}`, now),
  after: (query, value, now) => addDates(query, `>=${value}`, now),
  since: (query, value, now) => addDates(query, `>=${value}`, now),
};

function addKind<T extends string>(all: readonly T[], into: T[], value: string): boolean {
  const found = all.find((kind) => kind === value || `${kind}s` === value);
  if (found !== undefined) into.push(found);
  return found !== undefined;
}

function addDates(query: SearchQuery, value: string, now: number): boolean {
  const range = readDates(value, now);
  if (range === null) return false;
  query.since = latest(query.since, range.since);
  query.until = range.until === null ? query.until : Math.min(query.until ?? Infinity, range.until);
  return true;
}

interface Range {
  since: number | null;
  until: number | null;
}

/** `2026-11-21`, `2026-11`, `2026`, `today`, `yesterday`, `7d`, with `>`, `>=`, `<` or `<=` before it. */
function readDates(text: string, now: number): Range | null {
  const [, sign = '', name = ''] = /^([<>]=?)?(.*)$/.exec(text) ?? [];
  const span = spanOf(name, now);
  if (span === null) return null;
  const [start, end] = span;
  switch (sign) {
    case '>':
      return { since: end, until: null };
    case '>=':
      return { since: start, until: null };
    case '<':
      return { since: null, until: start };
    case '<=':
      return { since: null, until: end };
    default:
      return { since: start, until: end };
  }
}

function spanOf(name: string, now: number): [number, number] | null {
  const today = new Date(now);
  const dayAt = (offset: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset).getTime();
  if (name === 'today') return [dayAt(0), dayAt(1)];
  if (name === 'yesterday') return [dayAt(-1), dayAt(0)];
  const days = /^(\d{1,4})d$/.exec(name);
  if (days !== null) return [dayAt(1 - Number(days[1])), dayAt(1)];
  const date = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(name);
  if (date === null) return null;
  const [year = 0, month, day] = date.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (month !== undefined && (month < 1 || month > 12)) return null;
  if (day !== undefined && (day < 1 || day > 31)) return null;
  const start = new Date(year, (month ?? 1) - 1, day ?? 1).getTime();
  const end =
    month === undefined
      ? new Date(year + 1, 0, 1)
      : day === undefined
        ? new Date(year, month, 1)
        : new Date(year, month - 1, day + 1);
  return [start, end.getTime()];
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
