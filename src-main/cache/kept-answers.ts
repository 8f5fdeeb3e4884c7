import type { Db } from './database.ts';

/** More than any admin looks at; the ones looked at longest ago go first. */
const mostKept = 400;

/** As the page gets it: `{data, asOf}`, joined as text. */
export function readKeptAnswer(db: Db, key: string): string {
  const row = db.get<{ data: string; as_of: number }>('SELECT data, as_of FROM kept_answer WHERE key = ?', key);
  return row === undefined ? '{"data":null,"asOf":null}' : `{"data":${row.data},"asOf":${row.as_of}}`;
}

/** @param data JSON text. @param asOf epoch ms of the server. */
export function writeKeptAnswer(db: Db, key: string, data: string, asOf: number): void {
  db.run(
    `INSERT INTO kept_answer (key, data, as_of) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET data = excluded.data, as_of = excluded.as_of`,
    key,
    data,
    asOf,
  );
  db.run(
    `DELETE FROM kept_answer WHERE key IN
       (SELECT key FROM kept_answer ORDER BY as_of DESC LIMIT -1 OFFSET ${mostKept})`,
  );
}
