import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startChild, type Child } from '../../support/child.ts';
import { usageOf } from '../../support/process-usage.ts';
import { webhookPath, type Team } from '../../support/team.ts';
import { startFloorServer } from '../floors/start-floor.ts';
import { createSender, type Sender } from '../load/sender.ts';
import type { SignedBody, WebhookStream } from '../load/webhooks.ts';
import { now, percentile } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';
import { openBackendDatabase } from './row-count.ts';
import { connections, customers, expectAll200, startWarmTeam, type WarmTeam } from './warm-team.ts';

/** What one business number can bring at its very worst: 80 messages a second each way, with their statuses. */
const worstCaseRate = 320;
/** Bodies made for each second of a flood; a faster server ends it earlier. */
const bodiesPerSecond = 12_000;

interface Side {
  name: string;
  child: Child;
  sender: Sender;
  stream: WebhookStream;
  sent: number;
}

/** S1: webhooks flat out, 200 after the commit. S3: answer times at 80/s. Memory after the flood belongs to S7. */
export async function measureIngest(options: BenchOptions, folder: string): Promise<Result[]> {
  const warm = await startWarmTeam(folder);
  const { team, rows } = warm;
  const listener = await startListener(team, folder);
  const side = (name: string, child: Child, port: number): Side => {
    return { name, child, sender: createSender(port, webhookPath), stream: warm.createStream(name), sent: 0 };
  };
  const startFloor = async (name: string, durable: { key: string | null; inserts: number; updates: number }) => {
    const { appSecret } = team.simulator.company;
    const file = join(folder, `${name}.db`);
    const { child, port } = await startFloorServer({ appSecret, file, sync: 'FULL', push: false, ...durable }, folder);
    return side(name, child, port);
  };
  const floor = await startFloor('floor', { key: randomBytes(32).toString('hex'), ...rows });
  const plain = await startFloor('plain', { key: null, inserts: 1, updates: 0 });
  const product = side('product', team.backend.child(), team.backend.port());
  const rate = { floor: [] as number[], plain: [] as number[], product: [] as number[] };
  const p50 = { floor: [] as number[], product: [] as number[] };
  const p99 = { floor: [] as number[], product: [] as number[] };

  for (const each of [floor, plain, product]) await flood(each, 1);
  for (let rep = 0; rep < options.reps; rep++) {
    rate.plain.push(await flood(plain, options.floodSeconds / 2));
    rate.floor.push(await flood(floor, options.floodSeconds));
    rate.product.push(await flood(product, options.floodSeconds));
    for (const [name, each] of [['floor', floor] as const, ['product', product] as const]) {
      const times = await pace(each, 80, options.paceSeconds);
      p50[name].push(percentile(times, 0.5));
      p99[name].push(percentile(times, 0.99));
    }
  }
  const memory = { floor: memoryOf(floor), product: memoryOf(product) };
  const steadySeconds = options.paceSeconds * 5;
  const cpu = {
    floor: [await cpuAt(worstCaseRate, floor, steadySeconds)],
    product: [await cpuAt(worstCaseRate, product, steadySeconds)],
  };

  for (const each of [floor, plain, product]) each.sender.close();
  await listener.stop();
  await floor.child.stop();
  await plain.child.stop();
  await team.stop();
  const wrong = countWrongRows(warm, product.sent);
  const restart = await measureRestart(team);

  console.log(`bench · rows per message, counted on the product: ${rows.tables.join(', ')}`);
  const s1 = { row: 'S1', unit: '/s', better: 'higher' } as const;
  const s1Cpu = { row: 'S1', unit: '% of a core', better: 'lower' } as const;
  const s3 = { row: 'S3', unit: 'ms', better: 'lower' } as const;
  const s7 = { row: 'S7', unit: 'MB', better: 'lower' } as const;
  const compared = { kind: 'compared' } as const;
  const steady = `CPU at ${worstCaseRate}/s for ${steadySeconds} s`;
  const detail = `FULL, encrypted, ${rows.inserts} inserts + ${rows.updates} updates`;
  return [
    { ...s1, ...compared, metric: `webhooks flat out (${detail})`, ...rate, gate: 0.4, goal: 0.6 },
    { ...s1, ...compared, metric: 'against FULL, plain, 1 insert', ...rate, floor: rate.plain, gate: null, goal: null },
    { ...s1, kind: 'cap', metric: 'lost, doubled, misfiled', unit: '', better: 'lower', product: [wrong], cap: 0 },
    { ...s1Cpu, ...compared, metric: steady, ...cpu, gate: null, goal: null },
    { ...s1Cpu, kind: 'cap', metric: steady, product: cpu.product, cap: 35 },
    { ...s3, ...compared, metric: 'answer at 80/s, p50', ...p50, gate: 2.5, goal: 1.5 },
    { ...s3, ...compared, metric: 'answer at 80/s, p99', ...p99, gate: 2.5, goal: 1.5 },
    { ...s3, kind: 'cap', metric: 'answer at 80/s, p99', product: p99.product, cap: 50 },
    { ...s7, ...compared, metric: 'memory after the flood', ...memory, gate: 1.6, goal: 1.3 },
    { ...s7, kind: 'cap', metric: 'memory after the flood', product: memory.product, cap: 200 },
    {
      ...s7,
      kind: 'info',
      metric: `start on ${product.sent.toLocaleString('en')} messages`,
      unit: 'ms',
      product: [restart],
    },
  ];
}

