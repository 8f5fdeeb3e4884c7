import type { ConversationId, MessageId, UserId } from '#shared/ids.ts';
import type { MessageQuery, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';
import type { Message } from '#shared/message.ts';
import { readSince } from './cache.ts';
import type { Db, Param } from './database.ts';
import { overlayMessages } from './message-overlay.ts';
import { membersOf, restOf } from './message-rest.ts';
import { pendingMessage, type Pending } from './pending.ts';

export type Upserted = 'inserted' | 'updated' | 'unchanged';

/**
 * Stores a message iff it is newer than what is there. A message from below the conversation's floor that isn't there
 * yet is left out: it would stand beside messages it doesn't belong next to, and comes with its page when somebody
 * scrolls there.
 */
export function upsertMessage(db: Db, message: Message, since: number): Upserted {
  const { conversationId, at, seq, id, version } = message;
  if ((at >= since || at >= floorOf(db, conversationId, since)) && insertMessage(db, message)) return 'inserted';
  const sql = `UPDATE message SET version = ?, rest = ?
    WHERE conversation_id = ? AND at = ? AND seq = ? AND id = ? AND version < ?`;
  return db.run(sql, version, restOf(message), conversationId, at, seq, id, version) === 1 ? 'updated' : 'unchanged';
}

/** False when it is there already, in whichever version. */
function insertMessage(db: Db, message: Message): boolean {
  const { conversationId, at, seq, id, version } = message;
  const sql = 'INSERT INTO message VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
  return db.run(sql, conversationId, at, seq, id, version, restOf(message)) === 1;
}

/** Epoch ms down to which this conversation's messages are all in the cache; 0 when its beginning is. */
export function floorOf(db: Db, conversationId: ConversationId, since: number): number {
  const sql = 'SELECT floor_at FROM thread WHERE conversation_id = ?';
  return db.get<{ floor_at: number }>(sql, conversationId)?.floor_at ?? since;
}

/** Removes messages by id alone. There is no index for that: one walk over the table for all of them. */
export function deleteMessages(
  db: Db,
  ids: readonly string[],
): { conversationId: ConversationId; messageId: MessageId }[] {
  type Row = { conversation_id: ConversationId; at: number; seq: number; id: MessageId };
  const sql = 'SELECT conversation_id, at, seq, id FROM message WHERE id IN (SELECT value FROM json_each(?))';
  const rows = db.all<Row>(sql, JSON.stringify(ids));
  for (const row of rows) {
    const where = 'conversation_id = ? AND at = ? AND seq = ? AND id = ?';
    db.run(`DELETE FROM message WHERE ${where}`, row.conversation_id, row.at, row.seq, row.id);
  }
  return rows.map((row) => ({ conversationId: row.conversation_id, messageId: row.id }));
}

export interface StoredMessage {
  conversation_id: ConversationId;
  at: number;
  seq: number;
  id: MessageId;
  version: number;
  rest: string;
}
export const messageColumns = 'conversation_id, at, seq, id, version, rest';

/** A ThreadMessage as JSON text, joined without parsing. */
export function messageJson({ conversation_id, at, seq, id, version, rest }: StoredMessage): string {
  const key = `"id":"${id}","version":${version},"conversationId":"${conversation_id}","seq":${seq},"at":${at}`;
  return `{${key},"outbox":null,${membersOf(rest, at)}}`;
}

/** The SQL of a page of the thread, newest first. Exported for the test that asserts its plan. */
export function threadSql(before: boolean): string {
  return `SELECT ${messageColumns} FROM message WHERE conversation_id = ?
    ${before ? 'AND (at, seq, id) < (?, ?, ?)' : ''} ORDER BY at DESC, seq DESC, id DESC LIMIT ?`;
}

export interface ThreadPage {
  /** A MessagePage as JSON. */
  json: string;
  /** Stored messages in it, without those of the outbox. */
  stored: number;
  /** The cache ends within this page although older messages may exist: ask the backend for those before here. */
  missing: { beforeAt: number; beforeId: MessageId } | null;
}

// Sorts before every id: with `beforeAt` one past a time it asks for everything of that time, too.
export const lowestId = '00000000-0000-0000-0000-000000000000' as MessageId;

/** A page of the thread: stored messages with the outbox laid over them, oldest first. */
export function threadPage(db: Db, query: MessageQuery, pending: readonly Pending[], me: UserId): ThreadPage {
  const { conversationId, before, limit } = query;
  const place: Param[] = before === null ? [] : [before.at, seqAt(db, conversationId, before), before.id];
  const rows = db.all<StoredMessage>(threadSql(before !== null), conversationId, ...place, limit);
  const oldest = rows.at(-1);
  const floor = floorOf(db, conversationId, readSince(db));
  const isWhole = rows.length < limit && floor === 0;
  const older: ThreadPosition | null = oldest === undefined || isWhole ? null : { at: oldest.at, id: oldest.id };
  const bubbles = before === null ? waitingBubbles(pending, me) : [];
  const end = oldest?.at ?? before?.at ?? Number.MAX_SAFE_INTEGER - 1;
  return {
    json: pageJson([...drawn(rows.toReversed(), pending, me), ...bubbles], older, null),
    stored: rows.length,
    missing: rows.length < limit && floor !== 0 ? { beforeAt: end + 1, beforeId: lowestId } : null,
  };
}

export const positionOf = (row: StoredMessage | undefined): ThreadPosition | null =>
  row === undefined ? null : { at: row.at, id: row.id };

export function pageJson(
  messages: readonly string[],
  older: ThreadPosition | null,
  newer: ThreadPosition | null,
): string {
  return `{"messages":[${messages.join(',')}],"older":${JSON.stringify(older)},"newer":${JSON.stringify(newer)}}`;
}

export function drawn(rows: readonly StoredMessage[], pending: readonly Pending[], me: UserId): string[] {
  const overlay = overlayMessages(pending, me);
  return rows.map((row) => overlay(row.id, messageJson(row)));
}

/** Sends and notes that only this desktop knows; they stand at the end. */
export function waitingBubbles(pending: readonly Pending[], me: UserId): string[] {
  const waiting = pending.filter(({ landedAt }) => landedAt === null);
  const bubbles = waiting.map((one) => pendingMessage(one, me)).filter((message) => message !== null);
  return bubbles.map((message) => JSON.stringify(message));
}

/**
 * Adds what the backend answered for `missing`. `reachedBeginning`: it had no more. Returns how many were new. What is
 * here already stays as it is: its news comes with the change log, and only from there does the screen hear of it.
 */
export function insertOlder(
  db: Db,
  conversationId: ConversationId,
  messages: readonly Message[],
  reachedBeginning: boolean,
): number {
  return db.transaction(() => {
    const inserted = messages.filter((message) => insertMessage(db, message)).length;
    const oldest = Math.min(...messages.map(({ at }) => at));
    // The oldest time may be cut in two by the page, so it only counts as whole from the next ms on.
    if (reachedBeginning || messages.length > 0) {
      const sql =
        'INSERT INTO thread VALUES (?, ?) ON CONFLICT DO UPDATE SET floor_at = min(floor_at, excluded.floor_at)';
      db.run(sql, conversationId, reachedBeginning ? 0 : oldest + 1);
    }
    return inserted;
  });
}

/** Display time of a stored message, found by id from the newest on; null when it isn't stored. */
export function timeOfMessage(db: Db, conversationId: ConversationId, id: MessageId): number | null {
  const sql = 'SELECT at FROM message WHERE conversation_id = ? AND id = ? ORDER BY at DESC, seq DESC LIMIT 1';
  return db.get<{ at: number }>(sql, conversationId, id)?.at ?? null;
}

export function seqAt(db: Db, conversationId: ConversationId, { at, id }: ThreadPosition): number {
  const sql = 'SELECT seq FROM message WHERE conversation_id = ? AND at = ? AND id = ?';
  return db.get<{ seq: number }>(sql, conversationId, at, id)?.seq ?? Number.MAX_SAFE_INTEGER;
}

/** One message as the thread shows it, or null when it isn't stored. */
export function findMessage(
  db: Db,
  conversationId: ConversationId,
  id: MessageId,
  pending: readonly Pending[],
  me: UserId,
): ThreadMessage | null {
  const sql = `SELECT ${messageColumns} FROM message WHERE conversation_id = ? AND id = ?
    ORDER BY at DESC, seq DESC LIMIT 1`;
  const row = db.get<StoredMessage>(sql, conversationId, id);
  if (row === undefined) return null;
  return JSON.parse(overlayMessages(pending, me)(id, messageJson(row))) as ThreadMessage;
}

const conversationsPerPrune = 100;

/** Deletes messages from before `cutoff` of the conversations after `after`. Returns the last one's id, null at the end. */
export function pruneMessages(db: Db, cutoff: number, after: string): string | null {
  const ids = db.all<{ id: string }>(
    'SELECT id FROM conversation WHERE id > ? ORDER BY id LIMIT ?',
    after,
    conversationsPerPrune,
  );
  db.transaction(() => {
    for (const { id } of ids) {
      db.run('DELETE FROM message WHERE conversation_id = ? AND at < ?', id, cutoff);
      db.run('DELETE FROM thread WHERE conversation_id = ? AND floor_at < ?', id, cutoff);
    }
  });
  return ids.length < conversationsPerPrune ? null : (ids.at(-1)?.id ?? null);
}
