import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '#shared/change.ts';
import type { StoreOptions } from '../../../src-main/cache/databases.ts';
import { openStore, type Store } from '../../../src-main/cache/store.ts';
import { createRandom } from '../../../src-simulator/engine/random.ts';
import { root } from '../../support/root.ts';
import {
  account,
  createContact,
  createConversation,
  createMessage,
  firstAt,
  tenant,
  user,
  userId,
} from './bench-company.ts';
import { cachedData, copyData } from './bench-data.ts';
import type { Population } from './population.ts';

// The product's own cache file with the population in it, filled through the product's own snapshot loading.

/** Whatever decides what is in the files. */
const sources = [
  import.meta.filename,
  ...['bench-company.ts', 'population.ts'].map((name) => join(import.meta.dirname, name)),
  ...['build-index.ts', 'merge-index.ts', 'message-labels.ts', 'person-words.ts', 'search-schema.ts'].map((name) =>
    join(root, 'src-main/search', name),
  ),
  ...readdirSync(join(root, 'src-main/cache'))
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixtures)\.ts$/.test(name))
    .map((name) => join(root, 'src-main/cache', name)),
];
const workerUrl = new URL('../../../src-main/cache/store-worker.ts', import.meta.url);
const key = Buffer.from('2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99', 'hex');
export const benchEpoch = 'bench';

export interface ProductData {
  options: StoreOptions;
  /** Starts the real worker on the files, or on a copy of them. */
  open(options?: StoreOptions): Promise<Store>;
  /** The same files once more, to write to. */
  copyTo(folder: string): StoreOptions;
}

export async function makeProductData(population: Population): Promise<ProductData> {
  const { conversations, messages } = population;
  const dir = await cachedData('product', sources, { conversations, messages }, (into) => fill(into, population));
  const options = { dir, key, now: Date.now() };
  return {
    options,
    open: (own = options) => openStore(workerUrl, own, () => undefined),
    copyTo: (folder) => {
      copyData(dir, folder);
      return { ...options, dir: folder };
    },
  };
}

async function fill(dir: string, population: Population): Promise<void> {
  const store = await openStore(workerUrl, { dir, key, now: Date.now() }, () => undefined);
  await store.call('setOwner', { userId, superadmin: false });
  await store.call('snapshotBegin', 0);
  let batch: Change[] = [];
  for (const change of changesOf(population)) {
    batch.push(change);
    if (batch.length < 2000) continue;
    await store.call('snapshotRows', batch);
    batch = [];
  }
  await store.call('snapshotRows', batch);
  await store.call('snapshotFinish', { epoch: benchEpoch, seq: population.messages });
  while (await store.call('indexSome', 5000));
  await store.call('checkpoint');
  await store.close();
}

/** Everything a new desktop gets, entity by entity as the backend's snapshot gives it. */
function* changesOf({ conversations, counts }: Population): Generator<Change> {
  const seq = 1;
  const version = 1;
  const random = createRandom('bench', 'product');
  yield { seq, entity: 'tenant', id: tenant.id, version, data: tenant };
  yield { seq, entity: 'user', id: user.id, version, data: user };
  yield { seq, entity: 'account', id: account.id, version, data: account };
  for (let index = 0; index < conversations; index++) {
    const data = createContact(index);
    yield { seq, entity: 'contact', id: data.id, version, data };
  }
  // The last message of each thread is needed for its row, so both come from one pass with the same numbers.
  const threads = Array.from({ length: conversations }, () => random.int(0, 1_000_000_000));
  let number = 0;
  for (const [index, offset] of threads.entries()) {
    const count = counts[index] ?? 0;
    number += count;
    const at = firstAt + offset + count * 60_000;
    const last = count === 0 ? null : createMessage(createRandom('bench', `text/${index}`), index, number, at);
    const data = createConversation({ index, offset, count, last });
    yield { seq, entity: 'conversation', id: data.id, version, data };
  }
  number = 0;
  for (const [index, offset] of threads.entries()) {
    for (let place = 1; place <= (counts[index] ?? 0); place++) {
      const data = createMessage(random, index, ++number, firstAt + offset + place * 60_000);
      yield { seq: number, entity: 'message', id: data.id, version, data };
    }
  }
}
