import type { Conversation } from '#shared/conversation.ts';
import type { Contact, ContactAlias } from '#shared/contact.ts';
import { folderOfRow, searchText, type FilterContext } from '#shared/filter/match.ts';
import { foldText } from '#shared/fold-text.ts';
import type { ContactId, ConversationId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { priorityRanks, sortKey } from '#shared/sort-key.ts';
import type { Db } from './database.ts';
import { flagBits, priorityShift } from './list-sql.ts';
import { type Marks, overlayConversation } from './overlay.ts';
import type { Pending } from './pending.ts';

/** What a stored conversation has of this desktop's own, from the outbox. */
export interface LocalState {
  pending: readonly Pending[];
  draft: string;
}

export interface StoredConversation {
  id: ConversationId;
  data: string;
  overlay: string | null;
  label: string;
  unread: number;
  marks: string;
  draft: string | null;
}

export const rowColumns = 'data, overlay, label, unread, marks, draft';

/** A list row as JSON text, joined without parsing: the conversation's own members, then what the list adds. */
export function rowJson(row: Omit<StoredConversation, 'id'>): string {
  const draft = row.draft === null ? 'null' : JSON.stringify(row.draft);
  return `${(row.overlay ?? row.data).slice(0, -1)},${row.label},"unread":${row.unread},${row.marks},"draft":${draft}}`;
}

export function conversationJson(db: Db, id: ConversationId): string | null {
  const row = db.get<StoredConversation>(`SELECT ${rowColumns} FROM conversation WHERE id = ?`, id);
  return row === undefined ? null : rowJson(row);
}

/** Inserts or replaces the server's side iff `conversation` is newer. The row is whole only after `render`. */
export function upsertConversation(db: Db, conversation: Conversation): boolean {
  const { id, version, accountId, contactId } = conversation;
  const sql = `INSERT INTO conversation
      (id, version, account_id, contact_id, data, state, assignee_id, queue_key, newest_key)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, data = excluded.data WHERE excluded.version > version`;
  const data = JSON.stringify(conversation);
  const { state, assigneeId } = conversation;
  if (db.run(sql, id, version, accountId, contactId, data, state, assigneeId ?? '') === 0) return false;
  // They stand in most indexes, and hardly ever change.
  const place = `UPDATE conversation SET account_id = ?, contact_id = ?
    WHERE id = ? AND (account_id, contact_id) <> (?, ?)`;
  db.run(place, accountId, contactId, id, accountId, contactId);
  return true;
}

/**
 * Recomputes what the list shows and sorts by, from the server's side, the contact, the read mark and the outbox.
 * `now`: epoch ms by the server's clock; it decides which windows are over.
 */
export function renderConversation(db: Db, id: ConversationId, local: LocalState, { me, now }: Reader): void {
  type Stored = { data: string; label: string | null; tags: string | null; search: string } & StoredMarks;
  const stored = db.get<Stored>(
    `SELECT conversation.data, conversation.tags, conversation.search, contact.label, read_mark.inbound_no, read_mark.unread,
       read_mark.pinned, read_mark.muted, read_mark.mentioned_at, read_mark.handed_draft FROM conversation
     LEFT JOIN contact ON contact.id = conversation.contact_id
     LEFT JOIN read_mark ON read_mark.conversation_id = conversation.id
     WHERE conversation.id = ?`,
    id,
  );
  if (stored === undefined) return;
  const server = JSON.parse(stored.data) as Conversation;
  const { conversation, unread, marks } = overlayConversation(server, toMarks(stored), local.pending);
  const label = stored.label ?? labelOf(null);
  // Made by `labelOf`.
  const contact = JSON.parse(`{${label}}`) as Pick<ConversationRow, 'contactName' | 'contactHandle' | 'blockedBy'>;
  const { pinned, muted, mentionedAt } = marks;
  const handed = marks.handedDraft === null ? {} : { handedDraft: marks.handedDraft };
  const row = {
    ...conversation,
    ...contact,
    pinned,
    muted,
    mentionedAt,
    draft: local.draft === '' ? null : local.draft,
  };
  const isPlain = row.priority === undefined && !pinned;
  db.run(
    `UPDATE conversation SET overlay = ?, label = ?, draft = ?, state = ?, assignee_id = ?, mine = ?, unread = ?, marks = ?,
       flags = ?, mentioned_at = ?, window_closes_at = ?, queue_key = ?, newest_key = ?,
       priority_key = ? WHERE id = ?`,
    conversation === server ? null : JSON.stringify(conversation),
    label,
    row.draft,
    folderOfRow(conversation),
    conversation.assigneeId ?? '',
    Number(conversation.assigneeId === me),
    unread,
    JSON.stringify({ pinned, muted, mentionedAt, ...handed }).slice(1, -1),
    flagsOf(row),
    mentionedAt,
    conversation.windowClosesAt,
    sortKey('queue', row, now),
    sortKey('newest', row, now),
    isPlain ? null : sortKey('priority', row, now),
    id,
  );
  writeTags(db, id, stored.tags, conversation.tags ?? []);
  const search = searchText(contact.contactName, contact.contactHandle);
  // Its index is written only when it must be: other than the keys, a name hardly ever changes.
  if (search !== stored.search) db.run('UPDATE conversation SET search = ? WHERE id = ?', search, id);
}

/** Whose list it is, and the server's time. */
export type Reader = Pick<FilterContext, 'me' | 'now'>;

function flagsOf(row: Omit<ConversationRow, 'unread'>): number {
  const bits = {
    pinned: row.pinned,
    muted: row.muted,
    waiting: row.waitingSince !== null,
    mention: row.mentionedAt !== null,
    draft: row.draft !== null,
    blocked: row.blockedBy.includes(row.accountId),
  };
  let flags = priorityRanks[row.priority ?? 'normal'] << priorityShift;
  for (const [name, bit] of Object.entries(flagBits)) if (bits[name as keyof typeof bits]) flags |= bit;
  return flags;
}

/** Keeps the table of labels in step; most conversations have none, and cost it nothing. */
function writeTags(db: Db, id: ConversationId, before: string | null, tags: readonly string[]): void {
  const folded = tags.length === 0 ? null : JSON.stringify(tags.map(foldText));
  if (folded === before) return;
  deleteTags(db, id, before);
  db.run('UPDATE conversation SET tags = ? WHERE id = ?', folded, id);
  if (folded === null) return;
  db.run('INSERT OR IGNORE INTO conversation_tag SELECT value, ? FROM json_each(?)', id, folded);
}

/** `tags`: as the column has them. */
export function deleteTags(db: Db, id: string, tags: string | null): void {
  if (tags === null) return;
  const sql = 'DELETE FROM conversation_tag WHERE tag IN (SELECT value FROM json_each(?)) AND conversation_id = ?';
  db.run(sql, tags, id);
}

/** Null where the person has marked nothing. */
interface StoredMarks {
  inbound_no: number | null;
  unread: number | null;
  pinned: number | null;
  muted: number | null;
  mentioned_at: number | null;
  handed_draft: string | null;
}

function toMarks(stored: StoredMarks): Marks {
  return {
    inboundNo: stored.inbound_no ?? 0,
    unread: stored.unread === 1,
    pinned: stored.pinned === 1,
    muted: stored.muted === 1,
    mentionedAt: stored.mentioned_at,
    // Written by applyReadMark.
    handedDraft: JSON.parse(stored.handed_draft ?? 'null') as Marks['handedDraft'],
  };
}

/** Conversations whose rows hold something of this desktop's own. */
export function conversationsWithLocalState(db: Db): ConversationId[] {
  const sql = 'SELECT id FROM conversation WHERE overlay IS NOT NULL OR draft IS NOT NULL';
  return db.all<{ id: ConversationId }>(sql).map(({ id }) => id);
}

export function conversationsOfContact(db: Db, id: ContactId): ConversationId[] {
  const sql = 'SELECT id FROM conversation WHERE contact_id = ?';
  return db.all<{ id: ConversationId }>(sql, id).map((row) => row.id);
}

/** Conversations in any state with something this user has not read. */
export function countUnread(db: Db): number {
  return db.get<{ unread: number }>('SELECT coalesce(sum(unread), 0) AS unread FROM tally')?.unread ?? 0;
}

/** What a row says of its contact, as JSON members, ready to be joined into a row. */
export function labelOf(contact: Contact | null): string {
  const handle = contact === null ? '' : handleOf(contact.aliases);
  const name = contact === null || contact.name === '' ? handle : contact.name;
  const blockedBy = JSON.stringify(contact?.blocked ?? []);
  return `"contactName":${JSON.stringify(name)},"contactHandle":${JSON.stringify(handle)},"blockedBy":${blockedBy}`;
}

const handleKinds: readonly ContactAlias['kind'][] = ['phone', 'wa_id', 'username', 'bsuid'];

/** The alias a person is best known by: of the best kind there is, the one seen last. */
function handleOf(aliases: readonly ContactAlias[]): string {
  for (const kind of handleKinds) {
    const best = aliases.filter((alias) => alias.kind === kind).toSorted((a, b) => b.seenAt - a.seenAt)[0];
    if (best !== undefined) return best.value;
  }
  return '';
}

export function parseRow(json: string): ConversationRow {
  return JSON.parse(json) as ConversationRow;
}
