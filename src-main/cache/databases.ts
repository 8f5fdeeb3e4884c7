import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { prepareCache, readMeta, writeMeta } from './cache.ts';
import { crashPoint } from './crash-point.ts';
import { DamagedFile, openDatabase, type Db } from './database.ts';
import * as files from './files.ts';
import { Outbox } from './outbox.ts';
import { restore, salvage } from './salvage.ts';

export interface StoreOptions {
  /** Folder of the workspace; null keeps both databases in memory. */
  dir: string | null;
  /** 32 bytes; null exactly when `dir` is. */
  key: Uint8Array | null;
  /** Epoch ms. */
  now: number;
}

export interface StoreNotice {
  kind: 'cache_rebuilt' | 'outbox_salvaged';
  text: string;
}

/** A whole check of a bigger file takes too long for a start; damage in it shows when the page is read (its MAC fails). */
const checkedWholeBytes = 32 * 1024 * 1024;

/**
 * The two files of a workspace: opens them, checks them after a dirty shutdown, puts damaged ones aside and saves what
 * can be read of them (R-7c), and swaps a loaded snapshot in.
 */
export class Databases {
  readonly #options: StoreOptions;
  readonly #files: files.Files | null;
  readonly #notify: (notice: StoreNotice) => void;
  #outbox: Outbox;
  #cache: Db;
  #next: Db | null = null;
  #unsent: number | null = null;

  constructor(options: StoreOptions, notify: (notice: StoreNotice) => void) {
    this.#options = options;
    this.#notify = notify;
    this.#files = options.dir === null ? null : files.filesIn(options.dir);
    if (this.#files !== null) {
      mkdirSync(options.dir ?? '', { recursive: true, mode: 0o700 });
      files.expireQuarantine(this.#files, options.now);
      files.keepReserve(this.#files);
      files.removeDatabase(this.#files.next);
    }
    this.#outbox = this.#openOutbox();
    this.#cache = this.#openCache();
  }

  get outbox(): Outbox {
    return this.#outbox;
  }

  get cache(): Db {
    return this.#cache;
  }

  /** The snapshot being loaded beside the cache; null when none is. */
  get next(): Db | null {
    return this.#next;
  }

  beginNext(): Db {
    this.abortNext();
    const next = openDatabase('cache', this.#files?.next ?? null, this.#options.key);
    prepareCache(next);
    next.expectBulk(true);
    this.#next = next;
    return next;
  }

  abortNext(): void {
    this.#next?.close();
    this.#next = null;
    if (this.#files !== null) files.removeDatabase(this.#files.next);
  }

  /** Puts `with_` (`next`, or null for an empty one) in the cache's place. */
  replaceCache(with_: Db | null): void {
    closeQuietly(this.#cache);
    if (this.#files === null) {
      this.#cache = with_ ?? this.#openCache();
    } else if (with_ === null) {
      files.removeDatabase(this.#files.cache);
      this.#cache = this.#openCache();
    } else {
      with_.pragma('wal_checkpoint(TRUNCATE)');
      with_.close();
      crashPoint('before-snapshot-swap');
      files.swapDatabase(this.#files.next, this.#files.cache);
      this.#cache = this.#openCache();
    }
    this.#next = null;
  }

  /** Writes down how many changes are unsent, for a start that can't open the file. */
  noteUnsent(unsent: number): void {
    if (this.#files === null || unsent === this.#unsent) return;
    try {
      writeFileSync(this.#files.unsent, String(unsent), { mode: 0o600 });
      this.#unsent = unsent;
    } catch {
      // The change itself is saved; a note about it is no reason to refuse it.
    }
  }

  /** Replaces a damaged file by a new one. */
  repair(profile: DamagedFile['profile']): void {
    if (profile === 'cache') {
      closeQuietly(this.#cache);
      this.#cache = this.#rebuildCache();
    } else {
      closeQuietly(this.#outbox.db);
      this.#outbox = this.#salvageOutbox();
    }
  }

  close(): void {
    this.abortNext();
    writeMeta(this.#cache, 'open', '0');
    this.#outbox.setMeta('open', '0');
    this.#cache.close();
    this.#outbox.db.close();
  }

  #openOutbox(): Outbox {
    try {
      const db = openDatabase('outbox', this.#files?.outbox ?? null, this.#options.key);
      return this.#checked(db, () => {
        const outbox = new Outbox(db, () => this.#files !== null && files.releaseReserve(this.#files));
        if (outbox.meta('open') === '1') quickCheck(db, null);
        outbox.setMeta('open', '1');
        return outbox;
      });
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      return this.#salvageOutbox();
    }
  }

  #openCache(): Db {
    const file = this.#files?.cache ?? null;
    try {
      const db = openDatabase('cache', file, this.#options.key);
      return this.#checked(db, () => {
        if (!prepareCache(db)) {
          db.close();
          if (file !== null) files.removeDatabase(file);
          return this.#openCache();
        }
        if (readMeta(db, 'open') === '1') quickCheck(db, file);
        writeMeta(db, 'open', '1');
        return db;
      });
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      return this.#rebuildCache();
    }
  }

  #rebuildCache(): Db {
    if (this.#files !== null) files.quarantine(this.#files, this.#files.cache);
    const db = this.#openCache();
    this.#notify({
      kind: 'cache_rebuilt',
      text: 'The local copy of your messages was damaged. It is being loaded again from the server; nothing is lost.',
    });
    return db;
  }

  #salvageOutbox(): Outbox {
    const kept = this.#files === null ? null : this.#quarantinedOutbox(this.#files);
    const outbox = this.#openOutbox();
    if (kept !== null) restore(outbox.db, kept);
    const saved = kept?.mutations.length ?? 0;
    this.#notify({
      kind: 'outbox_salvaged',
      text: `The file with your unsent changes was damaged. ${saved} of them and ${kept?.drafts.length ?? 0} drafts could be saved; please check what you sent last.`,
    });
    if (kept === null) return outbox;
    outbox.db.close();
    return this.#openOutbox();
  }

  #quarantinedOutbox(paths: files.Files): ReturnType<typeof salvage> | null {
    const file = files.quarantine(paths, paths.outbox);
    try {
      const damaged = openDatabase('outbox', file, this.#options.key);
      return this.#checked(damaged, () => {
        const kept = salvage(damaged);
        closeQuietly(damaged);
        return kept;
      });
    } catch {
      return null;
    }
  }

  #checked<T>(db: Db, work: () => T): T {
    try {
      return work();
    } catch (error) {
      closeQuietly(db);
      throw error;
    }
  }
}

/** `PRAGMA cipher_integrity_check` says nothing here (S-39); this reads every page and so checks every MAC. */
function quickCheck(db: Db, file: string | null): void {
  const small = file === null || !existsSync(file) || statSync(file).size <= checkedWholeBytes;
  const checks = small
    ? ['quick_check']
    : ['conversation', 'contact', 'entity'].map((table) => `quick_check(${table})`);
  for (const check of checks) {
    const verdict = db.pragma(check);
    if (verdict !== 'ok') throw new DamagedFile(db.profile, verdict);
  }
}

function closeQuietly(db: Db): void {
  try {
    db.close();
  } catch {
    // A damaged file may fail to write its log back; it is moved away or replaced next.
  }
}
