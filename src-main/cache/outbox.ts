// All that happens to what a person did until the server has it. One file, though a long one: every method keeps the same
// promise about the disk.
import { AppError, type ErrorShape } from '#shared/error.ts';
import type { AccountId, ConversationId, MediaId, MutationId, TemplateDraftId } from '#shared/ids.ts';
import type { TemplateDraft } from '#shared/template-draft.ts';
import type { Draft } from '#shared/inbox.ts';
import { conversationOf, laneOf, type Mutation, type MutationOf, type MutationResult } from '#shared/mutation.ts';
import type { LocalFile } from '#shared/upload.ts';
import { crashPoint } from './crash-point.ts';
import { DiskFull, type Db } from './database.ts';
import { readDraft, writeDraft } from './drafts.ts';
import { deleteTemplateDraft, readTemplateDrafts, writeTemplateDraft } from './template-drafts.ts';
import { deleteLocalFile, filesOf, insertLocalFile, readLocalFiles } from './local-files.ts';
import { changesNothing, isFailSafe, isOverdue, isOvertakenBy, overtaking, waitsForDecision } from './operations.ts';
import { migrateOutbox } from './outbox-schema.ts';
import { textOf, type Pending } from './pending.ts';

/** Text in one batch, so that a request stays far below what a server takes. */
const batchBytes = 128 * 1024;

interface MutationRow {
  position: number;
  body: string;
  account_id: string | null;
  state: Pending['state'];
  attempted: number;
  not_before: number | null;
  seq: number | null;
  error: string | null;
  created_at: number;
  confirmed: number;
}

/**
 * The mutations this desktop has not had back yet, and its drafts. Every method has committed with FULL sync when it
 * returns (R-6a). All mutations are also held in memory, in the order they were made: there are few of them, and each
 * drawn page asks for them.
 */
export class Outbox {
  readonly db: Db;
  /** Called when the disk is full: gives the reserve back. */
  readonly #freeSpace: () => void;
  readonly #mutations = new Map<MutationId, Pending>();
  readonly #files = new Map<MediaId, LocalFile>();
  /** Those that were handed out once, by this run: what was handed out before may have arrived then. */
  readonly #firstTry = new Set<MutationId>();

  constructor(db: Db, freeSpace: () => void) {
    this.db = db;
    this.#freeSpace = freeSpace;
    migrateOutbox(db);
    for (const row of db.all<MutationRow>('SELECT * FROM mutation ORDER BY position')) this.#remember(row);
    for (const file of readLocalFiles(db)) this.#files.set(file.mediaId, file);
  }

  list(): Pending[] {
    return [...this.#mutations.values()];
  }

  of(conversationId: ConversationId): Pending[] {
    return this.list().filter(({ mutation }) => conversationOf(mutation) === conversationId);
  }

  find(id: MutationId): Pending | undefined {
    return this.#mutations.get(id);
  }

  get(id: MutationId): Pending {
    const found = this.find(id);
    if (found === undefined) throw new AppError('not_found', 'This is no longer in the outbox');
    return found;
  }

  /**
   * Adds a mutation; with `clearDraft` the draft it was typed in goes in the same transaction. A read mark joins an
   * earlier one that has not left yet. Adding the same id again changes nothing.
   */
  add(
    mutation: Mutation,
    options: { now: number; notBefore: number | null; accountId: AccountId | null; clearDraft: Draft['mode'] | null },
  ): void {
    if (this.#mutations.has(mutation.id)) return;
    if (mutation.type === 'conversation.read' && this.#joinRead(mutation)) return;
    this.#writeEvenWhenFull(() => {
      crashPoint('before-outbox-commit');
      this.db.run(
        `INSERT INTO mutation (id, body, account_id, state, not_before, created_at) VALUES (?, ?, ?, 'pending', ?, ?)`,
        mutation.id,
        JSON.stringify(mutation),
        options.accountId,
        options.notBefore,
        options.now,
      );
      const conversationId = conversationOf(mutation);
      if (options.clearDraft !== null && conversationId !== null) {
        writeDraft(this.db, { conversationId, mode: options.clearDraft, text: '' }, options.now);
      }
    });
    crashPoint('after-outbox-commit');
    this.#reload(mutation.id);
  }

  /** Adds acts that nobody typed: all of them or none. */
  addAll(mutations: readonly Mutation[], now: number): void {
    const fresh = mutations.filter(({ id }) => !this.#mutations.has(id));
    const sql = `INSERT INTO mutation (id, body, state, created_at) VALUES (?, ?, 'pending', ?)`;
    this.#writeEvenWhenFull(() => {
      for (const mutation of fresh) this.db.run(sql, mutation.id, JSON.stringify(mutation), now);
    });
    for (const { id } of fresh) this.#reload(id);
  }

