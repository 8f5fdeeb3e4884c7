// The one owner of a workspace's two files, and the whole of what the worker offers (store.ts derives the client from
// this class). Longer than most files: it is where outbox and cache meet, and each method is one step of that meeting.
import { z } from 'zod';
import type { Operation } from '#shared/admin-operation.ts';
import { judgePage, type Change, type ChangePage, type Cursor, type PageVerdict } from '#shared/change.ts';
import type { Company } from '#shared/company.ts';
import type { Contact } from '#shared/contact.ts';
import type { ErasureOrder } from '#shared/erasure.ts';
import { AppError, type ErrorShape } from '#shared/error.ts';
import type { FilterContext } from '#shared/filter/match.ts';
import type {
  AccountId,
  ContactId,
  ConversationId,
  ErasureId,
  MediaId,
  MessageId,
  MutationId,
  UserId,
  TemplateDraftId,
} from '#shared/ids.ts';
import type {
  AroundQuery,
  ContactQuery,
  ConversationCounts,
  ConversationQuery,
  ConversationRow,
  Directory,
  Draft,
  Library,
  ListQuery,
  MessageQuery,
  OutboxItem,
  StoreChange,
  TagCount,
  ThreadMessage,
  ThreadPosition,
} from '#shared/inbox.ts';
import { Message } from '#shared/message.ts';
import type { SearchInput } from '#shared/search.ts';
import { conversationOf, type Mutation, type MutationResult, type Peer, putsAway } from '#shared/mutation.ts';
import type { TemplateDraft } from '#shared/template-draft.ts';
import type { Template } from '#shared/template.ts';
import { indexSome } from '../search/build-index.ts';
import { search } from '../search/search.ts';
import type { LocalFile } from '#shared/upload.ts';
import { applyChanges, type Effects } from './apply-changes.ts';
import * as cache from './cache.ts';
import * as erase from './erase.ts';
import { contactCardJson, readContactHere } from './contact-card.ts';
import { contactPage, contactTags, knownPhones } from './contact-list.ts';
import * as conversations from './conversations.ts';
import * as list from './conversation-list.ts';
import { crashPoint } from './crash-point.ts';
import { findConversationWith, insertStarted, isStarted, removeStarted } from './started.ts';
import { DamagedFile, type Db } from './database.ts';
import { Databases, type StoreNotice, type StoreOptions } from './databases.ts';
import { conversationsWithReplyDraft } from './drafts.ts';
import { readKeptAnswer, writeKeptAnswer } from './kept-answers.ts';
import { overlayLibrary } from './library.ts';
import { isOperation, operationsOf } from './operations.ts';
import type { Outbox } from './outbox.ts';
import { messageIdOf, pendingMessage, type Pending } from './pending.ts';
import { scanThread, type ScanPage, type Wanted } from './thread-scan.ts';
import { newerPage, threadAround } from './thread-window.ts';
import * as threads from './threads.ts';

export interface OutboxCounts {
  pending: number;
  attention: number;
}

/** What a write did to what the screen shows. */
export interface Written {
  change: StoreChange;
  /** The library or the planned messages changed. */
  library: boolean;
  /** What screens show of the admin operations changed. */
  operations: boolean;
  templates: boolean;
  /** Conversations that turned out to be another one. */
  moved: { from: ConversationId; to: ConversationId }[];
  outbox: OutboxCounts;
}

export interface Applied extends Written {
  verdict: PageVerdict;
  cursor: Cursor | null;
  directory: boolean;
  /** What the company has settled. */
  company: boolean;
  /** Somebody is to be forgotten: see Eraser. */
  erasures: boolean;
  /** Inbound messages seen for the first time and not read by this user, newest last, at most 50. */
  inbound: { row: ConversationRow; message: ThreadMessage }[];
}

/** So many changes on one page: the desktop is catching up. */
const bulkFrom = 500;
/** More than this many rows are not listed one by one: the screen reads again what it shows. */
const listedRows = 200;

