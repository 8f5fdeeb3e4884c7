import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { keepFolder, makeFolder } from '../support/folder.ts';
import { createRabbitMq } from '../support/rabbitmq.ts';
import { fullBurst, isExact, runBurst } from './burst.ts';
import { fullKeys, isExactKeys, runKeys } from './keys.ts';
import { fullQueue, isExactQueue, runQueue } from './queue.ts';
import { runFaults, type FaultOutcome } from './run.ts';
import { runTyping } from './typing.ts';
import { openTypist } from './typist.ts';

const usage = `npm run faults -- [options]

  --kills N    how often a program is killed (50)
  --rate N     messages per second in each direction while that happens (20)
  --seed TEXT  repeats the decisions of an earlier run; printed at the end
  --burst      instead: 10,000 messages in 12,000 signed POSTs, 1,200 of them out of order
  --keys       instead: 50 new keys of ENCRYPTION_KEYS put to work while messages go in and out, 10 times killed meanwhile
  --typing     instead: Parley is killed --kills times while somebody types; at most the last 500 ms may be missing
  --admin      instead: two admins' desktops that lose the network at any moment, 500 times over
  --queue      instead: 5,000 messages of a RabbitMQ queue, its broker killed twice, the line to WhatsApp cut
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    rate: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    admin: { type: 'boolean', default: false },
    burst: { type: 'boolean', default: false },
    keys: { type: 'boolean', default: false },
    queue: { type: 'boolean', default: false },
    typing: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

if (values.admin) {
  // The server runs in the test's own process: only the test runner can load it.
  const file = 'tests/integration/operations-partitions';
  const run = spawnSync('node_modules/.bin/vitest', ['run', '--project', 'integration', file], {
    stdio: 'inherit',
    env: { ...process.env, PARLEY_PROPERTY_RUNS: '500' },
  });
  process.exit(run.status ?? 1);
}

const started = performance.now();
const folder = makeFolder('faults');
const say = (line: string): void => {
  console.log(`faults · ${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s · ${line}`);
};
say(`seed ${values.seed}, data and logs in ${folder}`);

let isGood = false;
try {
  isGood = values.typing
    ? await typing()
    : values.queue
      ? await queue()
      : values.keys
        ? await keys()
        : values.burst
          ? await burst()
          : report(
              await runFaults({
                folder,
                seed: values.seed,
                kills: toCount('kills', values.kills),
                rate: toCount('rate', values.rate),
                restWithinMs: 120_000,
                say,
              }),
            );
} catch (error) {
  console.error('faults · the run could not be finished:', error);
}
if (!isGood) {
  keepFolder(folder);
  console.log(`faults · logs and data are kept in ${folder}`);
}
process.exit(isGood ? 0 : 1);

/** T-8 with its full counts; true when it came out exactly. */
async function burst(): Promise<boolean> {
  const { messages, posts, moved, customers } = fullBurst;
  say(`${posts} signed POSTs with ${messages} messages of ${customers} customers, ${moved} out of order`);
  const outcome = await runBurst(folder, values.seed, fullBurst);
  const { rows, missing, refused, conversations, seconds, p50, p99 } = outcome;
  console.log(`\nrows=${rows} of ${messages}, missing=${missing}, other than 200=${refused}`);
  console.log(`conversations=${conversations} of ${customers}`);
  console.log(`${posts} POSTs in ${seconds.toFixed(1)} s (${(posts / seconds).toFixed(0)}/s)`);
  console.log(`answered in p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  console.log(`seed=${values.seed}`);
  return isExact(outcome, fullBurst);
}

/** T-28 with its full counts; true when everything opened all the time and nothing was lost or doubled. */
async function keys(): Promise<boolean> {
  const outcome = await runKeys(folder, values.seed, fullKeys, say);
  const { rotations, kills, opened, failed, written, sent, lost, twice, uncertain, left } = outcome;
  console.log(`\nkeys exchanged=${rotations}, killed while wrapping=${kills}`);
  console.log(`secrets asked for=${opened}, messages in=${written}, messages out=${sent}`);
  for (const text of [...failed, ...lost, ...twice].slice(0, 20)) console.log(`  ${text}`);
  console.log(`\nunopened=${failed.length} left=${left} lost=${lost.length} dup=${twice.length}`);
  console.log(`uncertain=${uncertain}`);
  console.log(`seed=${values.seed}`);
  return isExactKeys(outcome, fullKeys);
}