async function startListener(team: Team, folder: string): Promise<Child> {
  const child = startChild({
    name: 'listener',
    file: join(import.meta.dirname, 'listener.ts'),
    args: [team.backend.url(), team.admin.token ?? ''],
    logFile: join(folder, 'listener.log'),
  });
  await child.line(/listening/);
  return child;
}

/** Webhooks per second. */
async function flood(side: Side, seconds: number): Promise<number> {
  const bodies = Array.from({ length: Math.ceil(seconds * bodiesPerSecond) }, () => side.stream.next());
  const begun = now();
  const answers = await side.sender.flood(takeFor(bodies, begun + seconds * 1000), connections);
  const elapsed = (now() - begun) / 1000;
  expectAll200(answers);
  side.sent += answers.length;
  return answers.length / elapsed;
}

function* takeFor(bodies: readonly SignedBody[], end: number): Generator<SignedBody> {
  for (const body of bodies) {
    if (now() > end) return;
    yield body;
  }
}

/** Answer times, ms. */
async function pace(side: Side, rate: number, seconds: number): Promise<number[]> {
  const answers = await side.sender.pace(Math.ceil(rate * seconds), rate, () => side.stream.next());
  expectAll200(answers);
  side.sent += answers.length;
  return answers.map(({ ms }) => ms);
}

/** Per cent of one core. */
async function cpuAt(rate: number, side: Side, seconds: number): Promise<number> {
  const before = usageOf(side.child.pid);
  const begun = now();
  await pace(side, rate, seconds);
  const after = usageOf(side.child.pid);
  return before === null || after === null ? Number.NaN : ((after.cpuMs - before.cpuMs) / (now() - begun)) * 100;
}

/** Messages too few or too many, and threads that should not be. */
function countWrongRows({ team, taken }: WarmTeam, sent: number): number {
  const db = openBackendDatabase(team.backend);
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const distinct = count('select count(distinct wamid) from message');
  const rows = count('select count(*) from message');
  const threads = count('select count(*) from conversation');
  db.close();
  return Math.abs(taken + sent - distinct) + (rows - distinct) + Math.abs(threads - customers);
}

async function measureRestart({ backend }: Team): Promise<number> {
  const begun = now();
  await backend.start();
  const ready = now() - begun;
  await backend.stop();
  return ready;
}

const memoryOf = ({ child }: Side): number[] => [(usageOf(child.pid)?.rss ?? Number.NaN) / 1e6];
