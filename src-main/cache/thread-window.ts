import type { ConversationId, MessageId, UserId } from '#shared/ids.ts';
import type { AroundQuery, MessageQuery, ThreadPosition } from '#shared/inbox.ts';
import { readSince } from './cache.ts';
import type { Db } from './database.ts';
import type { Pending } from './pending.ts';
import {
  drawn,
  floorOf,
  lowestId,
  messageColumns,
  pageJson,
  positionOf,
  seqAt,
  threadSql,
  waitingBubbles,
  type StoredMessage,
  type ThreadPage,
} from './threads.ts';

// Pages of a thread that do not begin at its end: around a place somebody jumped to, and from there on to the newest.

/** The SQL of a page towards the newest, oldest first. */
export function newerSql(from: '>' | '>='): string {
  return `SELECT ${messageColumns} FROM message WHERE conversation_id = ?
    AND (at, seq, id) ${from} (?, ?, ?) ORDER BY at, seq, id LIMIT ?`;
}

/** A page towards the newest; what this computer has is whole up to there. */
export function newerPage(
  db: Db,
  { conversationId, after, limit }: MessageQuery & { after: ThreadPosition },
  pending: readonly Pending[],
  me: UserId,
): ThreadPage {
  const place = [after.at, seqAt(db, conversationId, after), after.id];
  const rows = db.all<StoredMessage>(newerSql('>'), conversationId, ...place, limit);
  const newer = rows.length < limit ? null : positionOf(rows.at(-1));
  const bubbles = newer === null ? waitingBubbles(pending, me) : [];
  return {
    json: pageJson([...drawn(rows, pending, me), ...bubbles], after, newer),
    stored: rows.length,
    missing: null,
  };
}

/** The messages around one, or around a time; null when they are not (all) in the cache: fetch those before `missing`. */
export function threadAround(
  db: Db,
  { conversationId, place }: AroundQuery,
  pending: readonly Pending[],
  me: UserId,
): { json: string } | { missing: { beforeAt: number; beforeId: MessageId } | null } {
  const floor = floorOf(db, conversationId, readSince(db));
  const target = 'at' in place ? { at: place.at, seq: 0, id: '' } : locate(db, conversationId, place.messageId);
  if (target === null || target.at < floor) {
    return { missing: floor === 0 ? null : { beforeAt: floor, beforeId: lowestId } };
  }
  const key = [target.at, target.seq, target.id];
  const before = db.all<StoredMessage>(threadSql(true), conversationId, ...key, halfWindow).toReversed();
  const behind = db.all<StoredMessage>(newerSql('>='), conversationId, ...key, halfWindow);
  const isWhole = before.length < halfWindow && floor === 0;
  const newer = behind.length < halfWindow ? null : positionOf(behind.at(-1));
  const bubbles = newer === null ? waitingBubbles(pending, me) : [];
  const rows = [...before, ...behind];
  return { json: pageJson([...drawn(rows, pending, me), ...bubbles], isWhole ? null : positionOf(rows[0]), newer) };
}

const halfWindow = 40;

function locate(db: Db, conversationId: ConversationId, id: MessageId): { at: number; seq: number; id: string } | null {
  const sql = 'SELECT at, seq, id FROM message WHERE conversation_id = ? AND id = ? LIMIT 1';
  return db.get<{ at: number; seq: number; id: string }>(sql, conversationId, id) ?? null;
}
