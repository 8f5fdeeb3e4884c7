import type { ConversationId } from '#shared/ids.ts';
import type { Draft } from '#shared/inbox.ts';
import type { Db } from './database.ts';

// Texts that were not sent yet, one per conversation and mode, in outbox.db: nobody else has them.

/** '' when there is none. */
export function readDraft(db: Db, conversationId: ConversationId, mode: Draft['mode']): string {
  const sql = 'SELECT text FROM draft WHERE conversation_id = ? AND mode = ?';
  return db.get<{ text: string }>(sql, conversationId, mode)?.text ?? '';
}

/** Empty text removes the draft. */
export function writeDraft(db: Db, { conversationId, mode, text }: Draft, now: number): void {
  if (text === '') {
    db.run('DELETE FROM draft WHERE conversation_id = ? AND mode = ?', conversationId, mode);
    return;
  }
  const sql = `INSERT INTO draft VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at`;
  db.run(sql, conversationId, mode, text, now);
}

/** Conversations with a draft of a reply: their rows show it. */
export function conversationsWithReplyDraft(db: Db): ConversationId[] {
  type Row = { conversation_id: ConversationId };
  return db.all<Row>(`SELECT conversation_id FROM draft WHERE mode = 'reply'`).map((row) => row.conversation_id);
}