  /**
   * Adds an operation of an admin in the place of what it makes pointless and has not left yet, or has come back and waits
   * for a decision.
   */
  addOperation(mutation: Mutation, now: number): void {
    if (this.#mutations.has(mutation.id)) return;
    const overtaken = this.list().filter(
      (earlier) =>
        (earlier.state === 'rejected' || (earlier.state === 'pending' && !earlier.attempted)) &&
        isOvertakenBy(earlier.mutation, mutation),
    );
    const added = overtaking(mutation, overtaken);
    this.#writeEvenWhenFull(() => {
      for (const { position } of overtaken) this.db.run('DELETE FROM mutation WHERE position = ?', position);
      if (changesNothing(added)) return;
      const sql = `INSERT INTO mutation (id, body, state, created_at) VALUES (?, ?, 'pending', ?)`;
      this.db.run(sql, added.id, JSON.stringify(added), now);
    });
    for (const { id } of [...overtaken.map((one) => one.mutation), added]) this.#reload(id);
  }

  /** Takes an operation out that has not left yet, or has come back. False when it may have reached the backend. */
  remove(id: MutationId): boolean {
    const { state, attempted } = this.get(id);
    if (state === 'applied' || (state === 'pending' && attempted)) return false;
    this.db.run('DELETE FROM mutation WHERE id = ?', id);
    this.#mutations.delete(id);
    return true;
  }

  /** The people these are about, and their conversations, are erased: nothing of it may stay or go out. */
  forget(ids: readonly MutationId[], conversations: ReadonlySet<string>): MediaId[] {
    const files = this.localFiles().filter(({ conversationId: id }) => id !== null && conversations.has(id));
    this.db.transaction(() => {
      for (const id of ids) this.db.run('DELETE FROM mutation WHERE id = ?', id);
      for (const id of conversations) this.db.run('DELETE FROM draft WHERE conversation_id = ?', id);
      for (const { mediaId } of files) deleteLocalFile(this.db, mediaId);
    });
    for (const id of ids) this.#mutations.delete(id);
    for (const { mediaId } of files) this.#files.delete(mediaId);
    return files.map(({ mediaId }) => mediaId);
  }

  confirm(id: MutationId): void {
    this.db.run('UPDATE mutation SET confirmed = 1 WHERE id = ?', this.get(id).mutation.id);
    this.#reload(id);
  }

  /**
   * What makes things safer leaves before everything else (features.md §3.6). It waits for nothing in its lane but what may
   * be on its way already.
   */
  takeFailSafe(busyLanes: readonly string[], limit: number): Mutation[] {
    const pending = this.list().filter(({ state }) => state === 'pending');
    const safe = pending.filter(({ mutation }) => isFailSafe(mutation) && !busyLanes.includes(laneOf(mutation)));
    const lanes = new Set(safe.map(({ mutation }) => laneOf(mutation)));
    const batch = pending.filter((one) => safe.includes(one) || (one.attempted && lanes.has(laneOf(one.mutation))));
    return this.#leave(batch.slice(0, limit));
  }

  /**
   * The next mutations to hand to the backend, oldest first: of each lane not in `busyLanes` the head and what follows
   * it, up to the first that is held back or whose files are still to be uploaded. Marked as attempted on disk before
   * they are returned.
   */
  takeBatch(now: number, busyLanes: readonly string[], limit: number): Mutation[] {
    const closed = new Set(busyLanes);
    const batch: Pending[] = [];
    let bytes = 0;
    for (const pending of this.#mutations.values()) {
      if (batch.length === limit || bytes > batchBytes) break;
      const lane = laneOf(pending.mutation);
      if (pending.state !== 'pending' || closed.has(lane)) continue;
      if (isHeld(pending, now) || isOverdue(pending, now) || this.#missing(pending.mutation).length > 0) {
        closed.add(lane);
        continue;
      }
      batch.push(pending);
      // What follows may have to go to another conversation: the answer tells.
      if (pending.mutation.type === 'conversation.start') closed.add(lane);
      bytes += textOf(pending.mutation)?.length ?? 0;
    }
    return this.#leave(batch);
  }

  #leave(batch: readonly Pending[]): Mutation[] {
    for (const { mutation, attempted } of batch) {
      if (attempted) this.#firstTry.delete(mutation.id);
      else this.#firstTry.add(mutation.id);
    }
    this.#setAttempted(
      batch.filter(({ attempted }) => !attempted),
      true,
    );
    return batch.map(({ mutation }) => mutation);
  }

  /** What was done in one conversation is done in another: it turned out to be the one with this person. */
  moveConversation(from: ConversationId, to: ConversationId, now: number): void {
    const moved = this.of(from).filter(({ state, mutation }) => state !== 'applied' && 'conversationId' in mutation);
    this.db.transaction(() => {
      for (const { mutation } of moved) {
        const body = JSON.stringify({ ...mutation, conversationId: to });
        this.db.run('UPDATE mutation SET body = ? WHERE id = ?', body, mutation.id);
      }
      for (const mode of ['reply', 'note'] as const) {
        const parts = [this.draft(to, mode), this.draft(from, mode)].filter((text) => text !== '');
        writeDraft(this.db, { conversationId: to, mode, text: parts.join('\n') }, now);
        writeDraft(this.db, { conversationId: from, mode, text: '' }, now);
      }
    });
    for (const { mutation } of moved) this.#reload(mutation.id);
    for (const file of this.localFiles().filter(({ conversationId }) => conversationId === from)) {
      this.addLocalFile({ ...file, conversationId: to });
    }
  }

  localFiles(): LocalFile[] {
    return [...this.#files.values()];
  }

  addLocalFile(file: LocalFile): void {
    this.#writeEvenWhenFull(() => insertLocalFile(this.db, file));
    this.#files.set(file.mediaId, file);
  }

  /** The server has it, or nobody wants it any more. */
  dropLocalFile(id: MediaId): void {
    deleteLocalFile(this.db, id);
    this.#files.delete(id);
  }

  /** Files of the conversation, or (null) of quick replies, that nothing waits for yet. */
  filesInDraft(conversationId: ConversationId | null): LocalFile[] {
    const used = new Set(this.list().flatMap(({ mutation }) => filesOf(mutation)));
    return this.localFiles().filter((file) => file.conversationId === conversationId && !used.has(file.mediaId));
  }

  /** The file that is to be uploaded next, for the oldest mutation that waits for one; null when none does. */
  nextUpload(now: number, except: readonly MediaId[]): LocalFile | null {
    for (const pending of this.#mutations.values()) {
      if (pending.state !== 'pending' || isHeld(pending, now)) continue;
      const file = this.#missing(pending.mutation).find(({ mediaId }) => !except.includes(mediaId));
      if (file !== undefined) return file;
    }
    return null;
  }

  /** Those that wait for a file. */
  waitingFor(id: MediaId): MutationId[] {
    const waits = ({ state, mutation }: Pending): boolean => state === 'pending' && filesOf(mutation).includes(id);
    return this.list().flatMap((pending) => (waits(pending) ? [pending.mutation.id] : []));
  }

  #missing(mutation: Mutation): LocalFile[] {
    if (this.#files.size === 0) return [];
    return filesOf(mutation).flatMap((id) => this.#files.get(id) ?? []);
  }

  /** The last try of these provably never left this machine: unless there was one before, they can be taken back. */
  notAttempted(ids: readonly MutationId[]): void {
    const untried = ids.filter((id) => this.#firstTry.delete(id));
    this.#setAttempted(
      untried.map((id) => this.find(id)).filter((pending) => pending?.state === 'pending' && pending.attempted),
      false,
    );
  }

  /** When the next held-back head may go, epoch ms; null when none is held. */
  nextRelease(now: number): number | null {
    const held = this.list().flatMap(({ state, notBefore }) =>
      state === 'pending' && notBefore !== null && notBefore > now ? [notBefore] : [],
    );
    return held.length === 0 ? null : Math.min(...held);
  }

  /**
   * Stores the backend's answers. A rejected message stays for its writer to decide; any other rejected act has nothing
   * to keep and is dropped. Returns the rejections.
   */
  resolve(results: readonly MutationResult[]): { mutation: Mutation; error: ErrorShape }[] {
    const rejections: { mutation: Mutation; error: ErrorShape }[] = [];
    const known = results.filter(({ id }) => this.find(id)?.state === 'pending');
    this.db.transaction(() => {
      for (const result of known) {
        const { mutation, createdAt } = this.get(result.id);
        if (result.status === 'applied' && result.conversationId !== undefined) {
          // It had no effect to wait for.
          this.db.run('DELETE FROM mutation WHERE id = ?', result.id);
          continue;
        }
        if (result.status === 'applied') {
          this.db.run(`UPDATE mutation SET state = 'applied', seq = ? WHERE id = ?`, result.seq, result.id);
          continue;
        }
        rejections.push({ mutation, error: result.error });
        if (mutation.type === 'conversation.handOver') this.#giveBack(mutation, createdAt);
        const isKept =
          mutation.type === 'message.send' || textOf(mutation) !== null || waitsForDecision(mutation, result.error);
        if (!isKept) this.db.run('DELETE FROM mutation WHERE id = ?', result.id);
        else {
          const error = JSON.stringify(result.error);
          this.db.run(`UPDATE mutation SET state = 'rejected', error = ? WHERE id = ?`, error, result.id);
        }
      }
    });
    for (const { id } of known) this.#reload(id);
    return rejections;
  }

  /** Drops what has come back: the cursor of the change log has passed it. Returns what went. */
  dropApplied(upToSeq: number): Pending[] {
    const done = this.list().filter(({ state, seq }) => state === 'applied' && seq !== null && seq <= upToSeq);
    if (done.length === 0) return done;
    this.db.run(`DELETE FROM mutation WHERE state = 'applied' AND seq <= ?`, upToSeq);
    for (const { mutation } of done) this.#mutations.delete(mutation.id);
    return done;
  }

  /**
   * Takes an unsent or rejected text out and puts it (back) into the draft, before what is there. Throws conflict when
   * it may have reached the backend. Returns the draft's new text.
   */
  takeBack(id: MutationId, now: number): { pending: Pending; text: string } {
    const pending = this.get(id);
    const text = textOf(pending.mutation) ?? '';
    if (pending.state === 'applied' || (pending.state === 'pending' && pending.attempted)) {
      throw new AppError('conflict', 'Too late to take it back: it is already on its way');
    }
    const conversationId = conversationOf(pending.mutation);
    if (conversationId === null) throw new AppError('conflict', 'Only a message can be taken back');
    const mode = pending.mutation.type === 'note.add' ? 'note' : 'reply';
    const draft = this.draft(conversationId, mode);
    const joined = [text, draft].filter((part) => part !== '').join('\n');
    this.#writeEvenWhenFull(() => {
      this.db.run('DELETE FROM mutation WHERE id = ?', id);
      writeDraft(this.db, { conversationId, mode, text: joined }, now);
    });
    this.#mutations.delete(id);
    return { pending, text: joined };
  }

  /** Puts a new mutation in the place of a rejected one: its id has been answered for ever (ruling 47). */
  replaceRejected(id: MutationId, mutation: Mutation, now: number): void {
    const { state, accountId } = this.get(id);
    if (state !== 'rejected') throw new AppError('conflict', 'Nothing is to be decided about this message any more');
    this.#writeEvenWhenFull(() => {
      this.db.run('DELETE FROM mutation WHERE id = ?', id);
      this.db.run(
        `INSERT INTO mutation (id, body, account_id, state, created_at) VALUES (?, ?, ?, 'pending', ?)`,
        mutation.id,
        JSON.stringify(mutation),
        accountId,
        now,
      );
    });
    this.#mutations.delete(id);
    this.#reload(mutation.id);
  }

  draft(conversationId: ConversationId, mode: Draft['mode']): string {
    return readDraft(this.db, conversationId, mode);
  }

  saveDraft(draft: Draft, now: number): void {
    this.#writeEvenWhenFull(() => writeDraft(this.db, draft, now));
  }

  templateDrafts(): TemplateDraft[] {
    return readTemplateDrafts(this.db);
  }

  saveTemplateDraft(draft: TemplateDraft): void {
    this.#writeEvenWhenFull(() => writeTemplateDraft(this.db, draft));
  }

  dropTemplateDraft(id: TemplateDraftId): void {
    deleteTemplateDraft(this.db, id);
  }

  meta(key: string): string | null {
    return this.db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value ?? null;
  }

  setMeta(key: string, value: string): void {
    this.db.run('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', key, value);
  }

  /** Nothing of the previous owner stays. */
  clear(): void {
    this.db.transaction(() => {
      this.db.exec(
        'DELETE FROM mutation; DELETE FROM draft; DELETE FROM meta; DELETE FROM local_file; DELETE FROM template_draft',
      );
    });
    this.#mutations.clear();
    this.#files.clear();
  }

  /** A hand-over was refused: what was written for it is a draft again, before what is there. */
  #giveBack({ conversationId, note, draft }: MutationOf<'conversation.handOver'>, at: number): void {
    for (const [mode, text] of [
      ['reply', draft],
      ['note', note],
    ] as const) {
      if (text === '') continue;
      const now = this.draft(conversationId, mode);
      writeDraft(this.db, { conversationId, mode, text: [text, now].filter((part) => part !== '').join('\n') }, at);
    }
  }

  #joinRead(mutation: Extract<Mutation, { type: 'conversation.read' }>): boolean {
    const earlier = this.of(mutation.conversationId).find(
      (pending) => pending.mutation.type === 'conversation.read' && pending.state === 'pending' && !pending.attempted,
    );
    if (earlier === undefined || earlier.mutation.type !== 'conversation.read') return false;
    const joined = {
      ...earlier.mutation,
      inboundNo: Math.max(earlier.mutation.inboundNo, mutation.inboundNo),
      seen: earlier.mutation.seen || mutation.seen,
    };
    this.db.run('UPDATE mutation SET body = ? WHERE id = ?', JSON.stringify(joined), joined.id);
    this.#reload(joined.id);
    return true;
  }

  #setAttempted(mutations: readonly (Pending | undefined)[], attempted: boolean): void {
    const changed = mutations.filter((pending) => pending !== undefined);
    if (changed.length === 0) return;
    this.db.transaction(() => {
      for (const { position } of changed) {
        this.db.run('UPDATE mutation SET attempted = ? WHERE position = ?', Number(attempted), position);
      }
    });
    for (const pending of changed) pending.attempted = attempted;
  }

  /** What a person typed is saved even on a full disk, in the space that was kept for it (R-7d). */
  #writeEvenWhenFull(work: () => void): void {
    try {
      this.db.transaction(work);
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      this.#freeSpace();
      this.db.transaction(work);
    }
  }

  #reload(id: MutationId): void {
    const row = this.db.get<MutationRow>('SELECT * FROM mutation WHERE id = ?', id);
    if (row === undefined) this.#mutations.delete(id);
    else this.#remember(row);
  }

  #remember(row: MutationRow): void {
    // Written by this program from a parsed mutation.
    const mutation = JSON.parse(row.body) as Mutation;
    this.#mutations.set(mutation.id, {
      position: row.position,
      mutation,
      accountId: row.account_id as AccountId | null,
      state: row.state,
      attempted: row.attempted === 1,
      notBefore: row.not_before,
      seq: row.seq,
      error: row.error === null ? null : (JSON.parse(row.error) as ErrorShape),
      createdAt: row.created_at,
      confirmed: row.confirmed === 1,
      landedAt: this.#mutations.get(mutation.id)?.landedAt ?? null,
    });
  }
}

const isHeld = ({ notBefore }: Pending, now: number): boolean => notBefore !== null && notBefore > now;
