// What a list, a saved view or a search shows, as a tree. parse.ts reads it, print.ts writes it, match.ts decides about
// one conversation; the desktop's cache makes SQL of it.

/** The words after `is:`. Open, snoozed, resolved and archived exclude one another: what is archived is only that. */
export const isWords = [
  'open',
  'snoozed',
  'resolved',
  'archived',
  'unread',
  'mine',
  'unassigned',
  'pinned',
  'muted',
  'waiting',
  'mention',
  'draft',
  'blocked',
] as const;
export type IsWord = (typeof isWords)[number];

export const priorityWords = ['urgent', 'high', 'normal', 'low'] as const;
export type PriorityWord = (typeof priorityWords)[number];

export const folders = ['open', 'snoozed', 'resolved', 'archived'] as const;
/** Where a conversation lies. */
export type Folder = (typeof folders)[number];

export type Filter =
  /** Everything. */
  | { kind: 'all' }
  | { kind: 'and' | 'or'; of: readonly Filter[] }
  | { kind: 'not'; of: Filter }
  | { kind: 'is'; word: IsWord }
  /** A colleague by full name or one word of it; `me` and `nobody` are understood. */
  | { kind: 'assignee'; name: string }
  /** Somebody of the company's team of this name has it. */
  | { kind: 'team'; name: string }
  | { kind: 'account'; name: string }
  | { kind: 'label'; name: string }
  | { kind: 'priority'; word: PriorityWord }
  /** The customer service window: open at all, closed, or open for less than so many minutes more. */
  | { kind: 'window'; state: 'open' | 'closed' }
  | { kind: 'closing'; minutes: number }
  /** The last message is not older: of a day (2026-11-20, in this machine's time zone), or of the last minutes. */
  | { kind: 'since'; day: string }
  | { kind: 'sinceMinutes'; minutes: number }
  /** Part of the customer's name or handle. */
  | { kind: 'text'; text: string };

export const everything: Filter = { kind: 'all' };
export const is = (word: IsWord): Filter => ({ kind: 'is', word });

/** In normal form: no `and` inside an `and`, no single member, and `all` says nothing. */
export function and(filters: readonly Filter[]): Filter {
  const of = filters.flatMap((one) => (one.kind === 'all' ? [] : one.kind === 'and' ? one.of : [one]));
  const [only] = of;
  return only === undefined ? everything : of.length === 1 ? only : { kind: 'and', of };
}

export function or(filters: readonly Filter[]): Filter {
  const of = filters.flatMap((one) => (one.kind === 'or' ? one.of : [one]));
  const [only] = of;
  if (of.some(({ kind }) => kind === 'all')) return everything;
  return only === undefined ? everything : of.length === 1 ? only : { kind: 'or', of };
}

/** The parts that must all hold. */
export function partsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' ? filter.of : filter.kind === 'all' ? [] : [filter];
}

/** The one folder that everything the filter shows lies in; null when it may be several. */
export function folderOf(filter: Filter): Folder | null {
  for (const part of partsOf(filter)) {
    const folder = part.kind === 'is' ? folders.find((word) => word === part.word) : undefined;
    if (folder !== undefined) return folder;
  }
  return null;
}

/** What it shows changes as time passes, although no conversation does. */
export function isTimely(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.some(isTimely);
    case 'not':
      return isTimely(filter.of);
    default:
      return ['window', 'closing', 'since', 'sinceMinutes'].includes(filter.kind);
  }
}
