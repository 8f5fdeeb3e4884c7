import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import SqliteFile from 'better-sqlite3';
import { createRandom } from '../../../src-simulator/engine/random.ts';
import { now } from '../numbers.ts';
import { cachedData } from './bench-data.ts';
import { fillSearch, searchTables } from './floor-search.ts';
import { createText, type Population } from './population.ts';

// The bare reads of a desktop: encrypted file, messages clustered by conversation, rows straight from the statement.

export interface FloorStore {
  /** ms of the newest 50 messages of a conversation. */
  page(conversation: number): number;
  /** ms of the first 50 of all conversations, newest first. */
  list(): number;
  /** The rows of a page as JSON, to weigh the way between threads with. */
  pageAsJson(conversation: number): string;
  close(): void;
}

const key = '2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99';
const firstAt = 1_700_000_000_000;

export async function openFloorStore(population: Population): Promise<FloorStore> {
  const db = openEncrypted(await floorFile(population));
  const page = db.prepare(
    `select id, wamid, direction, type, body, status, ts, json from message
     where conversation_id = ? and (ts, id) < (?, ?) order by ts desc, id desc limit 50`,
  );
  const list = db.prepare('select * from conversation where tenant_id = 1 order by last_ts desc, id desc limit 50');
  const timed = (read: () => unknown): number => {
    const start = now();
    read();
    return now() - start;
  };
  return {
    page: (conversation) => timed(() => page.all(conversation, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
    list: () => timed(() => list.all()),
    pageAsJson: (conversation) =>
      JSON.stringify(page.all(conversation, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
    close: () => void db.close(),
  };
}

/** The file that all bare reads are made from. */
export async function floorFile(population: Population): Promise<string> {
  const { conversations, messages } = population;
  const sources = ['floor-store.ts', 'floor-search.ts', 'population.ts'].map((name) => join(import.meta.dirname, name));
  const folder = await cachedData('floor', sources, { conversations, messages }, (into) =>
    build(join(into, 'floor.db'), population),
  );
  return join(folder, 'floor.db');
}

export interface Hop {
  /** ms from posting a small question to having this text back. */
  roundTrip(): Promise<number>;
  close(): Promise<void>;
}

/** A worker that answers with a ready text: what crossing threads costs by itself. */
export async function openHop(text: string): Promise<Hop> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     parentPort.on('message', (id) => parentPort.postMessage({ id, text: workerData }));`,
    { eval: true, workerData: text },
  );
  return {
    roundTrip: () =>
      new Promise((resolve) => {
        const start = now();
        worker.once('message', () => resolve(now() - start));
        worker.postMessage(1);
      }),
    close: async () => void (await worker.terminate()),
  };
}

export function openEncrypted(file: string): SqliteFile.Database {
  const db = new SqliteFile(file);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${key}'"`);
  return db;
}

function build(file: string, { conversations, counts }: Population): void {
  const db = openEncrypted(file);
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('cache_size = -200000');
  db.exec(`
    create table message (
      conversation_id integer, ts integer, id integer, wamid text, tenant_id integer, direction integer, type text,
      body text, status text, json text, primary key (conversation_id, ts, id)) without rowid;
    create table conversation (
      id integer primary key, tenant_id integer not null, contact text not null, phone text not null,
      status integer not null, assignee integer, unread integer not null, last_ts integer not null, preview text);
    ${searchTables}
  `);
  const random = createRandom('bench', 'floor');
  const addMessage = db.prepare("insert into message values (?, ?, ?, ?, 1, ?, 'text', ?, ?, ?)");
  const addConversation = db.prepare('insert into conversation values (?, 1, ?, ?, ?, ?, ?, ?, ?)');
  const facts = '{"v":1,"from":"15550001111","ctx":null,"pricing":{"model":"CBP","cat":"service"}}';
  let id = 0;
  // In the order of the clustered key, so that every insert appends.
  db.transaction(() => {
    for (let conversation = 0; conversation < conversations; conversation++) {
      let ts = firstAt + random.int(0, 1_000_000_000);
      for (let left = counts[conversation] ?? 0; left > 0; left--) {
        ts += 60_000;
        const isOut = random.next() < 0.45;
        addMessage.run(
          conversation,
          ts,
          ++id,
          `wamid.HBgL${String(id).padStart(36, '0')}A`,
          isOut ? 1 : 0,
          createText(random, 60, 180),
          isOut ? 'delivered' : 'received',
          facts,
        );
      }
      addConversation.run(
        conversation,
        createText(random, 12, 18),
        `+1555${10_000_000 + conversation}`,
        random.next() < 0.2 ? 1 : 0,
        random.int(0, 40),
        random.int(0, 5),
        ts,
        createText(random, 60, 80),
      );
    }
  })();
  db.exec('create index conversation_list on conversation (tenant_id, last_ts desc, id desc)');
  fillSearch(db);
  db.exec('analyze');
  db.close();
}
