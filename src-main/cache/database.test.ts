import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './database.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'parley-database-'))));
afterEach(() => rmSync(dir, { recursive: true }));

/** Bytes of the write-ahead log after some 30 MB were written, a page at a time. */
function logAfterwards(isBulk: boolean): number {
  const file = join(dir, `${isBulk}.db`);
  const db = openDatabase('cache', file, randomBytes(32));
  db.exec('CREATE TABLE page (id INTEGER PRIMARY KEY, data BLOB)');
  db.expectBulk(isBulk);
  for (let step = 0; step < 75; step++) {
    db.transaction(() => {
      for (let row = 0; row < 100; row++) db.run('INSERT INTO page (data) VALUES (zeroblob(4000))');
    });
  }
  const { size } = statSync(`${file}-wal`);
  db.close();
  return size;
}

it('the log is brought home often, so that nobody waits long for it, and seldom while much is written', () => {
  const tenMegabytes = 10 * 1024 * 1024;
  expect(logAfterwards(false)).toBeLessThan(tenMegabytes);
  expect(logAfterwards(true)).toBeGreaterThan(tenMegabytes);
});
