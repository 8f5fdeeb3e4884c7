import { type Compilable, CompiledQuery } from 'kysely';
import { type Db, dialectOf } from './database.ts';

// Building and compiling a statement costs Kysely several times what SQLite needs to run it. On the hot path the
// same few statements come again and again with another number of rows, so their text is kept per number.

// SQLite takes 32,766 parameters a statement, and our widest row has 18 columns.
const chunkSize = 1000;

/** Runs a statement over many rows or values, as many at a time as a statement can take, and gathers what it returns. */
export async function inChunks<T, R>(items: readonly T[], run: (chunk: readonly T[]) => Promise<R[]>): Promise<R[]> {
  if (items.length === 0) return [];
  if (items.length <= chunkSize) return await run(items);
  const results: R[] = [];
  for (let start = 0; start < items.length; start += chunkSize) {
    results.push(...(await run(items.slice(start, start + chunkSize))));
  }
  return results;
}

/**
 * A statement that writes rows with these columns. `build` is called with rows of placeholders and must use each of
 * their values once, in the order of `columns`, as `insertInto(…).values(rows)` does.
 */
export function writeMany<Row extends object, R = never>(
  columns: readonly (keyof Row)[],
  build: (db: Db, rows: Row[]) => Compilable<R>,
): (db: Db, rows: readonly Row[]) => Promise<R[]> {
  const text = textCache((db, count) => {
    const row = Object.fromEntries(columns.map((column) => [column, '']));
    // Only the text is used of it, never its values.
    return build(
      db,
      Array.from({ length: count }, () => row as Row),
    ).compile();
  });
  return (db, rows) =>
    inChunks(rows, async (chunk) => {
      const values = chunk.flatMap((row) => columns.map((column) => row[column]));
      const result = await db.executeQuery(CompiledQuery.raw(text(db, chunk.length, values.length), values));
      // The text was compiled from a statement that returns this.
      return result.rows as R[];
    });
}

/**
 * A statement that reads by a list of values. `build` must use each of its `fixed` values once, then each of the list,
 * in their order: `where('a', '=', fixed[0]).where('b', 'in', list)`.
 */
export function readMany<R>(
  fixedCount: number,
  build: (db: Db, fixed: string[], list: string[]) => Compilable<R>,
): (db: Db, fixed: readonly string[], list: readonly string[]) => Promise<R[]> {
  const text = textCache((db, count) => {
    const dummies = Array.from({ length: count }, () => '');
    return build(db, dummies.slice(0, fixedCount), dummies.slice(fixedCount)).compile();
  });
  return (db, fixed, list) =>
    inChunks(list, async (chunk) => {
      const values = [...fixed, ...padded(chunk)];
      const result = await db.executeQuery(CompiledQuery.raw(text(db, values.length, values.length), values));
      // The text was compiled from a statement that returns this.
      return result.rows as R[];
    });
}

/** Lists of 5 to 8 values are read by the same statement: the last one is named again. */
function padded(values: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const last = values.at(-1) ?? '';
  return [...values, ...Array.from({ length: length - values.length }, () => last)];
}

function textCache(compile: (db: Db, count: number) => CompiledQuery) {
  const texts = new Map<string, string>();
  return (db: Db, count: number, parameters: number): string => {
    const key = `${dialectOf(db)} ${count}`;
    const known = texts.get(key);
    if (known !== undefined) return known;
    const compiled = compile(db, count);
    if (compiled.parameters.length !== parameters) throw new Error(`This statement does not use its values once each`);
    texts.set(key, compiled.sql);
    return compiled.sql;
  };
}
