import type { Db } from './database.ts';

/**
 * outbox.db holds the only data of a desktop that nothing else has (D1): it is migrated, never dropped. A step is
 * frozen once released, runs in one transaction with its number, and imports nothing from the app.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- position: the order in which the person did things. attempted: it may have reached the backend.
  CREATE TABLE mutation (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    account_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('pending', 'applied', 'rejected')),
    attempted INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER,
    seq INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE draft (
    conversation_id TEXT NOT NULL, mode TEXT NOT NULL, text TEXT NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, mode)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Files that the server has not got yet; their bytes are beside this file.
  CREATE TABLE local_file (id TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- A person said that it is meant although it has waited for long.
  ALTER TABLE mutation ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Templates that are being written: nobody else has them until they are submitted.
  CREATE TABLE template_draft (
    id TEXT PRIMARY KEY, data TEXT NOT NULL, updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Brings outbox.db to this version's shape. Throws when the file is from a newer Parley: it is left as it is. */
export function migrateOutbox(db: Db): void {
  const version = Number(db.pragma('user_version'));
  if (version > steps.length) {
    throw new Error(`outbox.db has version ${version}, this Parley knows ${steps.length}: install the newer Parley`);
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${index + 1}`);
    });
  }
}
