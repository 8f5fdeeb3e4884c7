import SqliteFile from 'better-sqlite3';
import type { Backend } from '../../support/backend.ts';

// How many rows the product writes per message is counted on its own database, by triggers in a run that is not timed.
// The floor then writes as many (ruling 72), also after the schema has changed.

export interface RowCounts {
  inserts: number;
  updates: number;
  /** By table, for the record: `message +1 ~0`. */
  tables: string[];
}

const prefix = 'bench_count';

/** Opens a stopped backend's database. */
export function openBackendDatabase({ databaseFile, databaseKey }: Backend): SqliteFile.Database {
  const db = new SqliteFile(databaseFile);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${databaseKey}'"`);
  return db;
}

/** Runs `work`, which makes the stopped backend take `messages` messages and stops it again, and counts what it wrote. */
export async function countRows(backend: Backend, messages: number, work: () => Promise<void>): Promise<RowCounts> {
  change(backend, (db, tables) => {
    db.exec(`create table ${prefix} (tbl text, act text, n integer not null, primary key (tbl, act))`);
    for (const table of tables) {
      for (const act of ['insert', 'update']) {
        db.prepare(`insert into ${prefix} values (?, ?, 0)`).run(table, act);
        db.exec(`create trigger ${prefix}_${table}_${act} after ${act} on ${table} begin
          update ${prefix} set n = n + 1 where tbl = '${table}' and act = '${act}'; end`);
      }
    }
  });
  await work();
  const counted: { tbl: string; act: string; n: number }[] = [];
  change(backend, (db, tables) => {
    // Our own table: three columns, as created above.
    counted.push(...(db.prepare(`select * from ${prefix}`).all() as typeof counted));
    for (const table of tables) {
      for (const act of ['insert', 'update']) db.exec(`drop trigger if exists ${prefix}_${table}_${act}`);
    }
    db.exec(`drop table ${prefix}`);
  });

  const perMessage = (act: string): number =>
    Math.round(counted.filter((row) => row.act === act).reduce((sum, row) => sum + row.n, 0) / messages);
  const names = [...new Set(counted.filter(({ n }) => n > 0).map(({ tbl }) => tbl))];
  const of = (tbl: string, act: string): string =>
    ((counted.find((row) => row.tbl === tbl && row.act === act)?.n ?? 0) / messages).toFixed(2);
  return {
    inserts: perMessage('insert'),
    updates: perMessage('update'),
    tables: names.map((name) => `${name} +${of(name, 'insert')} ~${of(name, 'update')}`),
  };
}

function change(backend: Backend, work: (db: SqliteFile.Database, tables: string[]) => void): void {
  const db = openBackendDatabase(backend);
  const tables = db
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> '${prefix}'`)
    .pluck()
    .all() as string[];
  db.transaction(() => work(db, tables))();
  db.close();
}
