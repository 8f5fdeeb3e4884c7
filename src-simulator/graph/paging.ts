import { GraphError } from './graph-error.ts';

export interface Page<T> {
  data: T[];
  paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
}

/** A page of `items` as `limit`, `after` and `before` ask for it. Cursors are opaque to clients. `self` is the list's own URL. */
export function toPage<T>(
  items: readonly T[],
  query: Record<string, unknown>,
  self: string,
  defaultLimit = 25,
): Page<T> {
  const limit = Math.min(Math.max(1, Number(query['limit'] ?? defaultLimit) || defaultLimit), 1000);
  const after = query['after'] === undefined ? -1 : readCursor(query['after']);
  const before = query['before'] === undefined ? null : readCursor(query['before']);
  const start = before === null ? after + 1 : Math.max(0, before - limit);
  const end = Math.min(items.length, before === null ? start + limit : before);
  const data = items.slice(start, end);
  if (data.length === 0) return { data };

  const link = (cursor: string): string => {
    const url = new URL(self);
    for (const name of ['after', 'before']) url.searchParams.delete(name);
    url.searchParams.set('limit', String(limit));
    return `${url.href}&${cursor}`;
  };
  const cursors = { before: toCursor(start), after: toCursor(end - 1) };
  return {
    data,
    paging: {
      cursors,
      ...(end < items.length ? { next: link(`after=${cursors.after}`) } : {}),
      ...(start > 0 ? { previous: link(`before=${cursors.before}`) } : {}),
    },
  };
}

function toCursor(index: number): string {
  return Buffer.from(`c:${index}`).toString('base64url');
}

function readCursor(cursor: unknown): number {
  const index = /^c:(\d+)$/.exec(Buffer.from(String(cursor), 'base64url').toString('latin1'));
  if (!index)
    throw new GraphError(131059, '(#131059) Invalid paging cursor', { details: 'Start again without a cursor.' });
  return Number(index[1]);
}
