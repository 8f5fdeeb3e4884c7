import type { Cursor } from '#shared/change.ts';
import type { Contact } from '#shared/contact.ts';
import type { ContactId, UserId } from '#shared/ids.ts';
import type { Directory, Library } from '#shared/inbox.ts';
import type { LibraryItem, ScheduledSend } from '#shared/library.ts';
import type { Account } from '#shared/account.ts';
import type { Company } from '#shared/company.ts';
import type { Template } from '#shared/template.ts';
import type { Tenant } from '#shared/tenant.ts';
import type { User } from '#shared/user.ts';
import { cacheSchema, cacheVersion } from './cache-schema.ts';
import type { Db } from './database.ts';

/** Who the cache was filled for: unread counts and read marks are theirs. */
export interface Owner {
  userId: UserId;
  superadmin: boolean;
}

/**
 * Gives `db` the current schema. False when it holds another version: the caller drops the file and starts an empty
 * one.
 */
export function prepareCache(db: Db): boolean {
  const version = Number(db.pragma('user_version'));
  if (version === cacheVersion) return true;
  if (version !== 0) return false;
  db.transaction(() => {
    db.exec(cacheSchema);
    db.pragma(`user_version = ${cacheVersion}`);
  });
  return true;
}

export function readMeta(db: Db, key: string): string | null {
  return db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value ?? null;
}

export function writeMeta(db: Db, key: string, value: string): void {
  db.run('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', key, value);
}

/** The place in the change log up to which the cache is whole; null before the first snapshot. */
export function readCursor(db: Db): Cursor | null {
  const text = readMeta(db, 'cursor');
  return text === null ? null : (JSON.parse(text) as Cursor);
}

export function writeCursor(db: Db, cursor: Cursor): void {
  writeMeta(db, 'cursor', JSON.stringify(cursor));
}

/** Epoch ms down to which the messages of every conversation are in the cache. */
export function readSince(db: Db): number {
  return Number(readMeta(db, 'since') ?? 0);
}

/** Null until a first sync has brought the tenant and the user. */
export function readDirectory(db: Db, owner: Owner): Directory | null {
  const rows = db.all<{ kind: string; data: string }>(
    "SELECT kind, data FROM entity WHERE kind IN ('tenant', 'user', 'account') ORDER BY kind, id",
  );
  const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.data) as T);
  const users = of<User>('user');
  const [tenant] = of<Tenant>('tenant');
  const me = users.find(({ id }) => id === owner.userId);
  if (me === undefined || tenant === undefined) return null;
  const teams = readCompany(db)?.teams ?? [];
  return { me, superadmin: owner.superadmin, tenant, users, accounts: of<Account>('account'), teams };
}

/** Whom the names in a filter may mean. */
export function readNames(db: Db): { users: User[]; accounts: Account[] } {
  const rows = db.all<{ kind: string; data: string }>(
    "SELECT kind, data FROM entity WHERE kind IN ('user', 'account')",
  );
  const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.data) as T);
  return { users: of<User>('user'), accounts: of<Account>('account') };
}

/** What the company has settled; null while it has settled nothing, or nothing is known. */
export function readCompany(db: Db): Company | null {
  const row = db.get<{ data: string }>("SELECT data FROM entity WHERE kind = 'company' LIMIT 1");
  return row === undefined ? null : (JSON.parse(row.data) as Company);
}

/** The team's and this person's things, and what is planned, as the server has them. */
export function readLibrary(db: Db): Library {
  const rows = db.all<{ kind: string; data: string }>(
    "SELECT kind, data FROM entity WHERE kind IN ('libraryItem', 'scheduledSend') ORDER BY id",
  );
  const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.data) as T);
  return { items: of<LibraryItem>('libraryItem'), scheduled: of<ScheduledSend>('scheduledSend') };
}

/** In order of their names. */
export function readTemplates(db: Db): Template[] {
  const sql = "SELECT data FROM entity WHERE kind = 'template' ORDER BY data ->> 'name', data ->> 'language'";
  return db.all<{ data: string }>(sql).map(({ data }) => JSON.parse(data) as Template);
}

export function readContact(db: Db, id: ContactId): Contact | null {
  const row = db.get<{ data: string }>('SELECT data FROM contact WHERE id = ?', id);
  return row === undefined ? null : (JSON.parse(row.data) as Contact);
}
