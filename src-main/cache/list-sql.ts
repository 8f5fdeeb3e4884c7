import { AppError } from '#shared/error.ts';
import { type Filter, type Folder, folderOf, type IsWord, partsOf } from '#shared/filter/filter.ts';
import { listFilter } from '#shared/filter/list-filter.ts';
import {
  assigneesNamed,
  closingBetween,
  type FilterContext,
  isNamed,
  membersOf,
  sinceAt,
} from '#shared/filter/match.ts';
import { parseFilter } from '#shared/filter/parse.ts';
import { foldText } from '#shared/fold-text.ts';
import type { ConversationSort, ListQuery } from '#shared/inbox.ts';
import { guardMs } from '#shared/service-window.ts';
import { pinnedLead, priorityRanks, priorityStep } from '#shared/sort-key.ts';
import type { Param } from './database.ts';

// Filters as SQL over the columns of `conversation`. What is asked for often walks an index in the list's own order and
// is answered inside of it; the bits of `flags` are there for that.

export const flagBits = { pinned: 1, muted: 2, waiting: 4, mention: 8, draft: 16, blocked: 32 } as const;
/** Above the flags: the rank of the priority. */
export const priorityShift = 6;

interface Sql {
  sql: string;
  params: Param[];
}

/** A statement that gives a part of a page of the list in order; its parameters go on with key and id of where it begins, and a limit. */
export type PageSql = Sql;

/** A label that at most this many carry is looked up first; a more common one is checked on the way. */
export const rareLabel = 2000;

/** True for labels that few conversations carry. */
export type IsRare = (tag: string) => boolean;

/** Where the conversations of a query come from, and what they have to fulfil. */
interface Source {
  /** null: the carriers of a label. */
  index: string | null;
  where: string[];
  params: Param[];
  /** The index has them in the list's order; otherwise they are few, and sorted. */
  isOrdered: boolean;
}

/** Throws invalid_input for a filter that can't be read. */
export function filterOf(query: Omit<ListQuery, 'accountId' | 'sort'>): Filter {
  const parsed = parseFilter(query.filter);
  if (parsed.ok) return listFilter(query);
  const { at, word } = parsed.problem;
  throw new AppError('invalid_input', `The filter can't be read at “${word}”`, { details: { at } });
}

/** What gives a page of the list, to be read one after the other until it is full. `columns`: of each row. */
export function listSql(query: ListQuery, context: FilterContext, isRare: IsRare, columns: string): PageSql[] {
  const source = sourceOf(filterOf(query), query, context, isRare);
  if (!source.isOrdered) return [sortedPage(source, keyOf(query.sort), columns)];
  if (query.sort !== 'priority') return [orderedPage(source, keyOf(query.sort), columns)];
  // Most have no priority and stand in no index of it: those before them, they themselves, those after them.
  const urgent: Source = { ...source, index: 'by_priority' };
  const isBefore = ['priority_key IS NOT NULL', `priority_key < ${normalPlace}`];
  const isAfter = ['priority_key IS NOT NULL', `priority_key >= ${normalPlace}`];
  return [
    orderedPage({ ...urgent, where: [...source.where, ...isBefore] }, 'priority_key', columns),
    orderedPage({ ...source, where: [...source.where, 'priority_key IS NULL'] }, 'queue_key', columns, normalPlace),
    orderedPage({ ...urgent, where: [...source.where, ...isAfter] }, 'priority_key', columns),
  ];
}

/** `plus`: what a key of this part is in the whole list, less its own column. */
function orderedPage(source: Source, key: string, columns: string, plus = 0): PageSql {
  const sql = `SELECT ${key} + ${plus} AS key, id, ${columns} FROM ${fromOf(source)}
    WHERE ${whereOf(source)} AND (${key}, id) > (? - ${plus}, ?) ORDER BY ${key}, id LIMIT ?`;
  return { sql, params: source.params };
}

/** Only keys are sorted; the wide columns are read for the page alone. */
function sortedPage(source: Source, key: string, columns: string): PageSql {
  const inner = `SELECT ${key} AS key, id, conversation.rowid AS place FROM ${fromOf(source)}
    WHERE ${whereOf(source)} AND (${key}, id) > (?, ?) ORDER BY 1, 2 LIMIT ?`;
  const sql = `SELECT page.key, conversation.id, ${columns} FROM (${inner}) AS page
    CROSS JOIN conversation ON conversation.rowid = page.place ORDER BY page.key, page.id`;
  return { sql, params: source.params };
}

