/**
 * The search index, part of cache.db. `search_text` keeps no text of its own, only which words stand where; its row ids
 * rise with time, so that reading it backwards gives the newest first without sorting. Texts are folded before they
 * come in (search-text.ts).
 */
export const searchSchema = `
-- labels: what a message has and who wrote it, as words of their own.
CREATE VIRTUAL TABLE search_text USING fts5 (
  text, labels, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
-- Which message a row of search_text is. conversation: its rowid.
CREATE TABLE search_place (
  place INTEGER PRIMARY KEY, conversation INTEGER NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT;

-- Names and everything else a person is known by, found by any three characters. Its rowid is that of the contact.
CREATE VIRTUAL TABLE search_person USING fts5 (words, tokenize = 'trigram');

-- What has changed since it was indexed, oldest first: a contact by rowid, or a message.
CREATE TABLE search_todo (
  n INTEGER PRIMARY KEY, contact INTEGER, conversation_id TEXT, at INTEGER, seq INTEGER, id TEXT
) STRICT;
`;

/** Places for messages of the same millisecond. Times stay exact numbers until the year 2248. */
export const placesPerMs = 1024;
/** So many milliseconds further on a message may be put when its own is full. */
export const spill = 16;

/**
 * Made when the index of a new file is begun, so that loading a snapshot doesn't pay for it: a message that comes in
 * is only noted, which is an append. Deleted text leaves the index with it (S-37).
 */
export const searchTriggers = `
CREATE TRIGGER search_message_new AFTER INSERT ON message BEGIN
  INSERT INTO search_todo (conversation_id, at, seq, id) VALUES (new.conversation_id, new.at, new.seq, new.id);
END;
CREATE TRIGGER search_message_changed AFTER UPDATE OF rest ON message
WHEN old.rest -> '$.content' <> new.rest -> '$.content'
  OR (old.rest -> '$.deletedAt') IS NOT (new.rest -> '$.deletedAt')
  OR (old.rest -> '$.wamid') IS NOT (new.rest -> '$.wamid')
BEGIN
  INSERT INTO search_todo (conversation_id, at, seq, id) VALUES (new.conversation_id, new.at, new.seq, new.id);
END;
CREATE TRIGGER search_message_gone AFTER DELETE ON message BEGIN
  DELETE FROM search_text WHERE rowid IN (
    SELECT place FROM search_place
    WHERE place >= old.at * ${placesPerMs} AND place < (old.at + ${spill}) * ${placesPerMs}
      AND at = old.at AND seq = old.seq
      AND conversation = (SELECT rowid FROM conversation WHERE id = old.conversation_id)
  );
  DELETE FROM search_place
  WHERE place >= old.at * ${placesPerMs} AND place < (old.at + ${spill}) * ${placesPerMs}
    AND at = old.at AND seq = old.seq
    AND conversation = (SELECT rowid FROM conversation WHERE id = old.conversation_id);
END;
CREATE TRIGGER search_contact_new AFTER INSERT ON contact BEGIN
  INSERT INTO search_todo (contact) VALUES (new.rowid);
END;
CREATE TRIGGER search_contact_changed AFTER UPDATE OF data ON contact BEGIN
  INSERT INTO search_todo (contact) VALUES (new.rowid);
END;
CREATE TRIGGER search_contact_gone AFTER DELETE ON contact BEGIN
  DELETE FROM search_person WHERE rowid = old.rowid;
END;
`;
