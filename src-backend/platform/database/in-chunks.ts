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
