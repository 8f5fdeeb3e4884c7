import type { Db } from '../cache/database.ts';

export const searchTables = ['search_text', 'search_person'] as const;

/**
 * Joins the pieces an index was written in, some `pages` at a time: every search looks into each piece, and every write
 * goes on joining what is in many. `anew`: all pieces into one; `further`: goes on with that. False: nothing was left.
 */
export function mergeIndex(
  db: Db,
  table: (typeof searchTables)[number],
  how: 'anew' | 'further',
  pages: number,
): boolean {
  const before = totalChanges(db);
  db.run(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`, how === 'anew' ? -pages : pages);
  // The statement itself counts as one change; a merge that did something counts more.
  return totalChanges(db) - before > 1;
}

function totalChanges(db: Db): number {
  return db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
}
