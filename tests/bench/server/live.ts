import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newId, type ClientId } from '#shared/ids.ts';
import { startChild } from '../../support/child.ts';
import { DeadlineError, until } from '../../support/deadline.ts';
import { webhookPath } from '../../support/team.ts';
import { startFloorDesktop, startFloorServer, toDesktop, type MeasuredDesktop } from '../floors/start-floor.ts';
import { createSender, type Sender } from '../load/sender.ts';
import type { WebhookStream } from '../load/webhooks.ts';
import { now, percentile } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';
import type { LiveDesktopSettings } from './live-desktop.ts';
import { customers, expectAll200, startWarmTeam, type WarmTeam } from './warm-team.ts';

const rates = [20, 80, 500];

/** A server under webhooks and a desktop that hears of them. */
interface Stack {
  name: 'floor' | 'plain' | 'product';
  sender: Sender;
  stream: WebhookStream;
  desktop: MeasuredDesktop;
  stop: () => Promise<void>;
}

/** S4: from the moment a webhook is due until the message is in the agent's encrypted store and announced. */
export async function measureLive(options: BenchOptions, folder: string): Promise<Result[]> {
  const warm = await startWarmTeam(folder);
  const stacks = [
    await startFloorStack(warm, folder, 'plain'),
    await startFloorStack(warm, folder, 'floor'),
    await startProductStack(warm, folder),
  ];
  const samples = new Map<string, number[]>();
  const of = (name: Stack['name'], rate: number, p: string): number[] => {
    const key = `${name} ${rate} ${p}`;
    const found = samples.get(key) ?? [];
    samples.set(key, found);
    return found;
  };
  let missing = 0;

  for (const stack of stacks) await run(stack, 200, customers);
  for (let rep = 0; rep < options.reps; rep++) {
    for (const rate of rates) {
      for (const stack of stacks) {
        const count = Math.ceil(rate * options.paceSeconds);
        const { answered, stored } = await run(stack, rate, count);
        of(stack.name, rate, 'p50').push(percentile(stored, 0.5));
        of(stack.name, rate, 'p99').push(percentile(stored, 0.99));
        of(stack.name, rate, 'answer').push(percentile(answered, 0.5));
        if (stack.name === 'product') missing += count - stored.length;
      }
    }
  }
  for (const stack of stacks) await stack.stop();

  const common = { row: 'S4', unit: 'ms', better: 'lower' } as const;
  const compared = (rate: number, p: 'p50' | 'p99', against: 'floor' | 'plain'): Result => {
    const bar = p === 'p50' ? { gate: 2.5, goal: 1.5 } : { gate: 3, goal: 2 };
    return {
      ...common,
      kind: 'compared',
      metric: `webhook → agent's store at ${rate}/s, ${p}${against === 'plain' ? ', against NORMAL, plain server' : ''}`,
      floor: of(against, rate, p),
      product: of('product', rate, p),
      ...(against === 'plain' ? { gate: null, goal: null } : bar),
    };
  };
  const atMost = of('product', 500, 'p99');
  return [
    ...rates.flatMap((rate) => [compared(rate, 'p50', 'floor'), compared(rate, 'p99', 'floor')]),
    { ...common, kind: 'cap', metric: "webhook → agent's store at 500/s, p99", product: atMost, cap: 100 },
    { ...common, kind: 'cap', metric: 'not announced to the screen', unit: '', product: [missing], cap: 0 },
    compared(80, 'p50', 'plain'),
    {
      ...common,
      kind: 'compared',
      metric: 'of it until the 200 at 500/s, p50',
      floor: of('floor', 500, 'answer'),
      product: of('product', 500, 'answer'),
      gate: null,
      goal: null,
    },
  ];
}

/** Posts at a rate, waits until the desktop has all. How long each took until its 200, and until it was stored. */
async function run(
  { sender, stream, desktop }: Stack,
  rate: number,
  count: number,
): Promise<{ answered: number[]; stored: number[] }> {
  const stored: number[] = [];
  const answers = await sender.pace(count, rate, () => stream.next(String(now())));
  expectAll200(answers);
  const hasAll = async (): Promise<boolean> => {
    stored.push(...(await desktop.take()));
    return stored.length >= count;
  };
  try {
    await until('the desktop to have every message', hasAll, { withinMs: 5000, everyMs: 50 });
  } catch (error) {
    // What is missing is counted by the caller.
    if (!(error instanceof DeadlineError)) throw error;
  }
  return { answered: answers.map(({ ms }) => ms), stored };
}

/** `floor`: as durable as the product, as many rows. `plain`: the least a server can do. Both clients are encrypted. */
async function startFloorStack(
  { team, rows, createStream }: WarmTeam,
  home: string,
  name: 'floor' | 'plain',
): Promise<Stack> {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  const key = randomBytes(32).toString('hex');
  const { inserts, updates } = rows;
  const server = await startFloorServer(
    {
      appSecret: team.simulator.company.appSecret,
      file: join(folder, 'server.db'),
      push: true,
      ...(name === 'floor'
        ? { key, sync: 'FULL', inserts, updates }
        : { key: null, sync: 'NORMAL', inserts: 1, updates: 0 }),
    },
    folder,
  );
  const desktop = await startFloorDesktop({ url: server.url, file: join(folder, 'desktop.db'), key }, folder);
  const sender = createSender(server.port, webhookPath);
  return {
    name,
    sender,
    stream: createStream(name),
    desktop,
    async stop() {
      sender.close();
      await desktop.child.stop();
      await server.child.stop();
    },
  };
}

async function startProductStack({ team, createStream }: WarmTeam, folder: string): Promise<Stack> {
  const dir = join(folder, 'product-desktop');
  mkdirSync(dir, { recursive: true });
  const settings: LiveDesktopSettings = {
    place: {
      dir,
      databaseKey: randomBytes(32).toString('hex'),
      url: team.backend.url(),
      client: { id: newId<ClientId>(), name: 'bench' },
      undoSendSeconds: 0,
    },
    ...team.backend.admin,
  };
  const child = startChild({
    name: 'product desktop',
    file: join(import.meta.dirname, 'live-desktop.ts'),
    args: [JSON.stringify(settings)],
    logFile: join(folder, 'product-desktop.log'),
  });
  const sender = createSender(team.backend.port(), webhookPath);
  return {
    name: 'product',
    sender,
    stream: createStream('product'),
    desktop: await toDesktop(child),
    async stop() {
      sender.close();
      await child.stop();
      await team.stop();
    },
  };
}
