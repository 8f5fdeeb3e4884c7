// `npm test [-- a stage …]`: sets up, runs every layer, and ends with one line: "N passed, N failed, N skipped".
// `npm test -- --all` also takes the seeds' table and the journeys whose title says @wide.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setUp } from './setup.mjs';

const totals = { passed: 0, failed: 0, skipped: 0 };
/** What failed, said once more at the end: "stage: test", and the first lines of why. */
const failures = [];
const folders = inMemory('/dev/shm') ?? tmpdir();
const reports = mkdtempSync(join(folders, 'parley-reports-'));
// The set-up may just have installed Node 24: what follows runs on it, not on the Node that started this script.
const bin = `${process.cwd()}/node_modules/.bin`;

// Programs that are started hundreds of times are compiled once.
const everywhere = { NODE_COMPILE_CACHE: join(reports, 'compiled'), TMPDIR: folders };
// Colours are for eyes, not for logs.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/**
 * Where tests put their files: every write of the programs waits for the disk, and what a test writes is gone a second
 * later. Processes are killed in them, the machine is not, so memory keeps as much as a disk. Null when it has no room.
 */
function inMemory(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 4 * 2 ** 30 ? folder : null;
  } catch {
    return null;
  }
}

function stage(name, args, env, count) {
  const started = Date.now();
  console.log(`\nparley · ${name}`);
  const { status } = spawnSync(args[0], args.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...plain, ...everywhere, ...env, PATH: `${bin}:${process.env.PATH}` },
  });
  const result = count(status === 0);
  for (const key of Object.keys(totals)) totals[key] += result[key] ?? 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`parley · ${name}: ${result.passed} passed, ${result.failed} failed (${seconds} s)`);
}

/** A check that is green or not counts as one test. */
const asOne = (name) => (ok) => {
  if (!ok) failures.push({ what: name, why: '' });
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
};

/**
 * All kinds in one go: the tools are loaded once, and no core waits for the last file of one kind. One worker more than
 * there are cores, as tests of programs wait for them a quarter of their time, and unit tests for timers and disks.
 */
function vitest(projects) {
  const name = projects.join(', ');
  const file = join(reports, 'vitest.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const chosen = projects.flatMap((project) => ['--project', project]);
  stage(name, ['vitest', 'run', ...chosen, ...reporters, `--maxWorkers=${availableParallelism() + 1}`], {}, (ok) => {
    const report = readReport(file);
    if (report === undefined) return asOne(name)(false);
    for (const suite of report.testResults) {
      const tests = suite.assertionResults.filter((test) => test.status === 'failed');
      for (const { fullName, failureMessages } of tests)
        noteFailure('vitest', suite.name, fullName, failureMessages[0]);
      if (suite.status === 'failed' && tests.length === 0) noteFailure('vitest', suite.name, '', suite.message);
    }
    const failedSuites = report.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
    ).length;
    const failed = report.numFailedTests + failedSuites;
    return {
      passed: report.numPassedTests,
      // An error outside any test must not pass unseen.
      failed: failed === 0 && !ok ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

function playwright(name, config, env, args = []) {
  const file = join(reports, `${name}.json`);
  stage(
    name,
    ['playwright', 'test', '-c', config, '--reporter=list,json', ...args],
    { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    (ok) => {
      const report = readReport(file);
      if (report === undefined) return asOne(name)(false);
      const { stats } = report;
      for (const spec of report.suites.flatMap(specsOf)) {
        const error = spec.tests[0]?.results.findLast((result) => result.error)?.error?.message;
        if (!spec.ok) noteFailure(name, spec.file, spec.title, error);
      }
      const failed = stats.unexpected + stats.flaky;
      return { passed: stats.expected, failed: failed === 0 && !ok ? 1 : failed, skipped: stats.skipped };
    },
  );
}

/** Ticks of the processors since the machine started: all, and what the host gave to others. Null where nobody counts. */
function processorTime() {
  try {
    const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].trim().split(/\s+/).map(Number);
    // user, nice, system, idle, iowait, irq, softirq, steal; the guests after it are part of user.
    return { all: ticks.slice(0, 8).reduce((sum, each) => sum + each), stolen: ticks[7] };
  } catch {
    return null;
  }
}

const specsOf = ({ specs, suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

function noteFailure(stageName, file, test, message = '') {
  const why = message.split('\n').slice(0, 8).join('\n    ');
  failures.push({ what: `${stageName}: ${relative(process.cwd(), resolve(file))} › ${test}`, why });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const asked = process.argv.slice(2);
const only = asked.filter((arg) => arg !== '--all');
const all = asked.includes('--all');
const wanted = (name) => only.includes(name) || (only.length === 0 && (all || name !== 'seeds'));

const [began, before] = [Date.now(), processorTime()];
const runtime = await setUp({ tests: true });
for (const check of ['format:check', 'lint', 'types', 'lock:check']) {
  if (wanted('check')) stage(check, ['npm', 'run', '--silent', check], {}, asOne(check));
}
const projects = ['unit', 'renderer', 'contract', 'integration', 'seeds'].filter(wanted);
if (projects.length > 0) vitest(projects);
if (wanted('stand-in')) playwright('stand-in', 'tools/electron-stand-in/playwright.config.ts', runtime.env);
if (wanted('e2e')) playwright('e2e', 'playwright.config.ts', runtime.env, all ? [] : ['--grep-invert', '@wide']);

rmSync(reports, { recursive: true, force: true });
for (const { what, why } of failures) console.log(`\nfailed · ${what}\n    ${why}`);
const after = processorTime();
const stolen = before && after && (after.stolen - before.stolen) / (after.all - before.all);
const ofOthers =
  stolen === null ? '' : `; other machines of the host had ${(stolen * 100).toFixed(0)} % of the processors`;
console.log(`\nparley · all of it: ${((Date.now() - began) / 1000).toFixed(0)} s${ofOthers}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
