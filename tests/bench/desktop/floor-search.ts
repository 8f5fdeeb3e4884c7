import type SqliteFile from 'better-sqlite3';
import { now } from '../numbers.ts';
import { floorFile, openEncrypted } from './floor-store.ts';
import type { Population } from './population.ts';

// Bare full-text search, straight from the statements, over as many rows as the product's: what stands where in the order
// of time, the messages themselves clustered by conversation (D1 asks for that), the names of their conversations.

/** `place`: which message a row of `text` is; its ids rise with time. `person` has the row ids of `conversation`. */
export const searchTables = `
  create table place (id integer primary key, conversation integer not null, ts integer not null, message integer not null);
  create virtual table text using fts5 (
    body, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
  create virtual table person using fts5 (name, tokenize = 'trigram');
`;

export function fillSearch(db: SqliteFile.Database): void {
  db.exec(`
    insert into place (conversation, ts, message) select conversation_id, ts, id from message order by ts, id;
    insert into text (rowid, body)
      select place.id, body from place join message on conversation_id = conversation and message.ts = place.ts and message.id = place.message;
    insert into text (text) values ('optimize');
    insert into person (rowid, name) select id, contact from conversation;
  `);
}

export interface FloorSearch {
  /** ms of the newest 50 messages with these words and 50 people; `isOpen`: words that begin so count, too. */
  find(words: readonly string[], isOpen: boolean): number;
  /** ms of the newest 50 from the index alone, nothing else read: as information. */
  indexOnly(words: readonly string[], isOpen: boolean): number;
  close(): void;
}

export async function openFloorSearch(population: Population): Promise<FloorSearch> {
  const db = openEncrypted(await floorFile(population));
  db.pragma('cache_size = -65536');
  const places = db.prepare('select rowid from text where text match ? order by rowid desc limit 50');
  const newest = db.prepare(
    `select message.id, message.ts, message.body, json, conversation.contact, conversation.phone
     from text
     cross join place on place.id = text.rowid
     cross join conversation on conversation.id = place.conversation
     cross join message on message.conversation_id = place.conversation and message.ts = place.ts and message.id = place.message
     where text match ? order by text.rowid desc limit 50`,
  );
  const people = db.prepare(
    `select conversation.* from person cross join conversation on conversation.id = person.rowid
     where person match ? limit 50`,
  );
  const timed = (read: () => void): number => {
    const start = now();
    read();
    return now() - start;
  };
  const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(' AND ');
  const matchOf = (words: readonly string[], isOpen: boolean): string => `${quoted(words)}${isOpen ? '*' : ''}`;
  return {
    find: (words, isOpen) =>
      timed(() => {
        people.all(quoted(words));
        newest.all(matchOf(words, isOpen));
      }),
    indexOnly: (words, isOpen) => timed(() => places.all(matchOf(words, isOpen))),
    close: () => void db.close(),
  };
}
