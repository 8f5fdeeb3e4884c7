import { searchSchema } from '../search/search-schema.ts';

/**
 * Version of cache.db. A file with another number is dropped and filled again from the backend: the cache holds
 * nothing of its own (D1), so it needs no migrations.
 */
export const cacheVersion = 12;

// `data` columns hold the server's entity as JSON, so that pages are joined as text and never parsed on the way out.
export const cacheSchema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The small rest: tenant, users, accounts, templates, library, planned messages, notes on contacts.
CREATE TABLE entity (
  kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_by_contact ON entity (data ->> '$.contactId') WHERE kind = 'contactNote';

-- name_key: as names are ordered. merged_into: that of data, stored so that a change of data writes no index.
CREATE TABLE contact (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, data TEXT NOT NULL, label TEXT NOT NULL,
  name_key TEXT NOT NULL,
  merged_into TEXT
) STRICT;
CREATE INDEX contact_by_name ON contact (name_key, id) WHERE merged_into IS NULL;
CREATE INDEX contact_by_merge ON contact (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE read_mark (
  conversation_id TEXT PRIMARY KEY, version INTEGER NOT NULL, inbound_no INTEGER NOT NULL,
  unread INTEGER NOT NULL, pinned INTEGER NOT NULL, muted INTEGER NOT NULL, mentioned_at INTEGER,
  handed_draft TEXT
) STRICT, WITHOUT ROWID;

-- data: as the server has it. overlay: the same with this desktop's pending mutations, null when there are none.
-- label, marks: name and handle of the contact, and what this person marked, as JSON members. The columns below them
-- are those of overlay ?? data. state: 'archived' for what is archived, whatever else it is. assignee_id is '' for
-- nobody. flags: the bits of list-sql.ts. search: what a filter's text is looked for in. tags: as words are compared.
-- priority_key: null for those that are neither pinned nor of any priority.
CREATE TABLE conversation (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  data TEXT NOT NULL,
  overlay TEXT,
  label TEXT NOT NULL DEFAULT '"contactName":"","contactHandle":"","blockedBy":[]',
  draft TEXT,
  state TEXT NOT NULL,
  assignee_id TEXT NOT NULL,
  mine INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  marks TEXT NOT NULL DEFAULT '"pinned":false,"muted":false,"mentionedAt":null',
  flags INTEGER NOT NULL DEFAULT 0,
  mentioned_at INTEGER,
  window_closes_at INTEGER,
  search TEXT NOT NULL DEFAULT '',
  tags TEXT,
  queue_key INTEGER NOT NULL,
  newest_key INTEGER NOT NULL,
  priority_key INTEGER
) STRICT;
CREATE INDEX conversation_by_contact ON conversation (contact_id);
-- The trailing columns let every filter be answered inside the indexes. "Mine" and
-- "unassigned" have partial ones: a conversation of a colleague, which most are, costs them nothing. So have mentions
-- and priorities.
CREATE INDEX conversation_all_by_queue ON conversation
  (state, queue_key, id, account_id, unread, flags, window_closes_at, assignee_id);
CREATE INDEX conversation_all_by_newest ON conversation
  (state, newest_key, id, account_id, unread, flags, window_closes_at, assignee_id);
CREATE INDEX conversation_mine_by_queue ON conversation
  (state, queue_key, id, account_id, unread, flags, window_closes_at) WHERE mine = 1;
CREATE INDEX conversation_mine_by_newest ON conversation
  (state, newest_key, id, account_id, unread, flags, window_closes_at) WHERE mine = 1;
CREATE INDEX conversation_unassigned_by_queue ON conversation
  (state, queue_key, id, account_id, unread, flags, window_closes_at) WHERE assignee_id = '';
CREATE INDEX conversation_unassigned_by_newest ON conversation
  (state, newest_key, id, account_id, unread, flags, window_closes_at) WHERE assignee_id = '';
-- To look a text up without reading the rows; written only when the text changes.
CREATE INDEX conversation_by_text ON conversation (search, id);
CREATE INDEX conversation_by_priority ON conversation (state, priority_key, id) WHERE priority_key IS NOT NULL;
CREATE INDEX conversation_mentioned ON conversation (state, id) WHERE mentioned_at IS NOT NULL;
CREATE INDEX conversation_closing ON conversation
  (state, window_closes_at, account_id, unread, flags, assignee_id) WHERE window_closes_at IS NOT NULL;
CREATE INDEX conversation_with_local_state ON conversation (id) WHERE overlay IS NOT NULL OR draft IS NOT NULL;

CREATE TABLE conversation_tag (
  tag TEXT NOT NULL, conversation_id TEXT NOT NULL, PRIMARY KEY (tag, conversation_id)
) STRICT, WITHOUT ROWID;

-- How many conversations there are, how many of them have something unread, and how many wait on us (bit 4 of flags).
CREATE TABLE tally (
  state TEXT NOT NULL, account_id TEXT NOT NULL, assignee_id TEXT NOT NULL,
  total INTEGER NOT NULL, unread INTEGER NOT NULL, waiting INTEGER NOT NULL,
  PRIMARY KEY (state, account_id, assignee_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tally_insert AFTER INSERT ON conversation BEGIN
  INSERT INTO tally VALUES (new.state, new.account_id, new.assignee_id, 1, new.unread > 0, (new.flags & 4) > 0)
  ON CONFLICT DO UPDATE SET total = total + 1, unread = unread + excluded.unread, waiting = waiting + excluded.waiting;
END;
CREATE TRIGGER tally_delete AFTER DELETE ON conversation BEGIN
  UPDATE tally SET total = total - 1, unread = unread - (old.unread > 0), waiting = waiting - ((old.flags & 4) > 0)
  WHERE state = old.state AND account_id = old.account_id AND assignee_id = old.assignee_id;
END;
CREATE TRIGGER tally_update AFTER UPDATE OF state, account_id, assignee_id, unread, flags ON conversation
WHEN old.state <> new.state OR old.account_id <> new.account_id OR old.assignee_id <> new.assignee_id
  OR (old.unread > 0) <> (new.unread > 0) OR (old.flags & 4) <> (new.flags & 4)
BEGIN
  UPDATE tally SET total = total - 1, unread = unread - (old.unread > 0), waiting = waiting - ((old.flags & 4) > 0)
  WHERE state = old.state AND account_id = old.account_id AND assignee_id = old.assignee_id;
  INSERT INTO tally VALUES (new.state, new.account_id, new.assignee_id, 1, new.unread > 0, (new.flags & 4) > 0)
  ON CONFLICT DO UPDATE SET total = total + 1, unread = unread + excluded.unread, waiting = waiting + excluded.waiting;
END;

-- Clustered by conversation in display order: a page is one walk over neighbouring pages of the file. There is no
-- index on wamid or id: random keys would cost more than half of the write rate (performance.md 2.1). rest: what the
-- columns don't say (message-rest.ts).
CREATE TABLE message (
  conversation_id TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL,
  version INTEGER NOT NULL, rest TEXT NOT NULL,
  PRIMARY KEY (conversation_id, at, seq, id)
) STRICT, WITHOUT ROWID;

-- Where a conversation's messages are complete down to, when that is further back than meta 'since'. 0 = all of it.
CREATE TABLE thread (conversation_id TEXT PRIMARY KEY, floor_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What the admin's screens were answered last; key: route and parameters. as_of: epoch ms of the server.
CREATE TABLE kept_answer (key TEXT PRIMARY KEY, data TEXT NOT NULL, as_of INTEGER NOT NULL) STRICT;
${searchSchema}`;
