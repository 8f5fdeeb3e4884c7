import type { ConversationQuery } from '#shared/inbox.ts';
import { WorkspaceStore } from '../../../src-main/cache/workspace-store.ts';
import { createRandom } from '../../../src-simulator/engine/random.ts';
import { now, percentile } from '../numbers.ts';
import type { Result } from '../result.ts';
import type { BenchOptions } from '../options.ts';
import { conversationId } from './bench-company.ts';
import { openFloorStore, openHop } from './floor-store.ts';
import { benchConversations, createPopulation, pickBusy } from './population.ts';
import { makeProductData } from './product-store.ts';

/** D1: a page of 50 of the thread, from asking the store's worker to rows. */
export async function measureThreadPages({ messages, reps, samples }: BenchOptions): Promise<Result[]> {
  const population = createPopulation(benchConversations, messages);
  const floorStore = await openFloorStore(population);
  const store = await (await makeProductData(population)).open();
  const hop = await openHop(floorStore.pageAsJson(0));
  const floor: number[] = [];
  const product: number[] = [];
  const worst: number[] = [];

  for (let rep = 0; rep < reps; rep++) {
    const random = createRandom('bench', `pages/${rep}`);
    const picks = Array.from({ length: samples }, () => pickBusy(random, population));
    const queries = picks.map((pick) => floorStore.page(pick));
    const hops: number[] = [];
    while (hops.length < samples) hops.push(await hop.roundTrip());
    floor.push(percentile(queries, 0.5) + percentile(hops, 0.5));

    const pages: number[] = [];
    for (const pick of picks) {
      const start = now();
      const query = { conversationId: conversationId(pick), before: null, limit: 50 };
      const { json } = await store.call('threadPage', query);
      JSON.parse(json);
      pages.push(now() - start);
    }
    product.push(percentile(pages, 0.5));
    worst.push(percentile(pages, 0.99));
  }
  await hop.close();
  floorStore.close();
  await store.close();
  const common = { row: 'D1', unit: 'ms', better: 'lower' } as const;
  const size = `${messages.toLocaleString('en')} messages`;
  return [
    { ...common, kind: 'compared', metric: `page of 50, ${size}, p50`, floor, product, gate: 4, goal: 2.5 },
    { ...common, kind: 'cap', metric: `page of 50, ${size}, p99`, product: worst, cap: 10 },
  ];
}

/** D3: the first 50 of 100,000 conversations. */
export async function measureConversationList({ messages, reps, samples }: BenchOptions): Promise<Result[]> {
  const population = createPopulation(benchConversations, messages);
  const floorStore = await openFloorStore(population);
  const data = await makeProductData(population);
  const query = {
    view: 'all',
    chips: [],
    filter: '',
    accountId: null,
    after: null,
    limit: 50,
  } satisfies Partial<ConversationQuery>;
  const at = Date.now();
  const floor: number[] = [];
  const product = { queue: [] as number[], newest: [] as number[] };
  const crossing: number[] = [];

  const inside = new WorkspaceStore(data.options, () => undefined);
  for (let rep = 0; rep < reps; rep++) {
    floor.push(
      percentile(
        Array.from({ length: samples }, () => floorStore.list()),
        0.5,
      ),
    );
    for (const sort of ['queue', 'newest'] as const) {
      const times = Array.from({ length: samples }, () => {
        const start = now();
        inside.conversationPage({ ...query, sort }, at);
        return now() - start;
      });
      product[sort].push(percentile(times, 0.5));
    }
  }
  inside.close();
  floorStore.close();

  const store = await data.open();
  for (let sample = 0; sample < samples; sample++) {
    const start = now();
    JSON.parse(await store.call('conversationPage', { ...query, sort: 'queue' }, at));
    crossing.push(now() - start);
  }
  await store.close();
  const common = { row: 'D3', unit: 'ms', better: 'lower' } as const;
  return [
    {
      ...common,
      kind: 'compared',
      metric: 'first 50 of 100,000, newest first, query p50',
      floor,
      product: product.newest,
      gate: 3,
      goal: 2,
    },
    {
      ...common,
      kind: 'compared',
      metric: 'first 50 of 100,000, queue order, query p50',
      floor,
      product: product.queue,
      gate: 3,
      goal: 2,
    },
    {
      ...common,
      kind: 'info',
      metric: 'the same through the worker, parsed, p50',
      product: [percentile(crossing, 0.5)],
    },
  ];
}