/** C-5 with its full counts; true when nothing was lost, doubled or left out. */
async function queue(): Promise<boolean> {
  const rabbit = await createRabbitMq(makeFolder('faults-broker'));
  await rabbit.start();
  const outcome = await runQueue(rabbit, folder, values.seed, fullQueue, say).finally(rabbit.stop);
  const { published, once, twice, lost, uncertain, shown, poison, buried, reasons, brokerKills, seconds } = outcome;
  console.log(`\npublished=${published} messages=${fullQueue.messages} copies=${fullQueue.copies} poison=${poison}`);
  console.log(
    `broker killed ${brokerKills} times, line to WhatsApp cut ${fullQueue.lineCuts} times, ${seconds.toFixed(0)} s`,
  );
  console.log(`accepted by WhatsApp once=${once}, refused or held=${shown}`);
  console.log(`dead letters: ${JSON.stringify(reasons)}, poison among them ${buried} of ${poison}`);
  for (const text of [...lost, ...twice].slice(0, 20)) console.log(`  ${text}`);
  console.log(`\nlost=${lost.length} dup=${twice.length} poison_missing=${poison - buried}`);
  console.log(`uncertain=${uncertain}`);
  console.log(`seed=${values.seed}`);
  return isExactQueue(outcome);
}

/** No typed word is lost: true when never more than the last half second was missing. */
async function typing(): Promise<boolean> {
  const typist = await openTypist(folder, values.seed);
  const kills = toCount('kills', values.kills);
  const outcome = await runTyping({ seed: values.seed, kills, open: typist.open, say });
  await typist.stop();
  const worst = Math.max(0, ...outcome.missing.filter(Number.isFinite));
  console.log(
    `\nkilled ${outcome.kills} times, ${outcome.typed} keys typed, at most the last ${worst.toFixed(0)} ms missing`,
  );
  for (const line of outcome.lost.slice(0, 20)) console.log(`  ${line}`);
  console.log(`\nlost=${outcome.lost.length}`);
  console.log(`seed=${values.seed}`);
  return outcome.lost.length === 0;
}

/** Prints what was tried and the verdict; true when nothing was found. */
function report({ findings, kills, troubles, counts, uncertain, resent }: FaultOutcome): boolean {
  const print = (title: string, entries: Iterable<readonly [string, string | number]>): void => {
    console.log(`\n${title}`);
    for (const [name, value] of [...entries].toSorted(([a], [b]) => a.localeCompare(b, 'en'))) {
      console.log(`  ${name.padEnd(44)} ${value}`);
    }
  };
  print('kills', kills.counts);
  print(
    'ready again after a kill, ms (median, worst)',
    [...kills.readyMs].map(([name, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      return [name, `${sorted[sorted.length >> 1]?.toFixed(0)}, ${sorted.at(-1)?.toFixed(0)}`] as const;
    }),
  );
  if (kills.missedPoints.length > 0) {
    print(
      'points not reached in time, killed at any moment instead',
      [...Map.groupBy(kills.missedPoints, (each) => each)].map(([name, all]) => [name, all.length]),
    );
  }
  print('troubles', troubles);
  print('messages', Object.entries(counts));
  const lists = Object.entries(findings);
  for (const [name, found] of lists) {
    if (found.length > 0) console.log(`\n${name}`);
    for (const line of found.slice(0, 20)) console.log(`  ${line}`);
    if (found.length > 20) console.log(`  … and ${found.length - 20} more`);
  }
  console.log(`\n${lists.map(([name, found]) => `${name}=${found.length}`).join(' ')}`);
  console.log(`uncertain=${uncertain} resent=${resent}`);
  console.log(`seed=${values.seed}`);
  return lists.every(([, found]) => found.length === 0);
}

function toCount(name: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  console.error(`--${name} must be a whole number above 0, not ${text}`);
  process.exit(2);
}
