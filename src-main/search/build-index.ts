import type { Contact } from '#shared/contact.ts';
import { readMeta, writeMeta } from '../cache/cache.ts';
import type { Db } from '../cache/database.ts';
import { parseRest } from '../cache/message-rest.ts';
import { toIndexed } from './message-labels.ts';
import { mergeIndex, searchTables } from './merge-index.ts';
import { personWords } from './person-words.ts';
import { placesPerMs, searchTriggers, spill } from './search-schema.ts';

// Brings the index up to the cache, a little at a time and never while something comes in: messages that arrive are
// only noted. A new file is walked through once, people first, then conversation by conversation; then the index is made
// one piece.

/** Where the one walk over everything stands. */
type Walk =
  | { at: 'people'; after: number }
  | { at: 'messages'; after: [conversationId: string, at: number, seq: number, id: string] }
  | { at: 'merge'; how: 'anew' | 'further' }
  | { at: 'end' };

interface Stored {
  conversation_id: string;
  at: number;
  seq: number;
  id: string;
}

/** How much there is left: `todo` noted changes, and whether the walk over the whole file has ended. */
export function indexState(db: Db): { todo: number; isWhole: boolean } {
  const todo = db.get<{ todo: number }>('SELECT count(*) AS todo FROM search_todo')?.todo ?? 0;
  const at = readWalk(db)?.at;
  return { todo, isWhole: at === 'merge' || at === 'end' };
}

/** Indexes up to `limit` rows in one transaction. False when there was nothing left to do. */
export function indexSome(db: Db, limit: number): boolean {
  const walk = readWalk(db);
  if (walk?.at === 'end' && db.get('SELECT 1 FROM search_todo LIMIT 1') === undefined) return false;
  db.transaction(() => {
    if (walk === null) {
      db.exec(searchTriggers);
      writeWalk(db, { at: 'people', after: 0 });
    } else if (!catchUp(db, limit)) writeWalk(db, goOn(db, walk, limit));
  });
  return true;
}

/** Indexes what was noted, the oldest first. False when nothing was. */
export function catchUp(db: Db, limit: number): boolean {
  type Todo = Partial<Stored> & { n: number; contact: number | null };
  const noted = db.all<Todo>('SELECT * FROM search_todo ORDER BY n LIMIT ?', limit);
  const last = noted.at(-1);
  if (last === undefined) return false;
  const people = new Set(noted.map(({ contact }) => contact).filter((contact) => contact !== null));
  for (const contact of people) indexPerson(db, contact);
  // Of several notes about one message, one is enough.
  const messages = new Map(
    noted.filter((note): note is Todo & Stored => note.contact === null).map((note) => [note.id, note]),
  );
  indexMessages(db, [...messages.values()]);
  db.run('DELETE FROM search_todo WHERE n <= ?', last.n);
  return true;
}

function goOn(db: Db, walk: Walk, limit: number): Walk {
  if (walk.at === 'people') {
    const rows = db.all<{ rowid: number }>(
      'SELECT rowid FROM contact WHERE rowid > ? ORDER BY rowid LIMIT ?',
      walk.after,
      limit,
    );
    for (const { rowid } of rows) indexPerson(db, rowid);
    const last = rows.at(-1);
    return last === undefined ? { at: 'messages', after: ['', 0, 0, ''] } : { at: 'people', after: last.rowid };
  }
  if (walk.at === 'messages') {
    const rows = db.all<Stored>(walkSql, ...walk.after, limit);
    indexMessages(db, rows);
    const last = rows.at(-1);
    return last === undefined
      ? { at: 'merge', how: 'anew' }
      : { at: 'messages', after: [last.conversation_id, last.at, last.seq, last.id] };
  }
  if (walk.at === 'merge') {
    const isMore = searchTables.map((table) => mergeIndex(db, table, walk.how, limit)).includes(true);
    return isMore ? { at: 'merge', how: 'further' } : { at: 'end' };
  }
  return walk;
}

