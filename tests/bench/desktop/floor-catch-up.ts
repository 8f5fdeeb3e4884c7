import SqliteFile from 'better-sqlite3';
import { createRandom } from '../../../src-simulator/engine/random.ts';
import { now } from '../numbers.ts';
import { openEncrypted } from './floor-store.ts';
import { createText, pickBusy, type Population } from './population.ts';

// Bare catching up, a hundred messages a commit: into a million messages with as many rows as the product writes, and
// into an empty file that has nothing but messages and their index (performance.md 2.3), as information.

const facts = '{"v":1,"from":"15550001111","ctx":null,"pricing":{"model":"CBP","cat":"service"}}';
const atOnce = 100;

/** ms to put `count` new messages into `file`, the rows of their conversations and people with them. */
export function catchUpFloor(file: string, population: Population, count: number, rep: number): number {
  const db = openTuned(file);
  db.exec('create table if not exists contact (id integer primary key, name text, json text)');
  const random = createRandom('bench', `floor-missed/${rep}`);
  const last = db.prepare('select max(id) as place, max(message) as message, max(ts) as ts from place').get();
  // The columns above.
  const before = last as { place: number; message: number; ts: number };
  const rows = Array.from({ length: count }, (_, place) => ({
    conversation: pickBusy(random, population),
    at: before.ts + 1 + place,
    place: before.place + 1 + place,
    id: before.message + 1 + place,
    body: createText(random, 60, 180),
  }));
  const newest = new Map(rows.map((row) => [row.conversation, row]));
  const addMessage = db.prepare("insert into message values (?, ?, ?, ?, 1, 0, 'text', ?, 'received', ?)");
  const addPlace = db.prepare('insert into place values (?, ?, ?, ?)');
  const addText = db.prepare('insert into text (rowid, body) values (?, ?)');
  const setConversation = db.prepare(
    'update conversation set last_ts = ?, unread = unread + 1, preview = ? where id = ?',
  );
  const setContact = db.prepare('insert or replace into contact values (?, ?, ?)');
  const start = now();
  for (let from = 0; from < rows.length; from += atOnce) {
    db.transaction(() => {
      for (const row of rows.slice(from, from + atOnce)) {
        const { conversation, at, place, id, body } = row;
        addMessage.run(conversation, at, id, `wamid.HBgL${String(id).padStart(36, '0')}A`, body, facts);
        addPlace.run(place, conversation, at, id);
        addText.run(BigInt(place), body);
        if (newest.get(conversation) !== row) continue;
        setConversation.run(at, body.slice(0, 80), conversation);
        setContact.run(conversation, 'Somebody', facts);
      }
    })();
  }
  const took = now() - start;
  db.close();
  return took;
}

/** ms to fill a new file. */
export function fillFloor(file: string, count: number): number {
  const db = openTuned(file);
  db.exec(`
    create table message (
      id integer primary key, wamid text not null, tenant_id integer not null, conversation_id integer not null,
      direction integer not null, type text not null, body text, status text not null, ts integer not null, json text
    ) strict;
    create unique index message_wamid on message (wamid);
    create index message_conversation on message (conversation_id, ts, id);
    create virtual table text using fts5 (
      body, content = 'message', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
    create trigger message_new after insert on message begin
      insert into text (rowid, body) values (new.id, new.body);
    end;
  `);
  const random = createRandom('bench', 'floor-missed');
  const rows = Array.from({ length: count }, (_, id) => [
    id + 1,
    `wamid.HBgL${random.int(0, 1e15).toString(36).padStart(36, '0')}${id}A`,
    random.int(0, count),
    createText(random, 60, 180),
    id * 500,
    facts,
  ]);
  const insert = db.prepare("insert into message values (?, ?, 1, ?, 0, 'text', ?, 'received', ?, ?)");
  const start = now();
  for (let from = 0; from < rows.length; from += atOnce) {
    db.transaction(() => {
      for (const row of rows.slice(from, from + atOnce)) insert.run(...row);
    })();
  }
  const took = now() - start;
  db.close();
  return took;
}

/** With the product's page cache and log. */
function openTuned(file: string): SqliteFile.Database {
  const db = openEncrypted(file);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = normal');
  db.pragma('cache_size = -65536');
  db.pragma('wal_autocheckpoint = 10000');
  return db;
}
