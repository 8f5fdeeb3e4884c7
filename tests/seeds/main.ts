// `npm run seeds`: what the five documents ask of the backend, row by row, against real processes. `npm run seeds -- C-5`
// runs the tests of one row, or of several.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { rows } from './rows.ts';
import { toTable, type TestResult } from './table.ts';

const only = process.argv.slice(2);
const wanted = rows.filter(({ id }) => only.length === 0 || only.includes(id));
if (wanted.length === 0) {
  console.error(`There is no row ${only.join(', ')}. Rows: ${rows.map(({ id }) => id).join(' ')}`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'parley-seeds-'));
const file = join(folder, 'report.json');
const titles = only.length === 0 ? [] : ['--testNamePattern', `^(${wanted.map(({ id }) => id).join('|')}) `];
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'seeds', ...titles],
    ...['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
  ],
  { cwd: root, stdio: 'inherit' },
);
const table = toTable(wanted, testsOf(file));
rmSync(folder, { recursive: true });
console.log(`\n${table.lines.join('\n')}`);
// An error outside any test must not pass unseen.
process.exit(status === 0 && table.ok ? 0 : 1);

function testsOf(report: string): TestResult[] {
  // Vitest's own format.
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string; duration?: number | null }[] }[];
  };
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status, duration }) => ({ title, status, ms: duration ?? 0 })),
  );
}