const noEffects = (): Effects => ({
  touched: new Set(),
  contacts: new Set(),
  messages: [],
  inserted: new Set(),
  removed: [],
  directory: false,
  library: false,
  operations: false,
  templates: false,
  company: false,
  erasures: false,
  reload: false,
});

export class WorkspaceStore {
  readonly #databases: Databases;
  #owner: cache.Owner | null;
  /** The newest time that was told: which windows are over hangs on it. */
  #now: number;

  constructor(options: StoreOptions, notify: (notice: StoreNotice) => void) {
    this.#databases = new Databases(options, notify);
    this.#now = options.now;
    const owner = this.#outbox.meta('owner');
    this.#owner = owner === null ? null : (JSON.parse(owner) as cache.Owner);
    try {
      this.#afterCacheChanged();
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      this.repair(error.profile);
    }
  }

  owner(): cache.Owner | null {
    return this.#owner;
  }

  /**
   * Says who is signed in. Another user than before starts with empty files; throws conflict while the former one has
   * unsent messages in the outbox.
   */
  setOwner(owner: cache.Owner): void {
    const former = this.#owner;
    if (former !== null && former.userId !== owner.userId) {
      const unsent = this.#unsentMutations().length;
      if (unsent > 0) {
        throw new AppError('conflict', `${unsent} unsent changes of another user are still in this workspace`, {
          details: { unsent },
        });
      }
      this.#outbox.clear();
      this.#databases.replaceCache(null);
    }
    this.#outbox.setMeta('owner', JSON.stringify(owner));
    this.#owner = owner;
  }

