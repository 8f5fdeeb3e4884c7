import type { Db, Param } from './database.ts';

/** Rows that could be read out of a damaged outbox.db. */
export interface Salvaged {
  mutations: Record<string, Param>[];
  drafts: Record<string, Param>[];
  meta: Record<string, Param>[];
  files: Record<string, Param>[];
  templateDrafts: Record<string, Param>[];
}

const columns = {
  mutation: 'position, id, body, account_id, state, attempted, not_before, seq, error, created_at',
  draft: 'conversation_id, mode, text, updated_at',
  meta: 'key, value',
  local_file: 'id, data',
  template_draft: 'id, data, updated_at',
} as const;

/**
 * Reads whatever still opens. One damaged page takes only the rows on it: each table is walked from its beginning until
 * it breaks and then from its end, and mutations also one by one, in the order they were made.
 */
export function salvage(damaged: Db): Salvaged {
  const mutations = [...walk(damaged, 'mutation', 'position'), ...probe(damaged)];
  const byPosition = new Map(mutations.map((row) => [Number(row['position']), row]));
  return {
    mutations: [...byPosition.values()].toSorted((a, b) => Number(a['position']) - Number(b['position'])),
    drafts: walk(damaged, 'draft', 'conversation_id, mode'),
    meta: walk(damaged, 'meta', 'key'),
    files: walk(damaged, 'local_file', 'id'),
    templateDrafts: walk(damaged, 'template_draft', 'id'),
  };
}

/** Writes salvaged rows into a new outbox. Everything pending counts as attempted: the mark may be lost. */
export function restore(db: Db, { mutations, drafts, meta, files, templateDrafts }: Salvaged): void {
  db.transaction(() => {
    for (const row of mutations) insert(db, 'mutation', { ...row, attempted: 1 });
    for (const row of drafts) insert(db, 'draft', row);
    for (const row of meta) insert(db, 'meta', row);
    for (const row of files) insert(db, 'local_file', row);
    for (const row of templateDrafts) insert(db, 'template_draft', row);
  });
}

function insert(db: Db, table: keyof typeof columns, row: Record<string, Param>): void {
  const names = columns[table].split(', ');
  const marks = names.map(() => '?').join(', ');
  const values = names.map((name) => row[name] ?? null);
  db.run(`INSERT OR REPLACE INTO ${table} (${columns[table]}) VALUES (${marks})`, ...values);
}

function walk(db: Db, table: keyof typeof columns, order: string): Record<string, Param>[] {
  const rows = new Map<string, Record<string, Param>>();
  for (const direction of ['ASC', 'DESC']) {
    const by = order
      .split(', ')
      .map((column) => `${column} ${direction}`)
      .join(', ');
    for (let skip = 0; ; skip++) {
      const row = attempt(() =>
        db.get<Record<string, Param>>(`SELECT ${columns[table]} FROM ${table} ORDER BY ${by} LIMIT 1 OFFSET ?`, skip),
      );
      if (row === undefined) break;
      rows.set(
        order
          .split(', ')
          .map((column) => row[column])
          .join('\n'),
        row,
      );
    }
  }
  return [...rows.values()];
}

function probe(db: Db): Record<string, Param>[] {
  const last = attempt(() => db.get<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'mutation'`));
  const rows: Record<string, Param>[] = [];
  for (let position = 1; position <= (last?.seq ?? 0); position++) {
    const sql = `SELECT ${columns.mutation} FROM mutation WHERE position = ?`;
    const row = attempt(() => db.get<Record<string, Param>>(sql, position));
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** Undefined when the page can't be read. */
function attempt<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