/** How many conversations a query shows. */
export function countSql(query: Omit<ListQuery, 'sort'>, context: FilterContext, isRare: IsRare): Sql {
  const source = sourceOf(filterOf(query), { ...query, sort: 'queue' }, context, isRare);
  return { sql: `SELECT count(*) AS n FROM ${fromOf(source)} WHERE ${whereOf(source)}`, params: source.params };
}

/** The ids of everything a query shows, in its order. */
export function idsSql(query: ListQuery, context: FilterContext, isRare: IsRare): Sql {
  const source = sourceOf(filterOf(query), query, context, isRare);
  const order = keyOf(query.sort);
  const sql = `SELECT conversation.id FROM ${fromOf(source)} WHERE ${whereOf(source)} ORDER BY ${order}, conversation.id`;
  return { sql, params: source.params };
}

const normalPlace = priorityRanks.normal * priorityStep;

function keyOf(sort: ConversationSort): string {
  return { queue: 'queue_key', newest: 'newest_key', priority: `coalesce(priority_key, queue_key + ${normalPlace})` }[
    sort
  ];
}

function fromOf({ index }: Source): string {
  return index === null
    ? 'conversation_tag CROSS JOIN conversation ON conversation.id = conversation_tag.conversation_id'
    : `conversation INDEXED BY conversation_${index}`;
}

const whereOf = ({ where }: Source): string => where.join(' AND ');

function sourceOf(filter: Filter, query: ListQuery, context: FilterContext, isRare: IsRare): Source {
  const parts = partsOf(filter);
  const folder = folderOf(filter);
  const conditions = (rest: readonly Filter[]): Sql => compileAll(rest, query, context);
  const without = (part: Filter): readonly Filter[] => parts.filter((one) => one !== part);

  const label = parts.find((part) => part.kind === 'label' && isRare(foldText(part.name)));
  if (label?.kind === 'label') {
    const rest = conditions(without(label));
    return {
      index: null,
      where: ['conversation_tag.tag = ?', rest.sql],
      params: [foldText(label.name), ...rest.params],
      isOrdered: false,
    };
  }
  const mention = parts.find((part) => part.kind === 'is' && part.word === 'mention');
  if (mention !== undefined) {
    const rest = conditions(without(mention));
    return {
      index: 'mentioned',
      where: ['mentioned_at IS NOT NULL', rest.sql],
      params: rest.params,
      isOrdered: false,
    };
  }
  const closing = parts.find((part) => part.kind === 'closing');
  if (closing?.kind === 'closing' && folder !== null) {
    const rest = conditions(without(closing).filter((part) => !isFolder(part, folder)));
    return {
      index: 'closing',
      where: ['state = ?', 'window_closes_at > ?', 'window_closes_at < ?', rest.sql],
      params: [folder, ...closingBetween(closing.minutes, context.now), ...rest.params],
      isOrdered: false,
    };
  }
  const sorted = query.sort === 'newest' ? 'newest' : 'queue';
  if (folder === null) {
    const rest = conditions(parts);
    return { index: `all_by_${sorted}`, where: [rest.sql], params: rest.params, isOrdered: false };
  }
  // The assignee literally as in the partial indexes: a bound value would not prove that they apply.
  const owner = parts.find((part) => part.kind === 'is' && (part.word === 'mine' || part.word === 'unassigned'));
  const isMine = owner?.kind === 'is' && owner.word === 'mine';
  const rest = conditions(parts.filter((part) => part !== owner && !isFolder(part, folder)));
  return {
    index: `${owner === undefined ? 'all' : isMine ? 'mine' : 'unassigned'}_by_${sorted}`,
    where: ['state = ?', ...(owner === undefined ? [] : [isMine ? 'mine = 1' : "assignee_id = ''"]), rest.sql],
    params: [folder, ...rest.params],
    isOrdered: true,
  };
}

const isFolder = (part: Filter, folder: Folder): boolean => part.kind === 'is' && part.word === folder;

