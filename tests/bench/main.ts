import os from 'node:os';
import { parseArgs } from 'node:util';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { measureConversationList, measureThreadPages } from './desktop/reads.ts';
import { measureCatchUp } from './desktop/catch-up.ts';
import { measureScreen } from './desktop/screen.ts';
import { measureSearch } from './desktop/search.ts';
import { fullRun, quickRun, type BenchOptions } from './options.ts';
import { describeMachine, printTable, saveRun } from './report.ts';
import { slack, type Result } from './result.ts';
import { measureIngest } from './server/ingest.ts';
import { measureLive } from './server/live.ts';
import { measureStart } from './server/start.ts';
import { measureSimulator } from './simulator/sends.ts';

const usage = `npm run bench -- [options]

  --only S1,D1  some of the rows S1, S3, S4, S7, D1, D2, D3, D4, D5, SIM
  --reps N      alternations of floor and product (5)
  --quick       2 short alternations and 100,000 messages: to see that it works, not to judge by

Every ratio is product / floor, medians of the same run. Exit code 1 when a gate is missed by more than ${slack * 100} %.
Large data sets are made once, in PARLEY_BENCH_DATA or the temporary folder.
`;

interface Measure {
  rows: readonly string[];
  run: (options: BenchOptions, folder: string) => Promise<Result[]>;
}

const measures: Measure[] = [
  { rows: ['S7'], run: measureStart },
  { rows: ['S1', 'S3', 'S7'], run: measureIngest },
  { rows: ['S4'], run: measureLive },
  { rows: ['D1'], run: measureThreadPages },
  { rows: ['D3'], run: measureConversationList },
  { rows: ['D2', 'D3'], run: measureScreen },
  { rows: ['D4'], run: measureSearch },
  { rows: ['D5'], run: measureCatchUp },
  { rows: ['SIM'], run: measureSimulator },
];
const allRows = [...new Set(measures.flatMap(({ rows }) => rows))].toSorted();

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    reps: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const wanted = values.only?.split(',').map((row) => row.trim().toUpperCase()) ?? allRows;
const unknown = wanted.filter((row) => !allRows.includes(row));
if (unknown.length > 0) stop(`--only: there is no row ${unknown.join(', ')}; there are ${allRows.join(', ')}`);
const reps = values.reps === undefined ? undefined : Number(values.reps);
if (reps !== undefined && !(Number.isInteger(reps) && reps > 0)) stop(`--reps must be a whole number above 0`);

const base = values.quick ? quickRun : fullRun;
const options = { ...base, reps: reps ?? base.reps };
const machine = describeMachine();
console.log(
  `bench · ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`,
);
console.log(`bench · load ${machine.load.join()}: other work on this machine makes every number worse`);
if (values.quick) {
  console.log(
    `bench · quick: ${options.reps} alternations, ${options.messages.toLocaleString('en')} messages instead of a million: not to judge by`,
  );
}

const results: Result[] = [];
for (const { rows, run } of measures) {
  if (!rows.some((row) => wanted.includes(row))) continue;
  console.log(`bench · measuring ${rows.join(', ')} …`);
  const folder = makeFolder('bench');
  results.push(...(await run(options, folder)).filter(({ row }) => wanted.includes(row)));
  removeFolder(folder);
}
machine.load.push(Number((os.loadavg()[0] ?? 0).toFixed(2)));
results.sort((a, b) => a.row.localeCompare(b.row, 'en'));

console.log('');
const missed = printTable(results);
console.log(`\nbench · load before and after: ${machine.load.join(', ')}`);
console.log(`bench · all samples: ${saveRun({ machine, options, results })}`);
for (const { row, metric } of missed) console.log(`bench · missed by more than ${slack * 100} %: ${row} ${metric}`);
process.exit(missed.length > 0 ? 1 : 0);

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}
