import { createHash } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A data set that takes minutes to make, kept outside the repository by the hash of what it is made from (the `sources`
 * files and `facts`). `make` fills a new folder; a build that was interrupted is never taken for a finished one.
 */
export async function cachedData(
  name: string,
  sources: readonly string[],
  facts: object,
  make: (folder: string) => Promise<void> | void,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const source of sources) hash.update(readFileSync(source));
  const home = process.env['PARLEY_BENCH_DATA'] ?? join(tmpdir(), 'parley-bench');
  const folder = join(home, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;

  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const started = performance.now();
  console.log(`bench · making ${name} ${JSON.stringify(facts)}, once, in ${home} …`);
  await make(unfinished);
  renameSync(unfinished, folder);
  console.log(`bench · made ${name} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  return folder;
}

/** A data set once more, to write to. All of it is on the disk already: its writing is no part of what is measured. */
export function copyData(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const { name, parentPath } of readdirSync(to, { withFileTypes: true, recursive: true }).filter((one) =>
    one.isFile(),
  )) {
    const file = openSync(join(parentPath, name), 'r+');
    fsyncSync(file);
    closeSync(file);
  }
}