  cursor(): Cursor | null {
    return cache.readCursor(this.#cache);
  }

  /** A small fact that must survive (last contact, highest clock seen). Kept in the outbox file. */
  fact(name: string): string | null {
    return this.#outbox.meta(name);
  }

  setFact(name: string, value: string): void {
    this.#outbox.setMeta(name, value);
  }

  keptAnswer(key: string): string {
    return readKeptAnswer(this.#cache, key);
  }

  keepAnswer(key: string, data: string, asOf: number): void {
    writeKeptAnswer(this.#cache, key, data, asOf);
  }

  directory(): Directory | null {
    return this.#owner === null ? null : cache.readDirectory(this.#cache, this.#owner);
  }

  company(): Company | null {
    return cache.readCompany(this.#cache);
  }

  /** People the backend has erased, as far as it does not know yet that this desktop has, too. */
  openErasures(): ErasureOrder[] {
    return erase.openErasures(this.#cache);
  }

  /** Returns files of this computer that waited to be sent. */
  eraseFromOutbox(order: ErasureOrder): MediaId[] {
    return erase.eraseFromOutbox(this.#outbox, order);
  }

  closeErasure(id: ErasureId): void {
    erase.closeErasure(this.#cache, id);
  }

  mergeSearch(): boolean {
    return erase.mergeSearch(this.#cache);
  }

  mediaBefore(cutoff: number, after: string): { ids: MediaId[]; next: string | null } {
    return erase.mediaBefore(this.#cache, cutoff, after);
  }

  library(): Library {
    return overlayLibrary(cache.readLibrary(this.#cache), this.#outbox.list(), this.#me());
  }

  templates(): Template[] {
    return cache.readTemplates(this.#cache);
  }

  contact(id: ContactId): Contact | null {
    return readContactHere(this.#cache, id, this.#outbox.list());
  }

  /** A ContactPage as JSON. */
  contactPage(query: ContactQuery): string {
    return JSON.stringify(contactPage(this.#cache, query, this.#outbox.list()));
  }

  contactTags(): TagCount[] {
    return contactTags(this.#cache);
  }

  knownPhones(phones: readonly string[]): ReturnType<typeof knownPhones> {
    return knownPhones(this.#cache, phones, this.#outbox.list());
  }

  /** A ContactCard as JSON. */
  contactCard(id: ContactId): string | null {
    return contactCardJson(this.#cache, id, this.#outbox.list(), this.#me());
  }

  /** `now`, here and below: epoch ms by the server's clock. */
  conversationPage(query: ConversationQuery, now: number): string {
    return list.conversationPageJson(this.#cache, query, this.#context(now));
  }

  /** Everything a query shows, in its order. */
  conversationIds(query: ListQuery, now: number): ConversationId[] {
    return list.conversationIds(this.#cache, query, this.#context(now));
  }

  conversationRows(ids: readonly ConversationId[]): ConversationRow[] {
    return ids.map((id) => this.#row(id)).filter((row) => row !== null);
  }

  conversation(id: ConversationId): string | null {
    return conversations.conversationJson(this.#cache, id);
  }

  counts(query: Omit<ListQuery, 'sort' | 'chips'>, now: number): ConversationCounts {
    return list.countViews(this.#cache, query, this.#context(now));
  }

  /** How many conversations each query shows. */
  countMatching(queries: readonly Omit<ListQuery, 'sort'>[], now: number): number[] {
    return queries.map((query) => list.countMatching(this.#cache, query, this.#context(now)));
  }

  unreadConversations(): number {
    return conversations.countUnread(this.#cache);
  }

  /** A SearchPage as JSON. */
  search(input: SearchInput, now: number): string {
    return JSON.stringify(search(this.#cache, input, this.#context(now)));
  }

  /** Does a little of the work that the search index still needs; false when there is none. */
  indexSome(limit: number): boolean {
    return indexSome(this.#cache, limit);
  }

  threadPage(query: MessageQuery): threads.ThreadPage {
    const { after } = query;
    const pending = this.#outbox.of(query.conversationId);
    return after === undefined
      ? threads.threadPage(this.#cache, query, pending, this.#me())
      : newerPage(this.#cache, { ...query, after }, pending, this.#me());
  }

  message(conversationId: ConversationId, id: MessageId): ThreadMessage | null {
    return this.#storedMessage(conversationId, id);
  }

  threadAround(query: AroundQuery): ReturnType<typeof threadAround> {
    return threadAround(this.#cache, query, this.#outbox.of(query.conversationId), this.#me());
  }

  scanThread(conversationId: ConversationId, wanted: Wanted, before: ThreadPosition | null): ScanPage {
    return scanThread(this.#cache, conversationId, wanted, before);
  }

  insertOlder(conversationId: ConversationId, messages: readonly Message[], reachedBeginning: boolean): number {
    return threads.insertOlder(this.#cache, conversationId, messages, reachedBeginning);
  }

  draft(conversationId: ConversationId, mode: Draft['mode']): string {
    return this.#outbox.draft(conversationId, mode);
  }

  saveDraft(draft: Draft, now: number): Written {
    this.#outbox.saveDraft(draft, now);
    return this.#written(this.#touching(draft.mode === 'reply' ? [draft.conversationId] : []));
  }

  /** Puts a mutation on disk (FULL) and shows its effect. `message` is the bubble of a send or note. */
  enqueue(mutation: Mutation, options: Parameters<Outbox['add']>[1]): Written & { message: ThreadMessage | null } {
    this.#now = options.now;
    this.#outbox.add(this.#stamped(mutation), options);
    const pending = this.#outbox.find(mutation.id);
    if (pending !== undefined && isStarted(pending)) insertStarted(this.#cache, pending, this.#me());
    const message = pending === undefined ? null : pendingMessage(pending, this.#me());
    return { ...this.#written(this.#touchingMutations([mutation], message)), message };
  }

  /** The same for many at once, none of which has a bubble or a draft: one commit for all of them. */
  enqueueAll(mutations: readonly Mutation[], now: number): Written {
    this.#now = now;
    this.#outbox.addAll(
      mutations.map((mutation) => this.#stamped(mutation)),
      now,
    );
    return this.#written(this.#touchingMutations(mutations, null));
  }

  /** With what its writer could see of the conversation that it puts away. */
  #stamped(mutation: Mutation): Mutation {
    if (!putsAway(mutation)) return mutation;
    const row = this.#row(mutation.conversationId);
    return row === null ? mutation : { ...mutation, seenInbound: row.inboundCount };
  }

  conversationWith(accountId: AccountId, peer: Peer): ConversationId | null {
    return findConversationWith(this.#cache, accountId, peer);
  }

  /** The admin operations that are not done yet. */
  operations(now: number): Operation[] {
    return operationsOf(this.#cache, this.#outbox.list(), now);
  }

  addOperation(mutation: Mutation, now: number): Written {
    this.#outbox.addOperation(mutation, now);
    return this.#written(this.#touchingMutations([mutation], null));
  }

  /** `removed`: false when it may have reached the backend. */
  removeOperation(id: MutationId): Written & { removed: boolean } {
    const { mutation } = this.#outbox.get(id);
    const removed = this.#outbox.remove(id);
    return { ...this.#written(this.#touchingMutations([mutation], null)), removed };
  }

  confirmOperation(id: MutationId): Written {
    this.#outbox.confirm(id);
    return this.#written(this.#touchingMutations([this.#outbox.get(id).mutation], null));
  }

  takeFailSafe(busyLanes: readonly string[], limit: number): Mutation[] {
    return this.#outbox.takeFailSafe(busyLanes, limit);
  }

  takeBatch(now: number, busyLanes: readonly string[], limit: number): Mutation[] {
    return this.#outbox.takeBatch(now, busyLanes, limit);
  }

  templateDrafts(): TemplateDraft[] {
    return this.#outbox.templateDrafts();
  }

  saveTemplateDraft(draft: TemplateDraft): void {
    this.#outbox.saveTemplateDraft(draft);
  }

  dropTemplateDraft(id: TemplateDraftId): void {
    this.#outbox.dropTemplateDraft(id);
  }

  localFiles(): LocalFile[] {
    return this.#outbox.localFiles();
  }

  addLocalFile(file: LocalFile): void {
    this.#outbox.addLocalFile(file);
  }

  dropLocalFile(id: MediaId): void {
    this.#outbox.dropLocalFile(id);
  }

  filesInDraft(conversationId: ConversationId | null): LocalFile[] {
    return this.#outbox.filesInDraft(conversationId);
  }

  /** False when a message of the outbox has it, or nobody knows it. */
  discardLocalFile(id: MediaId): boolean {
    const file = this.localFiles().find(({ mediaId }) => mediaId === id);
    const isFree = file !== undefined && this.filesInDraft(file.conversationId).includes(file);
    if (isFree) this.#outbox.dropLocalFile(id);
    return isFree;
  }

  nextUpload(now: number, except: readonly MediaId[]): LocalFile | null {
    return this.#outbox.nextUpload(now, except);
  }

  /** A file will never get to the server: what waits for it is refused with the reason. */
  uploadFailed(id: MediaId, error: ErrorShape): ReturnType<WorkspaceStore['resolve']> {
    return this.resolve(this.#outbox.waitingFor(id).map((waiting) => ({ id: waiting, status: 'rejected', error })));
  }

  notAttempted(ids: readonly MutationId[]): void {
    this.#outbox.notAttempted(ids);
  }

  nextRelease(now: number): number | null {
    return this.#outbox.nextRelease(now);
  }

  resolve(results: readonly MutationResult[]): Written & { rejections: { mutation: Mutation; error: ErrorShape }[] } {
    const before = results.map(({ id }) => this.#outbox.find(id)).filter((found) => found !== undefined);
    const rejections = this.#outbox.resolve(results);
    // The page that holds an effect may have come before its answer did.
    const cursor = this.cursor();
    const done = cursor === null ? [] : this.#outbox.dropApplied(cursor.seq);
    const dropped = before.filter(({ mutation }) => this.#outbox.find(mutation.id) === undefined);
    const mutations = before.map(({ mutation }) => mutation);
    const effects = this.#touchingMutations(mutations, null);
    effects.removed.push(...bubblesOf([...new Set([...done, ...dropped])]));
    effects.messages.push(...this.#learn(rejections.flatMap(({ error }) => repliesIn(error))));
    const moved = this.#moveStarted(before, results);
    const written = this.#written(effects);
    if (moved.length === 0) return { ...written, rejections };
    return { ...written, moved, change: reload(), rejections };
  }

  /**
   * A reply that came too late is refused with the colleagues' messages it missed (ruling 49). Who is shown them has seen
   * them, also when the change log has not brought them yet.
   */
  #learn(replies: readonly Message[]): ThreadMessage[] {
    if (replies.length === 0) return [];
    const since = cache.readSince(this.#cache);
    return this.#cache.transaction(() =>
      replies
        .filter((reply) => threads.upsertMessage(this.#cache, reply, since) !== 'unchanged')
        .map((reply) => ({ ...reply, outbox: null })),
    );
  }

  /** Started ones that the server refused, or knows under another id, leave the cache; what was done in them moves. */
  #moveStarted(before: readonly Pending[], results: readonly MutationResult[]): Written['moved'] {
    const moved: Written['moved'] = [];
    for (const pending of before.filter(isStarted)) {
      const result = results.find(({ id }) => id === pending.mutation.id);
      const from = pending.mutation.conversationId;
      if (result?.status === 'applied' && result.conversationId === undefined) continue;
      removeStarted(this.#cache, pending, this.#me());
      if (result?.status !== 'applied' || result.conversationId === undefined) continue;
      this.#outbox.moveConversation(from, result.conversationId, this.#now);
      moved.push({ from, to: result.conversationId });
    }
    if (moved.length > 0) this.#afterCacheChanged();
    return moved;
  }

  takeBack(id: MutationId, now: number): Written & { text: string } {
    const { pending, text } = this.#outbox.takeBack(id, now);
    const effects = this.#touchingMutations([pending.mutation], null);
    effects.removed.push(...bubblesOf([pending]));
    return { ...this.#written(effects), text };
  }

  pending(id: MutationId): Pending {
    return this.#outbox.get(id);
  }

  replaceRejected(id: MutationId, mutation: Mutation, now: number): Written {
    this.#outbox.replaceRejected(id, mutation, now);
    return this.#written(this.#touchingMutations([mutation], null));
  }

  outboxItems(): OutboxItem[] {
    return this.#unsentMutations().map(({ mutation, state, error, createdAt }) => ({
      mutationId: mutation.id,
      type: mutation.type,
      conversationId: conversationOf(mutation),
      contactName: this.#contactName(conversationOf(mutation)),
      mutation,
      state: state === 'rejected' ? 'rejected' : 'pending',
      error,
      createdAt,
    }));
  }

  outboxCounts(): OutboxCounts {
    const states = this.#outbox.list().map(({ state }) => state);
    return {
      pending: states.filter((state) => state === 'pending').length,
      attention: states.filter((state) => state === 'rejected').length,
    };
  }

  /**
   * Applies a page of changes and moves the cursor in one transaction, iff the page begins at the cursor (ruling 46);
   * otherwise only says what it is.
   */
  applyPage(page: ChangePage): Applied {
    const cursor = this.cursor();
    const verdict = cursor === null ? 'reset' : judgePage(cursor, page);
    if (verdict !== 'apply') return this.#applied(noEffects(), verdict, []);
    this.#cache.expectBulk(page.changes.length >= bulkFrom);
    const me = this.#me();
    const { effects, done } = this.#cache.transaction(() => {
      const effects = applyChanges(this.#cache, page.changes, me);
      this.#land(effects.messages);
      const done = this.#outbox.list().filter(({ state, seq }) => state === 'applied' && (seq ?? 0) <= page.upTo);
      for (const started of done.filter(isStarted)) removeStarted(this.#cache, started, me);
      for (const id of conversationsOf(done)) effects.touched.add(id);
      effects.library ||= done.some(({ mutation }) => isOfLibrary(mutation));
      effects.operations = done.some(({ mutation }) => isOperation(mutation));
      effects.removed.push(...bubblesOf(done));
      this.#render(this.#cache, effects.touched, new Set(done));
      crashPoint('mid-apply');
      cache.writeCursor(this.#cache, { epoch: page.epoch, seq: page.upTo });
      return { effects, done };
    });
    crashPoint('after-apply');
    if (done.length > 0) this.#outbox.dropApplied(page.upTo);
    const inbound = effects.messages.filter(({ id, direction }) => direction === 'inbound' && effects.inserted.has(id));
    return this.#applied(effects, verdict, inbound);
  }

  /** Starts loading the current state into a new file; the old one goes on serving reads until `snapshotFinish`. */
  snapshotBegin(since: number): void {
    cache.writeMeta(this.#databases.beginNext(), 'since', String(since));
  }

  snapshotRows(rows: readonly Change[]): void {
    const next = this.#loading();
    next.transaction(() => {
      const { touched } = applyChanges(next, rows, this.#me());
      this.#render(next, touched, new Set());
    });
  }

  /** Puts the new file in the place of the old one (R-5d). Applied mutations are part of it and leave the outbox. */
  snapshotFinish(cursor: Cursor): Applied {
    const next = this.#loading();
    const sameHistory = this.cursor()?.epoch === cursor.epoch;
    next.transaction(() => cache.writeCursor(next, cursor));
    this.#databases.replaceCache(next);
    this.#outbox.dropApplied(sameHistory ? cursor.seq : Number.MAX_SAFE_INTEGER);
    this.#afterCacheChanged();
    return {
      ...this.#applied(noEffects(), 'apply', []),
      change: reload(),
      directory: true,
      company: true,
      erasures: true,
      library: true,
      operations: true,
      templates: true,
    };
  }

  snapshotAbort(): void {
    this.#databases.abortNext();
  }

  /** Deletes cached messages from before `cutoff`, a hundred conversations at a time. Returns where to go on (S-37). */
  prune(cutoff: number, after: string): string | null {
    if (cutoff > cache.readSince(this.#cache)) cache.writeMeta(this.#cache, 'since', String(cutoff));
    return threads.pruneMessages(this.#cache, cutoff, after);
  }

  /** Bytes of the cache file that hold something. */
  cacheBytes(): number {
    const pages = Number(this.#cache.pragma('page_count')) - Number(this.#cache.pragma('freelist_count'));
    return pages * Number(this.#cache.pragma('page_size'));
  }

  /** Empties the write-ahead logs: when idle, and after deletes so that deleted text leaves them (R-7b). */
  checkpoint(): void {
    this.#cache.pragma('wal_checkpoint(TRUNCATE)');
    this.#outbox.db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Starts the cache over, empty, without touching the outbox. */
  dropCache(): void {
    this.#databases.replaceCache(null);
    this.#afterCacheChanged();
  }

  close(): void {
    this.#databases.close();
  }

  /** Replaces a damaged file by a new one (R-7c). What called may be called again. */
  repair(profile: DamagedFile['profile']): void {
    this.#databases.repair(profile);
    if (this.#owner !== null) this.#outbox.setMeta('owner', JSON.stringify(this.#owner));
    this.#afterCacheChanged();
  }

  get #outbox(): Outbox {
    return this.#databases.outbox;
  }

  get #cache(): Db {
    return this.#databases.cache;
  }

  /** Brings outbox and a cache that has just been opened together: a crash may lie between their commits. */
  #afterCacheChanged(): void {
    const cursor = this.cursor();
    if (cursor !== null) this.#outbox.dropApplied(cursor.seq);
    for (const pending of this.#outbox.list()) {
      const id = messageIdOf(pending.mutation);
      const conversationId = conversationOf(pending.mutation);
      const isMessage = id !== null && conversationId !== null;
      pending.landedAt = isMessage ? threads.timeOfMessage(this.#cache, conversationId, id) : null;
    }
    for (const started of this.#outbox.list().filter(isStarted)) {
      if (started.state !== 'rejected') insertStarted(this.#cache, started, this.#me());
    }
    const stale = conversations.conversationsWithLocalState(this.#cache);
    const local = [...conversationsOf(this.#outbox.list()), ...conversationsWithReplyDraft(this.#outbox.db)];
    this.#cache.transaction(() => this.#render(this.#cache, new Set([...stale, ...local]), new Set()));
  }

  #land(messages: readonly ThreadMessage[]): void {
    const waiting = new Map(this.#outbox.list().map((pending) => [messageIdOf(pending.mutation), pending]));
    for (const { id, at } of messages) {
      const pending = waiting.get(id);
      if (pending !== undefined) pending.landedAt = at;
    }
  }

  #render(db: Db, ids: ReadonlySet<ConversationId>, leaving: ReadonlySet<Pending>): void {
    const pending = Map.groupBy(
      this.#outbox.list().filter((one) => !leaving.has(one)),
      ({ mutation }) => conversationOf(mutation),
    );
    for (const id of ids) {
      const local = { pending: pending.get(id) ?? [], draft: this.#outbox.draft(id, 'reply') };
      conversations.renderConversation(db, id, local, { me: this.#me(), now: this.#now });
    }
  }

  #touching(ids: readonly ConversationId[]): Effects {
    const effects = noEffects();
    for (const id of ids) effects.touched.add(id);
    this.#cache.transaction(() => this.#render(this.#cache, effects.touched, new Set()));
    return effects;
  }

  /** Effects of outbox changes: their conversations, and the bubbles as they are drawn now. */
  #touchingMutations(mutations: readonly Mutation[], bubble: ThreadMessage | null): Effects {
    const ofContacts = mutations.flatMap((mutation) =>
      'contactId' in mutation ? conversations.conversationsOfContact(this.#cache, mutation.contactId) : [],
    );
    const effects = this.#touching([...mutations.map(conversationOf).filter((id) => id !== null), ...ofContacts]);
    effects.library = mutations.some(isOfLibrary);
    effects.operations = mutations.some(isOperation);
    for (const mutation of mutations) if ('contactId' in mutation) effects.contacts.add(mutation.contactId);
    if (bubble !== null) effects.messages.push(bubble);
    for (const mutation of bubble === null ? mutations : []) {
      const pending = this.#outbox.find(mutation.id);
      const isAct = mutation.type === 'message.resend' || mutation.type === 'message.react';
      const id = isAct ? mutation.messageId : messageIdOf(mutation);
      const drawn = pending === undefined || pending.landedAt !== null ? null : pendingMessage(pending, this.#me());
      const conversationId = conversationOf(mutation);
      const isMessage = id !== null && conversationId !== null;
      const message = drawn ?? (isMessage ? this.#storedMessage(conversationId, id) : null);
      if (message !== null) effects.messages.push(message);
    }
    return effects;
  }

  #storedMessage(conversationId: ConversationId, id: MessageId): ThreadMessage | null {
    return threads.findMessage(this.#cache, conversationId, id, this.#outbox.of(conversationId), this.#me());
  }

  #written(effects: Effects): Written {
    this.#databases.noteUnsent(this.#unsentMutations().length);
    const { library, directory, templates } = effects;
    // What somebody else changed may be what an operation is about.
    const isNear = (directory || library) && this.#outbox.list().some(({ mutation }) => isOperation(mutation));
    const operations = effects.operations || isNear;
    return { change: this.#changeOf(effects), library, operations, templates, moved: [], outbox: this.outboxCounts() };
  }

  /** What a person did and would miss: read marks make themselves again. */
  #unsentMutations(): Pending[] {
    const isUnsent = ({ state, mutation }: Pending): boolean =>
      state !== 'applied' && mutation.type !== 'conversation.read';
    return this.#outbox.list().filter(isUnsent);
  }

  #applied(effects: Effects, verdict: PageVerdict, inbound: readonly ThreadMessage[]): Applied {
    return {
      ...this.#written(effects),
      verdict,
      cursor: this.cursor(),
      directory: effects.directory,
      company: effects.company,
      erasures: effects.erasures,
      inbound: inbound.slice(-50).flatMap((message) => {
        const row = this.#row(message.conversationId);
        // Unread counts from the end: what this user's mark covers was read on another desktop.
        const isUnread = row !== null && (message.inboundNo ?? 0) > row.inboundCount - row.unread;
        return isUnread ? [{ row, message }] : [];
      }),
    };
  }

  #changeOf(effects: Effects): StoreChange {
    const { size } = effects.contacts;
    if (effects.reload || effects.touched.size + effects.messages.length + size > listedRows) return reload();
    const rows = [...effects.touched].map((id) => this.#row(id)).filter((row) => row !== null);
    const { messages, removed, contacts } = effects;
    return { reload: false, conversations: rows, messages, removed, contacts: [...contacts] };
  }

  #contactName(id: ConversationId | null): string {
    return (id === null ? null : this.#row(id))?.contactName ?? '';
  }

  #row(id: ConversationId): ConversationRow | null {
    const json = conversations.conversationJson(this.#cache, id);
    return json === null ? null : conversations.parseRow(json);
  }

  #context(now: number): FilterContext {
    this.#now = now;
    const cached = this.#cache;
    let names: ReturnType<typeof cache.readNames> | null = null;
    // Few filters name anybody.
    const read = (): ReturnType<typeof cache.readNames> => (names ??= cache.readNames(cached));
    return {
      me: this.#me(),
      now,
      get users() {
        return read().users;
      },
      get accounts() {
        return read().accounts;
      },
      get teams() {
        return cache.readCompany(cached)?.teams ?? [];
      },
    };
  }

  #loading(): Db {
    const { next } = this.#databases;
    if (next === null) throw new Error('no snapshot is being loaded');
    return next;
  }

  #me(): UserId {
    if (this.#owner === null) throw new AppError('unauthenticated', 'Nobody is signed in to this workspace');
    return this.#owner.userId;
  }
}

const reload = (): StoreChange => ({ reload: true, conversations: [], messages: [], removed: [], contacts: [] });

function conversationsOf(pending: readonly Pending[]): ConversationId[] {
  return pending.map(({ mutation }) => conversationOf(mutation)).filter((id) => id !== null);
}

const isOfLibrary = ({ type }: Mutation): boolean => type.startsWith('scheduled.') || type.startsWith('library.');

const StaleDetails = z.object({ messages: z.array(Message) });

function repliesIn({ code, details }: ErrorShape): Message[] {
  const told = code === 'stale_reply' ? StaleDetails.safeParse(details) : null;
  return told?.success === true ? told.data.messages : [];
}

/** Bubbles that vanish with these mutations: those whose message never came back. */
function bubblesOf(gone: readonly Pending[]): StoreChange['removed'] {
  return gone.flatMap(({ mutation, landedAt }) => {
    const messageId = messageIdOf(mutation);
    const conversationId = conversationOf(mutation);
    if (messageId === null || conversationId === null || landedAt !== null) return [];
    return [{ conversationId, messageId }];
  });
}
