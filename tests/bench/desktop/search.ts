import { WorkspaceStore } from '../../../src-main/cache/workspace-store.ts';
import { createRandom, type Random } from '../../../src-simulator/engine/random.ts';
import { now, percentile } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';
import { openFloorSearch } from './floor-search.ts';
import { benchConversations, createPopulation, vocabulary } from './population.ts';
import { makeProductData } from './product-store.ts';

/** Words by how often they occur: rank 1 is the most frequent. */
const wordOf = (random: Random, fromRank: number, toRank: number): string =>
  vocabulary[random.int(fromRank, toRank)] ?? '';

/** What people look for; an open one is still being typed. */
const shapes: Record<string, (random: Random) => { words: string[]; isOpen: boolean }> = {
  'common word': (random) => ({ words: [wordOf(random, 5, 49)], isOpen: false }),
  'mid word': (random) => ({ words: [wordOf(random, 500, 1999)], isOpen: false }),
  'rare word': (random) => ({ words: [wordOf(random, 5000, 18_999)], isOpen: false }),
  'two words': (random) => ({ words: [wordOf(random, 50, 249), wordOf(random, 500, 1999)], isOpen: false }),
  'prefix of 3': (random) => ({ words: [wordOf(random, 50, 5049).slice(0, 3)], isOpen: true }),
  'part of a name': (random) => ({ words: [wordOf(random, 500, 5499).slice(1, 5)], isOpen: true }),
};

/** D4: the newest 50 of a million messages and the people who go by it, shape by shape. */
export async function measureSearch({ messages, reps, samples }: BenchOptions): Promise<Result[]> {
  const population = createPopulation(benchConversations, messages);
  const floorSearch = await openFloorSearch(population);
  const inside = new WorkspaceStore((await makeProductData(population)).options, () => undefined);
  const at = Date.now();
  const times = Object.keys(shapes).map((name) => ({ name, floor: [], index: [], product: [], worst: [] }) as Times);
  for (let rep = 0; rep < reps; rep++) {
    for (const shape of times) {
      const random = createRandom('bench', `search/${shape.name}/${rep}`);
      const asked = Array.from({ length: Math.ceil(samples / 5) }, () => shapes[shape.name]?.(random));
      const floor: number[] = [];
      const index: number[] = [];
      const product: number[] = [];
      for (const { words, isOpen } of asked.filter((one) => one !== undefined)) {
        floor.push(floorSearch.find(words, isOpen));
        index.push(floorSearch.indexOnly(words, isOpen));
        const start = now();
        inside.search({ text: `${words.join(' ')}${isOpen ? '' : ' '}`, after: null }, at);
        product.push(now() - start);
      }
      shape.floor.push(percentile(floor, 0.5));
      shape.index.push(percentile(index, 0.5));
      shape.product.push(percentile(product, 0.5));
      shape.worst.push(percentile(product, 0.99));
    }
  }
  inside.close();
  floorSearch.close();
  const common = { row: 'D4', unit: 'ms', better: 'lower' } as const;
  return times.flatMap(({ name, floor, index, product, worst }): Result[] => [
    { ...common, kind: 'compared', metric: `${name}, newest 50, p50`, floor, product, gate: 2.5, goal: 1.5 },
    { ...common, kind: 'cap', metric: `${name}, p99`, product: worst, cap: 100 },
    { ...common, kind: 'info', metric: `${name}, of the bare index alone, p50`, product: index },
  ]);
}

interface Times {
  name: string;
  floor: number[];
  index: number[];
  product: number[];
  worst: number[];
}
