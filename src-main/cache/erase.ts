import { conversationOf } from '#shared/mutation.ts';
import type { ErasureOrder } from '#shared/erasure.ts';
import type { ConversationId, MediaId } from '#shared/ids.ts';
import { mergeIndex, searchTables } from '../search/merge-index.ts';
import type { Db } from './database.ts';
import type { Outbox } from './outbox.ts';

// What the backend has erased is erased here, too: the log takes conversations and people out of cache.db by itself, this
// is the rest. An order stays in the table of entities until the backend knows that it was followed.

export function openErasures(db: Db): ErasureOrder[] {
  const sql = "SELECT data FROM entity WHERE kind = 'erasure' ORDER BY id";
  return db.all<{ data: string }>(sql).map(({ data }) => JSON.parse(data) as ErasureOrder);
}

export function closeErasure(db: Db, id: string): void {
  db.run("DELETE FROM entity WHERE kind = 'erasure' AND id = ?", id);
}

/** Drafts and everything that was not sent yet to, or about, the person. Returns which files of this computer that were. */
export function eraseFromOutbox(outbox: Outbox, { conversationIds, contactIds }: ErasureOrder): MediaId[] {
  const conversations = new Set<string>(conversationIds);
  const contacts = new Set<string>(contactIds);
  const gone = outbox.list().filter(({ mutation }) => {
    const contactId = 'contactId' in mutation ? mutation.contactId : null;
    const into = 'into' in mutation ? mutation.into : null;
    return (
      conversations.has(conversationOf(mutation) ?? '') || contacts.has(contactId ?? '') || contacts.has(into ?? '')
    );
  });
  return outbox.forget(
    gone.map(({ mutation }) => mutation.id),
    conversations,
  );
}

/** Works on the search index so that deleted words leave its pages; true while there is more to do. */
export function mergeSearch(db: Db): boolean {
  return searchTables.map((table) => mergeIndex(db, table, 'anew', 500)).includes(true);
}

const conversationsPerLook = 100;

/** Ids of the files of messages from before `cutoff`, of the conversations after `after`. Null: that was the last. */
export function mediaBefore(db: Db, cutoff: number, after: string): { ids: MediaId[]; next: string | null } {
  const sql = 'SELECT id FROM conversation WHERE id > ? ORDER BY id LIMIT ?';
  const conversations = db.all<{ id: ConversationId }>(sql, after, conversationsPerLook);
  const ids = conversations.flatMap(({ id }) =>
    db
      .all<{ media: MediaId }>(
        `SELECT rest ->> '$.content.media.id' AS media FROM message
         WHERE conversation_id = ? AND at < ? AND rest ->> '$.content.media.id' IS NOT NULL`,
        id,
        cutoff,
      )
      .map(({ media }) => media),
  );
  return { ids, next: conversations.length < conversationsPerLook ? null : (conversations.at(-1)?.id ?? null) };
}