function compileAll(parts: readonly Filter[], { accountId }: ListQuery, context: FilterContext): Sql {
  const account: Sql[] = accountId === null ? [] : [{ sql: 'account_id = ?', params: [accountId] }];
  return joined([...account, ...parts.map((part) => compile(part, context))], 'AND');
}

function joined(parts: readonly Sql[], by: 'AND' | 'OR'): Sql {
  if (parts.length === 0) return { sql: '1', params: [] };
  return { sql: parts.map(({ sql }) => sql).join(` ${by} `), params: parts.flatMap(({ params }) => params) };
}

/** A condition that is true or false, never null: it may stand behind NOT. */
function compile(filter: Filter, context: FilterContext): Sql {
  switch (filter.kind) {
    case 'all':
      return { sql: '1', params: [] };
    case 'and':
    case 'or': {
      const parts = filter.of.map((part) => compile(part, context));
      const { sql, params } = joined(parts, filter.kind === 'and' ? 'AND' : 'OR');
      return { sql: `(${sql})`, params };
    }
    case 'not': {
      const { sql, params } = compile(filter.of, context);
      return { sql: `NOT (${sql})`, params };
    }
    case 'is':
      return compileWord(filter.word, context);
    case 'assignee':
      return oneOf(
        'assignee_id',
        assigneesNamed(filter.name, context).map((id) => id ?? ''),
      );
    case 'team':
      return oneOf('assignee_id', membersOf(filter.name, context));
    case 'account': {
      const named = context.accounts.filter(({ name }) => isNamed(name, filter.name));
      return oneOf(
        'account_id',
        named.map(({ id }) => id),
      );
    }
    case 'label': {
      const sql = 'EXISTS (SELECT 1 FROM conversation_tag WHERE tag = ? AND conversation_id = conversation.id)';
      return { sql, params: [foldText(filter.name)] };
    }
    case 'priority':
      return { sql: `flags >> ${priorityShift} = ?`, params: [priorityRanks[filter.word]] };
    case 'window': {
      const comparison = filter.state === 'open' ? '>' : '<=';
      return { sql: `coalesce(window_closes_at, 0) ${comparison} ?`, params: [context.now + guardMs] };
    }
    case 'closing': {
      const sql = 'coalesce(window_closes_at, 0) > ? AND coalesce(window_closes_at, 0) < ?';
      return { sql: `(${sql})`, params: closingBetween(filter.minutes, context.now) };
    }
    case 'since':
    case 'sinceMinutes':
      return sinceSql(sinceAt(filter, context.now));
    case 'text':
      return { sql: textSql, params: [foldText(filter.text)] };
  }
}

/** Looked up once in an index of the texts: the rows themselves are wide. */
const textSql = `conversation.id IN
  (SELECT id FROM conversation INDEXED BY conversation_by_text WHERE instr(search, ?) > 0)`;

/** The keys of the newest order are the times of the last messages, those of pinned ones apart. */
function sinceSql(at: number): Sql {
  const newer = (keys: string): string => `SELECT id FROM conversation INDEXED BY conversation_all_by_newest
    WHERE state IN ('open', 'snoozed', 'resolved', 'archived') AND ${keys}`;
  const plain = newer('newest_key BETWEEN ? AND ?');
  const sql = `conversation.id IN (${plain} UNION ALL ${newer('newest_key <= ?')})`;
  return { sql, params: [-pinnedLead / 2, -at, -at - pinnedLead] };
}

function compileWord(word: IsWord, { me }: FilterContext): Sql {
  switch (word) {
    case 'open':
    case 'snoozed':
    case 'resolved':
    case 'archived':
      return { sql: 'state = ?', params: [word] };
    case 'unread':
      return { sql: 'unread > 0', params: [] };
    case 'mine':
      return { sql: 'assignee_id = ?', params: [me] };
    case 'unassigned':
      return { sql: "assignee_id = ''", params: [] };
    default:
      return { sql: `flags & ${flagBits[word]} <> 0`, params: [] };
  }
}

function oneOf(column: string, values: readonly string[]): Sql {
  // Bound: beside a literal 0 the indexes that are named are no solution to SQLite.
  if (values.length === 0) return { sql: '?', params: [0] };
  return { sql: `${column} IN (${values.map(() => '?').join(', ')})`, params: [...values] };
}
