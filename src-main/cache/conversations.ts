import type { Conversation } from '#shared/conversation.ts';
import type { Contact, ContactAlias } from '#shared/contact.ts';
import type { AccountId, ContactId, ConversationId, UserId } from '#shared/ids.ts';
import { sortKey, type ConversationCounts, type ConversationQuery, type ConversationRow } from '#shared/inbox.ts';
import type { Db, Param } from './database.ts';
import { type Marks, overlayConversation, type Pending } from './overlay.ts';

/** What a stored conversation has of this desktop's own, from the outbox. */
export interface LocalState {
  pending: readonly Pending[];
  draft: string;
}

interface StoredConversation {
  id: ConversationId;
  data: string;
  overlay: string | null;
  label: string;
  unread: number;
  marks: string;
  draft: string | null;
}

const rowColumns = 'data, overlay, label, unread, marks, draft';

/** A list row as JSON text, joined without parsing: the conversation's own members, then what the list adds. */
function rowJson(row: Omit<StoredConversation, 'id'>): string {
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
    ON CONFLICT (id) DO UPDATE SET
      version = excluded.version, account_id = excluded.account_id, contact_id = excluded.contact_id, data = excluded.data
    WHERE excluded.version > version`;
  const data = JSON.stringify(conversation);
  const { state, assigneeId } = conversation;
  return db.run(sql, id, version, accountId, contactId, data, state, assigneeId ?? '') === 1;
}

/** Recomputes what the list shows and sorts by, from the server's side, the contact, the read mark and the outbox. */
export function renderConversation(db: Db, id: ConversationId, local: LocalState, me: UserId): void {
  type Stored = { data: string; label: string | null } & StoredMarks;
  const stored = db.get<Stored>(
    `SELECT conversation.data, contact.label, read_mark.inbound_no, read_mark.unread, read_mark.pinned,
       read_mark.muted, read_mark.mentioned_at FROM conversation
     LEFT JOIN contact ON contact.id = conversation.contact_id
     LEFT JOIN read_mark ON read_mark.conversation_id = conversation.id
     WHERE conversation.id = ?`,
    id,
  );
  if (stored === undefined) return;
  const server = JSON.parse(stored.data) as Conversation;
  const { conversation, unread, marks } = overlayConversation(server, toMarks(stored), local.pending);
  db.run(
    `UPDATE conversation SET overlay = ?, label = ?, draft = ?, state = ?, assignee_id = ?, mine = ?, unread = ?, marks = ?,
       queue_key = ?, newest_key = ? WHERE id = ?`,
    conversation === server ? null : JSON.stringify(conversation),
    stored.label ?? labelOf(null),
    local.draft === '' ? null : local.draft,
    conversation.state,
    conversation.assigneeId ?? '',
    Number(conversation.assigneeId === me),
    unread,
    JSON.stringify({ pinned: marks.pinned, muted: marks.muted, mentionedAt: marks.mentionedAt }).slice(1, -1),
    sortKey('queue', conversation),
    sortKey('newest', conversation),
    id,
  );
}

/** Null where the person has marked nothing. */
interface StoredMarks {
  inbound_no: number | null;
  unread: number | null;
  pinned: number | null;
  muted: number | null;
  mentioned_at: number | null;
}

function toMarks(stored: StoredMarks): Marks {
  return {
    inboundNo: stored.inbound_no ?? 0,
    unread: stored.unread === 1,
    pinned: stored.pinned === 1,
    muted: stored.muted === 1,
    mentionedAt: stored.mentioned_at,
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

/** The SQL of a page of the list. Exported for the test that asserts its plan. */
export function listSql(query: ConversationQuery): { sql: string; params: Param[] } {
  const key = query.sort === 'queue' ? 'queue_key' : 'newest_key';
  const where = ['state = ?'];
  const params: Param[] = [query.state];
  const add = (condition: string, ...values: Param[]): void => {
    where.push(condition);
    params.push(...values);
  };
  // Literally as in the partial indexes: a bound value would not prove that they apply.
  if (query.view === 'mine') add('mine = 1');
  if (query.view === 'unassigned') add("assignee_id = ''");
  if (query.accountId !== null) add('account_id = ?', query.accountId);
  if (query.unreadOnly) add('unread > 0');
  const after = parsePosition(query.after);
  if (after !== null) add(`(${key}, id) > (?, ?)`, after.key, after.id);
  const sql = `SELECT ${key} AS key, id, ${rowColumns} FROM conversation
    INDEXED BY conversation_${query.view}_by_${query.sort}
    WHERE ${where.join(' AND ')} ORDER BY ${key}, id LIMIT ?`;
  return { sql, params: [...params, query.limit + 1] };
}

/** One page of the list as the JSON of a ConversationPage. */
export function conversationPageJson(db: Db, query: ConversationQuery): string {
  const { sql, params } = listSql(query);
  const rows = db.all<StoredConversation & { key: number }>(sql, ...params);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const next = last === undefined ? null : `${last.key}:${last.id}`;
  return `{"rows":[${page.map(rowJson).join(',')}],"next":${JSON.stringify(next)}}`;
}

/** Conversations per view, and how many of all of them have something unread. */
export function countConversations(
  db: Db,
  filter: { accountId: AccountId | null; state: Conversation['state'] },
  me: UserId,
): ConversationCounts {
  type Tally = { account_id: string; assignee_id: string; total: number; unread: number };
  const tallies = db
    .all<Tally>('SELECT account_id, assignee_id, total, unread FROM tally WHERE state = ?', filter.state)
    .filter((tally) => filter.accountId === null || tally.account_id === filter.accountId);
  const sum = (rows: Tally[], column: 'total' | 'unread'): number => rows.reduce((so, row) => so + row[column], 0);
  return {
    mine: sum(
      tallies.filter((tally) => tally.assignee_id === me),
      'total',
    ),
    unassigned: sum(
      tallies.filter((tally) => tally.assignee_id === ''),
      'total',
    ),
    all: sum(tallies, 'total'),
    unread: sum(tallies, 'unread'),
  };
}

/** Conversations in any state with something this user has not read. */
export function countUnread(db: Db): number {
  return db.get<{ unread: number }>('SELECT coalesce(sum(unread), 0) AS unread FROM tally')?.unread ?? 0;
}

/** Name and handle of a contact as JSON members, ready to be joined into a row. */
export function labelOf(contact: Contact | null): string {
  const handle = contact === null ? '' : handleOf(contact.aliases);
  const name = contact === null || contact.name === '' ? handle : contact.name;
  return `"contactName":${JSON.stringify(name)},"contactHandle":${JSON.stringify(handle)}`;
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

function parsePosition(text: string | null): { key: number; id: string } | null {
  const parts = text === null ? null : /^(-?\d{1,16}):([0-9a-f-]{36})$/.exec(text);
  return parts?.[1] === undefined || parts[2] === undefined ? null : { key: Number(parts[1]), id: parts[2] };
}

export function parseRow(json: string): ConversationRow {
  return JSON.parse(json) as ConversationRow;
}
