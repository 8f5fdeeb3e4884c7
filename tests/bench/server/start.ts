import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createBackend, realPasswords } from '../../support/backend.ts';
import type { Child } from '../../support/child.ts';
import { usageOf } from '../../support/process-usage.ts';
import { startFloorServer } from '../floors/start-floor.ts';
import { now } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';

/** S7: from spawning the bundled backend to its first answer, and its memory then. */
export async function measureStart({ reps }: BenchOptions, folder: string): Promise<Result[]> {
  const company = { appId: '1', appSecret: randomBytes(16).toString('hex'), verifyToken: 'verify-token' };
  const backend = createBackend({ folder, graphUrl: 'http://127.0.0.1:9', company, env: realPasswords });
  const ms = { floor: [] as number[], product: [] as number[] };
  const mb = { floor: [] as number[], product: [] as number[] };
  const startFloor = (rep: number): ReturnType<typeof startFloorServer> =>
    startFloorServer(
      {
        appSecret: company.appSecret,
        file: join(folder, `start-${rep}.db`),
        key: randomBytes(32).toString('hex'),
        sync: 'FULL',
        inserts: 1,
        updates: 0,
        push: true,
      },
      folder,
    );

  // The first start creates the database and its first admin; what people wait for is every start after it.
  await backend.start();
  await backend.stop();
  for (let rep = 0; rep < Math.max(reps, 3); rep++) {
    await measure(ms.floor, mb.floor, async () => await startFloor(rep));
    await measure(ms.product, mb.product, async () => {
      await backend.start();
      return { child: backend.child(), url: backend.url() };
    });
  }
  const time = { row: 'S7', unit: 'ms', better: 'lower' } as const;
  const memory = { row: 'S7', unit: 'MB', better: 'lower' } as const;
  return [
    { ...time, kind: 'compared', metric: 'start to first answer', ...ms, gate: 1.75, goal: 1 },
    { ...time, kind: 'cap', metric: 'start to first answer', product: ms.product, cap: 1000 },
    { ...memory, kind: 'compared', metric: 'memory when ready', ...mb, gate: 1.6, goal: 1.3 },
    { ...memory, kind: 'cap', metric: 'memory when ready', product: mb.product, cap: 200 },
  ];
}

async function measure(ms: number[], mb: number[], start: () => Promise<{ child: Child; url: string }>): Promise<void> {
  const begun = now();
  const { child, url } = await start();
  const response = await fetch(`${url}/health`);
  await response.text();
  ms.push(now() - begun);
  if (!response.ok) throw new Error(`/health answered ${response.status}`);
  mb.push((usageOf(child.pid)?.rss ?? Number.NaN) / 1e6);
  await child.stop();
}
