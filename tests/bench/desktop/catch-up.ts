import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { ChangePage, type Change } from '#shared/change.ts';
import { WorkspaceStore } from '../../../src-main/cache/workspace-store.ts';
import type { Store } from '../../../src-main/cache/store.ts';
import { rowsPerStep } from '../../../src-main/search/index-job.ts';
import { systemClock } from '../../../src-main/sync/clock.ts';
import { SyncClient } from '../../../src-main/sync/sync-client.ts';
import { createRandom } from '../../../src-simulator/engine/random.ts';
import { now, percentile } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';
import { copyData } from './bench-data.ts';
import { createContact, createConversation, createMessage, firstAt } from './bench-company.ts';
import { catchUpFloor, fillFloor } from './floor-catch-up.ts';
import { floorFile } from './floor-store.ts';
import { benchConversations, createPopulation, pickBusy, type Population } from './population.ts';
import { benchEpoch, makeProductData } from './product-store.ts';

const missed = 10_000;
/** As the desktop asks for them. */
const changesPerPage = 1000;
/** When everybody was away: after all that the cache has. */
const awayAt = firstAt + 3_000_000_000;

/** D5: ten thousand messages came while the desktop was off. How long until they are stored and can be found? */
export async function measureCatchUp({ messages, reps }: BenchOptions, folder: string): Promise<Result[]> {
  const population = createPopulation(benchConversations, messages);
  const data = await makeProductData(population);
  const copy = data.copyTo(join(folder, 'product'));
  copyData(dirname(await floorFile(population)), join(folder, 'floor'));
  const floorCopy = join(folder, 'floor/floor.db');
  const floor: number[] = [];
  const empty: number[] = [];
  const product: number[] = [];
  const stored: number[] = [];
  for (let rep = 0; rep < reps; rep++) {
    floor.push(catchUpFloor(floorCopy, population, missed, rep));
    empty.push(fillFloor(join(folder, `empty-${rep}.db`), missed));
    const inside = new WorkspaceStore(copy, () => undefined);
    const pages = pagesOf(missedChanges(population, rep), inside.cursor()?.seq ?? 0);
    const start = now();
    for (const page of pages) inside.applyPage(page);
    stored.push(now() - start);
    while (inside.indexSome(rowsPerStep));
    product.push(now() - start);
    inside.close();
  }
  const store = await data.open(copy);
  const last = pagesOf(missedChanges(population, reps), (await store.call('cursor'))?.seq ?? 0);
  const screen = await watchCatchUp(store, last);
  await store.close();

  const common = { row: 'D5', unit: 'ms', better: 'lower' } as const;
  const whole = `${missed.toLocaleString('en')} missed messages`;
  return [
    { ...common, kind: 'compared', metric: `${whole}: stored and indexed`, floor, product, gate: 2, goal: 1.2 },
    { ...common, kind: 'info', metric: `${whole}: stored`, product: stored },
    { ...common, kind: 'info', metric: 'bare messages with their index into an empty file', product: empty },
    { ...common, kind: 'cap', metric: 'longest wait for the list meanwhile', product: [screen.list], cap: 500 },
    { ...common, kind: 'cap', metric: 'longest task of main meanwhile', product: [screen.main], cap: 50 },
  ];
}

/**
 * What the server tells of missed messages: contact, conversation and message of each. Whatever page something stands
 * in, it is told as it is now, not as it was then.
 */
export function newsOf(population: Population, conversations: readonly number[], from: number): Change[] {
  const random = createRandom('bench', `news/${from}`);
  const messages = conversations.map((index, number) => {
    const place = from + number;
    const at = awayAt + place * 1000;
    return { index, place, message: createMessage(random, index, population.messages + place + 1, at) };
  });
  const newest = new Map(messages.map((one) => [one.index, one]));
  return messages.flatMap(({ index, message }): Change[] => {
    const { place, message: last } = newest.get(index) ?? { place: 0, message };
    const news = { version: 2 + place };
    const contact = createContact(index);
    const aliases = contact.aliases.map((alias) => ({ ...alias, seenAt: last.at }));
    const conversation = createConversation({ index, offset: 0, count: 0, last });
    const times = { lastMessageAt: last.at, lastInboundAt: last.at, windowClosesAt: last.at + 86_400_000 };
    return [
      { seq: 0, entity: 'contact', id: contact.id, ...news, data: { ...contact, ...news, aliases } },
      { seq: 0, entity: 'conversation', id: conversation.id, ...news, data: { ...conversation, ...news, ...times } },
      { seq: 0, entity: 'message', id: message.id, version: 1, data: message },
    ];
  });
}

function missedChanges(population: Population, rep: number): Change[] {
  const random = createRandom('bench', `missed/${rep}`);
  const picks = Array.from({ length: missed }, () => pickBusy(random, population));
  return newsOf(population, picks, rep * missed);
}

/** In pages as the server gives them: of what changed several times, only the last. */
export function pagesOf(rows: readonly Change[], cursor: number): ChangePage[] {
  const head = cursor + rows.length;
  const pages: ChangePage[] = [];
  for (let from = 0; from < rows.length; from += changesPerPage) {
    const newest = new Map<string, Change>();
    for (const [place, row] of rows.slice(from, from + changesPerPage).entries()) {
      newest.delete(row.id);
      newest.set(row.id, { ...row, seq: cursor + from + place + 1 });
    }
    const after = cursor + from;
    const upTo = Math.min(after + changesPerPage, head);
    pages.push({ epoch: benchEpoch, after, upTo, head, changes: [...newest.values()] });
  }
  return pages;
}

/** The product's own catching up over its worker, while somebody looks at the list: ms of the longest waits. */
async function watchCatchUp(store: Store, pages: readonly ChangePage[]): Promise<{ list: number; main: number }> {
  const answers = new Map(pages.map((page) => [page.after, JSON.stringify(page)]));
  const head = pages.at(-1)?.upTo ?? 0;
  const end = Promise.withResolvers<void>();
  const sync = new SyncClient({
    store,
    session: {
      accessToken: async () => 'token',
      refresh: async () => 'token',
      over: () => undefined,
      // Read and checked as the client of the REST contract does it; only this route is asked for.
      call: (async (_name: string, { query }: { query: { after: number } }) =>
        ChangePage.parse(JSON.parse(answers.get(query.after) ?? '{}'))) as never,
    },
    connect: () => ({ close: () => undefined, tell: async () => undefined }),
    clock: systemClock,
    random: Math.random,
    isVisible: () => true,
    since: () => 0,
    onApplied: ({ cursor }) => {
      if (cursor?.seq === head) end.resolve();
    },
    onFacts: () => undefined,
    onReachable: () => undefined,
    onPresence: () => undefined,
  });
  const waits: number[] = [];
  const over = new AbortController();
  void end.promise.then(() => over.abort());
  const query = { view: 'all', chips: [], filter: '', accountId: null, after: null, limit: 50, sort: 'queue' } as const;
  const main = monitorEventLoopDelay({ resolution: 1 });
  await delay(50);
  main.enable();
  sync.start();
  while (!over.signal.aborted) {
    const start = now();
    JSON.parse(await store.call('conversationPage', { ...query, chips: [] }, Date.now()));
    waits.push(now() - start);
    await delay(5);
  }
  main.disable();
  sync.stop();
  return { list: percentile(waits, 1), main: main.max / 1e6 };
}
