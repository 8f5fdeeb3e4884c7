// `npm run guards`: breaks each guard in a copy of the tree, one at a time, and expects its tests to go red. A guard
// whose tests stay green is worth nothing; so is one whose line is no longer there.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { guards, type Guard } from './guards.ts';

const root = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'parley-guards-'));

function copyTree(): void {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) cpSync(join(root, file), join(copy, file), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

/** Are the tests green? */
function passes(tests: readonly string[]): boolean {
  // The same Node as this one, and not whichever comes first on the path.
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', ...tests];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore' }).status === 0;
}

function verdict(guard: Guard): string {
  const file = join(copy, guard.file);
  const text = readFileSync(file, 'utf8');
  if (text.split(guard.line).length !== 2) return 'its line was not found exactly once: update tests/guards/guards.ts';
  if (!passes(guard.tests)) return 'its tests are red before anything is broken';
  writeFileSync(
    file,
    text.replace(guard.line, () => guard.broken),
  );
  const unnoticed = passes(guard.tests);
  writeFileSync(file, text);
  return unnoticed ? 'broken, and no test noticed' : 'seen';
}

const only = process.argv.slice(2);
let unseen = 0;
try {
  copyTree();
  for (const guard of guards.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)))) {
    const result = verdict(guard);
    if (result !== 'seen') unseen += 1;
    console.log(`${result === 'seen' ? 'ok ' : 'BAD'} ${guard.name}: ${result}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${guards.length} guards, ${unseen} not seen`);
process.exit(unseen === 0 ? 0 : 1);