/** Exported for the test that asserts its plan. */
export const walkSql = `SELECT conversation_id, at, seq, id FROM message
  WHERE (conversation_id, at, seq, id) > (?, ?, ?, ?) ORDER BY conversation_id, at, seq, id LIMIT ?`;

function indexPerson(db: Db, rowid: number): void {
  const stored = db.get<{ data: string }>('SELECT data FROM contact WHERE rowid = ?', rowid);
  if (stored === undefined) return;
  // Written by this program as the contact's JSON.
  const words = personWords(JSON.parse(stored.data) as Contact);
  const before = db.get<{ words: string }>('SELECT words FROM search_person WHERE rowid = ?', rowid);
  // Most changes of a contact are the time at which an alias was last seen.
  if (before?.words === words) return;
  if (before !== undefined) db.run('DELETE FROM search_person WHERE rowid = ?', rowid);
  db.run('INSERT INTO search_person (rowid, words) VALUES (?, ?)', rowid, words);
}

/**
 * In the order of their places: a step back in it would end what the index gathers before it writes. The casts: a number
 * this big crosses as a float, and the index would choose a row id of its own.
 */
function indexMessages(db: Db, messages: readonly Stored[]): void {
  for (const message of messages.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) {
    const { conversation_id: conversationId, at, seq, id } = message;
    const conversation = db.get<{ rowid: number }>('SELECT rowid FROM conversation WHERE id = ?', conversationId);
    const stored = db.get<{ rest: string }>(
      'SELECT rest FROM message WHERE conversation_id = ? AND at = ? AND seq = ? AND id = ?',
      conversationId,
      at,
      seq,
      id,
    );
    if (conversation === undefined || stored === undefined) continue;
    const known = placeOf(db, conversation.rowid, at, seq);
    const indexed = toIndexed(parseRest(stored.rest, at));
    if (indexed === null) {
      if (known === null) continue;
      db.run('DELETE FROM search_text WHERE rowid = CAST(? AS INTEGER)', known);
      db.run('DELETE FROM search_place WHERE place = ?', known);
      continue;
    }
    const place = known ?? freePlace(db, at);
    if (place === null) continue;
    if (known === null) {
      db.run('INSERT INTO search_place VALUES (?, ?, ?, ?)', place, conversation.rowid, at, seq);
      db.run(
        'INSERT INTO search_text (rowid, text, labels) VALUES (CAST(? AS INTEGER), ?, ?)',
        place,
        indexed.text,
        indexed.labels,
      );
    } else {
      const sql = 'INSERT OR REPLACE INTO search_text (rowid, text, labels) VALUES (CAST(? AS INTEGER), ?, ?)';
      db.run(sql, place, indexed.text, indexed.labels);
    }
  }
}

function placeOf(db: Db, conversation: number, at: number, seq: number): number | null {
  const sql = `SELECT place FROM search_place
    WHERE place >= ? AND place < ? AND at = ? AND seq = ? AND conversation = ?`;
  const from = at * placesPerMs;
  return db.get<{ place: number }>(sql, from, from + spill * placesPerMs, at, seq, conversation)?.place ?? null;
}

/** Null when thousands came at the same moment: those beyond stay unfound. */
function freePlace(db: Db, at: number): number | null {
  const from = at * placesPerMs;
  const end = from + spill * placesPerMs;
  const sql = 'SELECT max(place) AS last FROM search_place WHERE place >= ? AND place < ?';
  // Of its own millisecond first: a later one may have messages already.
  const own = db.get<{ last: number | null }>(sql, from, from + placesPerMs)?.last ?? from - 1;
  if (own + 1 < from + placesPerMs) return own + 1;
  const last = db.get<{ last: number | null }>(sql, from, end)?.last ?? from - 1;
  return last + 1 < end ? last + 1 : null;
}

function readWalk(db: Db): Walk | null {
  const text = readMeta(db, 'searchWalk');
  return text === null ? null : (JSON.parse(text) as Walk);
}

function writeWalk(db: Db, walk: Walk): void {
  writeMeta(db, 'searchWalk', JSON.stringify(walk));
}
