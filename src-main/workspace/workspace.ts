// The composition of one workspace: store, session, sync and outbox behind the interface of workspace-api.ts. Longer
// than most files because it has a method for every call of the contract; each only checks, asks the store, and tells.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '#shared/connection.ts';
import { AppError, type ErrorShape } from '#shared/error.ts';
import { newId, type ConversationId, type MessageId, type MutationId } from '#shared/ids.ts';
import type { ConversationRow, Directory, ThreadMessage } from '#shared/inbox.ts';
import type { Notice } from '#shared/app-state.ts';
import { conversationOf, type Mutation, type MutationOf } from '#shared/mutation.ts';
import { needsWindow } from '#shared/outgoing.ts';
import { can, type Permission } from '#shared/permission.ts';
import { needsSecondFactor } from '#shared/second-factor.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { openStore } from '../cache/store.ts';
import type { StoreNotice } from '../cache/databases.ts';
import { filesOf } from '../cache/local-files.ts';
import { waitsForDecision } from '../cache/operations.ts';
import type { Written } from '../cache/workspace-store.ts';
import { DiskCache, MemoryCache, type MediaCache } from '../media/media-cache.ts';
import { downloadMedia } from '../media/media-download.ts';
import { MediaFiles } from '../media/media-files.ts';
import { Presence } from '../presence/presence.ts';
import { connectionOf, nothingKnown, type Facts } from '../sync/lamps.ts';
import { OutboxFlusher } from '../sync/outbox-flusher.ts';
import { DiskFolder, MemoryFolder, type LocalFolder } from '../uploads/local-folder.ts';
import { Uploads } from '../uploads/uploads.ts';
import { createRestClient } from '../sync/rest-client.ts';
import { Session } from '../sync/session.ts';
import { openSocket } from '../sync/socket.ts';
import { isAway, SyncClient } from '../sync/sync-client.ts';
import { Admin } from '../admin/admin.ts';
import { writeAuditLog } from '../admin/write-audit-log.ts';
import { bulkCalls } from './bulk.ts';
import { contactCalls } from './contacts.ts';
import { Emitter } from './emitter.ts';
import { historyCalls } from './history.ts';
import { habitCalls } from './habits.ts';
import { hasLapsed, mayNotAdminister, type Contact } from './lease.ts';
import { libraryCalls } from './library.ts';
import { operationCalls } from './operations.ts';
import { checkContent, checkWindow, requirePermission } from './outgoing.ts';
import { startCalls } from './start.ts';
import { scheduleCalls, triageCalls } from './triage.ts';
import { cutoff, keepRetention, keptHere } from './retention.ts';
import { Eraser } from './erasure.ts';
import { searchCalls } from './search.ts';
import type { Workspace, WorkspaceEvents, WorkspaceOptions } from './workspace-api.ts';

const contactNotedMs = 10 * 60_000;
const firstPruneMs = 60_000;
const pruneMs = 24 * 60 * 60_000;
const leaseLookMs = 60 * 60_000;
const logoutMs = 3000;
const erasureRetryMs = 60_000;
/** So much of the disk, or of the memory, the files of messages may take. */
const mediaOnDiskBytes = 1024 * 1024 * 1024;
const mediaInMemoryBytes = 96 * 1024 * 1024;
/** "As of" moves with every message; it is told when it has moved this far, or with the next thing worth telling. */
const asOfStepMs = 10_000;
/** As long as the backend takes a proof for fresh. */
const freshForMs = 5 * 60_000;

/** Opens the files and the session's machinery; nothing goes over the network before `resumeSession` or `signIn`. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { url, launchSecret, clock, tokens, client, settings, dir } = options;
  const events = new Emitter<WorkspaceEvents>();
  const notices: Notice[] = [];
  const timers = new Set<() => void>();
  const seenUpTo = new Map<ConversationId, number>();
  let facts: Facts = nothingKnown;
  let connection: Connection = connectionOf(facts, null, clock.now());
  let told = connection;
  let isVisible = true;
  let isClosed = false;
  let contactNotedAt = 0;
  /** Set once there is a sync that can load a lost cache again; one lost while opening is loaded anyway. */
  let reloadCache: () => void = () => undefined;

  const store = await openStore(options.workerUrl, { dir, key: options.databaseKey, now: clock.now() }, (notice) =>
    heardFromStore(notice),
  );
  const rest = createRestClient(url, launchSecret);
  const session = new Session({
    rest,
    tokens,
    client,
    serverNow,
    onOver: (why, message) => aside(sessionOver(why, message)),
  });
  const uploads = new Uploads({
    store,
    folder: openLocalFolder(options),
    cache: openMediaCache(options),
    server: { url, launchSecret },
    session,
    clock,
    random: Math.random,
    onReady: () => flusher.wake(),
    onRefused: (written) => wrote(written),
    onProgress: (running) => events.emit('uploads', running),
  });
  const files = new MediaFiles(uploads.cache, (id) => downloadMedia({ url, launchSecret }, session, id));
  const flusher = new OutboxFlusher({
    store,
    session,
    clock,
    random: Math.random,
    onResolved: (written, rejections) => {
      wrote(written);
      if (written.operations) aside(admin.keepAnew());
      aside(tellRefused(rejections));
      for (const { mutation } of rejections) {
        if (mutation.type === 'conversation.handOver') giveBack(mutation);
      }
    },
    onReached: (error) => {
      if (error === null) learned({ backend: { state: 'ok' }, needsSecondFactor: false });
      else if (isAway(error)) learned({ backend: { state: 'down', reason: error.message } });
      else if (needsSecondFactor(error)) learned({ needsSecondFactor: true });
    },
  });
  const sync = new SyncClient({
    store,
    session,
    clock,
    random: Math.random,
    connect: (accessToken, listeners) =>
      openSocket(url, { accessToken, ...(launchSecret === undefined ? {} : { launch: launchSecret }) }, listeners),
    isVisible: () => isVisible,
    since: () => Math.max(0, cutoff(keptHere(settings().retentionDays, company).messagesDays, serverNow())),
    onApplied: (applied, live) => {
      wrote(applied);
      // What a company has settled names its teams.
      if (applied.directory || applied.company) aside(tellDirectory());
      if (applied.company) aside(readPolicy());
      if (applied.erasures) aside(followErasures());
      const items = applied.inbound.map(({ row, message }) => ({
        row,
        message,
        live,
        ageMs: serverNow() - message.at,
      }));
      if (items.length > 0) events.emit('inbound', { items });
    },
    onFacts: learned,
    onReachable: () => {
      flusher.wake();
      uploads.pump.wake();
      aside(followErasures());
    },
    onPresence: (push) => presence.heard(push),
  });
  const presence = new Presence({
    tell: sync.tell,
    clock,
    storedStatus: () => store.call('fact', 'presence'),
    storeStatus: (status) => store.call('setFact', 'presence', status),
    onChange: (state) => events.emit('presence', state),
  });
  /** When the person last showed who they are, for what this desktop does itself. */
  let provedAt = Number.NEGATIVE_INFINITY;
  const admin = new Admin({ store, rest, session, serverNow, me: async () => (await directory()).me, onEnrolled });
  const eraser = new Eraser({
    store,
    cache: uploads.cache,
    session,
    onErased: ({ contactIds, conversationIds }) => events.emit('erased', { contactIds, conversationIds }),
  });
  let company = await store.call('company');
  await presence.load();
  reloadCache = () => sync.resync();
  await endLapsedLease();
  await uploads.tidy();
  learned({ outbox: await store.call('outboxCounts') });

  /** What was refused until now is tried at once. */
  function onEnrolled(): void {
    sync.nudge();
    flusher.wake();
  }

  function serverNow(): number {
    return clock.now() + facts.clockOffsetMs;
  }

  function learned(news: Partial<Facts>): void {
    if (news.realtime !== undefined && news.realtime !== facts.realtime) presence.lineIs(news.realtime === 'connected');
    facts = { ...facts, ...news };
    connection = connectionOf(facts, connection, clock.now());
    const isQuiet = JSON.stringify(withoutTimes(connection)) === JSON.stringify(withoutTimes(told));
    const moved = Math.abs((connection.asOf ?? 0) - (told.asOf ?? 0)) >= asOfStepMs;
    if (news.backend?.state === 'ok') {
      aside(noteContact());
      aside(admin.keepFresh());
    }
    if (isQuiet && !moved) return;
    told = connection;
    events.emit('connection', connection);
  }

  function wrote({ change, library, operations, templates, moved, outbox }: Written): void {
    const { conversations, messages, removed, contacts } = change;
    const isEmpty = [conversations, messages, removed, contacts].every(({ length }) => length === 0);
    if (change.reload || !isEmpty) events.emit('storeChange', change);
    for (const move of moved) events.emit('conversationMoved', move);
    if (library) aside(tellLibrary());
    if (operations) aside(tellOperations());
    if (templates) aside(tellTemplates());
    learned({ outbox });
  }

  function heardFromStore({ kind, text }: StoreNotice): void {
    const notice: Notice = { id: newId<MutationId>(), kind, text };
    notices.push(notice);
    events.emit('notice', notice);
    if (kind === 'cache_rebuilt') reloadCache();
  }

  async function lastContact(): Promise<Contact> {
    const [last, highest] = await Promise.all([store.call('fact', 'contact'), store.call('fact', 'clock')]);
    return { last: last === null ? null : Number(last), highestClock: Number(highest ?? 0) };
  }

  async function endLapsedLease(): Promise<void> {
    if (hasLapsed(await lastContact(), clock.now())) await store.call('dropCache');
  }

  async function noteContact(): Promise<void> {
    const now = clock.now();
    if (isClosed || Math.abs(now - contactNotedAt) < contactNotedMs) return;
    contactNotedAt = now;
    const highest = Number((await store.call('fact', 'clock')) ?? 0);
    await store.call('setFact', 'contact', String(now));
    await store.call('setFact', 'clock', String(Math.max(now, highest)));
  }

  function startSync(): void {
    sync.start();
    flusher.start();
    uploads.pump.start();
    later(firstPruneMs, () => aside(prune()));
    later(leaseLookMs, () => aside(watchLease()));
  }

  /** Work nobody waits for. A closing store refuses it; any other failure must be seen. */
  function aside(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!isClosed) console.error('work beside the screen failed', error);
    });
  }

  /** Also on a desktop that is never closed: one that only sleeps in a stolen bag. */
  async function watchLease(): Promise<void> {
    later(leaseLookMs, () => aside(watchLease()));
    if (!hasLapsed(await lastContact(), clock.now())) return;
    await store.call('dropCache');
    // What was on the screen goes with it.
    events.emit('storeChange', { reload: true, conversations: [], messages: [], removed: [], contacts: [] });
  }

  async function prune(): Promise<void> {
    later(pruneMs, () => aside(prune()));
    await keepPolicy();
  }

  async function keepPolicy(): Promise<void> {
    await keepRetention(store, uploads.cache, keptHere(settings().retentionDays, company), clock.now());
  }

  /** What the company wants to be kept no longer goes at once. */
  async function readPolicy(): Promise<void> {
    const before = keptHere(settings().retentionDays, company);
    company = await store.call('company');
    const now = keptHere(settings().retentionDays, company);
    if (JSON.stringify(now) !== JSON.stringify(before)) await keepPolicy();
  }

  /** Without a network the backend is told later. */
  async function followErasures(): Promise<void> {
    await eraser.work().catch((error: unknown) => {
      if (!isAway(error)) throw error;
      later(erasureRetryMs, () => aside(followErasures()));
    });
  }

  function later(delayMs: number, work: () => void): void {
    const cancel = clock.after(delayMs, () => {
      timers.delete(cancel);
      work();
    });
    timers.add(cancel);
  }

  function stopAll(): void {
    sync.stop();
    flusher.stop();
    uploads.pump.stop();
    for (const cancel of timers) cancel();
    timers.clear();
  }

  async function sessionOver(why: 'expired' | 'revoked', message: string): Promise<void> {
    if (why === 'revoked') await erase();
    else sync.stop();
    events.emit('signedOut', { reason: why, message });
  }

  /** S-35: the keys first; without them the files are noise, whatever happens to this process now. */
  async function erase(): Promise<void> {
    stopAll();
    session.end();
    isClosed = true;
    await options.eraseKeys();
    await store.close();
    if (dir !== null) await rm(dir, { recursive: true, force: true });
  }

  async function directory(): Promise<Directory> {
    const known = await store.call('directory');
    if (known !== null) return known;
    const fact = await store.call('fact', 'me');
    if (fact === null) throw new AppError('unavailable', 'The first sync has not finished yet.');
    const me = JSON.parse(fact) as RestResponse<'me'>;
    return { me: me.user, superadmin: me.superadmin, tenant: me.tenant, users: [me.user], accounts: [], teams: [] };
  }

  async function tellDirectory(): Promise<void> {
    events.emit('directory', await directory());
  }

  async function tellLibrary(): Promise<void> {
    events.emit('library', await store.call('library'));
  }

  async function tellOperations(): Promise<void> {
    events.emit('operations', await store.call('operations', serverNow()));
  }

  async function tellTemplates(): Promise<void> {
    events.emit('templates', await store.call('templates'));
  }

  async function row(conversationId: ConversationId): Promise<ConversationRow> {
    return JSON.parse(await rowJson(conversationId)) as ConversationRow;
  }

  async function rowJson(conversationId: ConversationId): Promise<string> {
    const json = await store.call('conversation', conversationId);
    if (json === null) throw new AppError('not_found', 'This conversation is not here any more.');
    return json;
  }

  async function enqueue(
    mutation: Mutation,
    extra: { notBefore?: number | null; clearDraft?: 'reply' | 'note'; row?: ConversationRow } = {},
  ): Promise<ThreadMessage | null> {
    const written = await store.call('enqueue', mutation, {
      now: serverNow(),
      notBefore: extra.notBefore ?? null,
      accountId: extra.row?.accountId ?? null,
      clearDraft: extra.clearDraft ?? null,
    });
    wroteToOutbox(written, mutation.type === 'message.send' ? mutation.conversationId : null);
    uploads.pump.wake();
    return written.message;
  }

  async function tellRefused(rejections: readonly { mutation: Mutation; error: ErrorShape }[]): Promise<void> {
    // A message shows it on its bubble; what came back of an admin's operations has a card of its own.
    const told = rejections.filter(({ mutation, error }) => {
      return mutation.type !== 'message.send' && mutation.type !== 'note.add' && !waitsForDecision(mutation, error);
    });
    if (told.length === 0) return;
    const ids = told.map(({ mutation }) => conversationOf(mutation)).filter((id) => id !== null);
    const rows = new Map((await store.call('conversationRows', ids)).map((each) => [each.id, each]));
    const refused = told.map(({ mutation, error }) => {
      const id = conversationOf(mutation);
      return { error, conversation: (id !== null && rows.get(id)) || null };
    });
    events.emit('refused', refused);
  }

  function giveBack({ conversationId, note, draft }: MutationOf<'conversation.handOver'>): void {
    if (draft !== '') events.emit('draftRestored', { conversationId, mode: 'reply', text: draft });
    if (note !== '') events.emit('draftRestored', { conversationId, mode: 'note', text: note });
  }

  async function mayDo(permission: Permission): Promise<void> {
    requirePermission(await directory(), permission);
  }

  function wroteToOutbox(written: Written, answered: ConversationId | null = null): void {
    events.emit('acted', { conversations: written.change.conversations, answered });
    wrote(written);
    flusher.wake();
  }

  async function act(permission: Permission, mutation: Mutation): Promise<void> {
    await mayDo(permission);
    await enqueue(mutation);
  }

  async function actAll(permission: Permission, mutations: readonly Mutation[]): Promise<void> {
    await mayDo(permission);
    wroteToOutbox(await store.call('enqueueAll', mutations, serverNow()));
  }

  async function markRead(conversationId: ConversationId, inboundNo: number, seen: boolean): Promise<void> {
    const { inboundCount, unread, mentionedAt } = await row(conversationId);
    const isNews =
      mentionedAt !== null ||
      inboundNo > inboundCount - unread ||
      (seen && inboundNo > (seenUpTo.get(conversationId) ?? 0));
    if (!isNews) return;
    if (seen) seenUpTo.set(conversationId, inboundNo);
    await enqueue({ id: newId(), type: 'conversation.read', conversationId, inboundNo, seen });
  }

  /** Whoever has no line can't see who is answering, and is not asked about it either. */
  const heeding = (): { heedLease?: true } => (presence.state.live ? { heedLease: true } : {});

  /** A refused reply goes out once more: its place in the outbox stays, its id is new. */
  async function sendAgain(mutationId: MutationId, over: { anyway?: true }): Promise<void> {
    const { mutation } = await store.call('pending', mutationId);
    if (mutation.type !== 'message.send') throw new AppError('conflict', 'Only a reply can be sent again.');
    const [target, known] = await Promise.all([row(mutation.conversationId), directory()]);
    const account = known.accounts.find(({ id }) => id === target.accountId);
    if (needsWindow(mutation.content)) checkWindow(target, account, serverNow());
    const again = { ...mutation, ...over, id: newId<MutationId>() };
    wrote(await store.call('replaceRejected', mutationId, again, serverNow()));
    flusher.wake();
    uploads.pump.wake();
  }

  const bubble = (message: ThreadMessage | null): ThreadMessage => {
    if (message === null) throw new Error('a send has no bubble');
    return message;
  };

  return {
    storage: dir === null ? 'memory' : 'encrypted',
    files,
    uploads,
    fetchMediaAgain: async (id) => {
      await session.call('fetchMedia', { params: { id } });
    },
    exportPerson: (id, after) =>
      session.call('exportContact', { params: { id }, body: after === null ? {} : { after } }),
    notices,
    on: (name, listener) => events.on(name, listener),

    resumeSession: async () => {
      const owner = await store.call('owner');
      if (owner === null || !session.isSignedIn()) return 'sign_in';
      startSync();
      return 'ready';
    },
    signIn: async (credentials) => {
      const { userId } = await session.signIn(credentials);
      provedAt = clock.now();
      try {
        const me = await session.call('me');
        await store.call('setOwner', { userId, superadmin: me.superadmin });
        await store.call('setFact', 'me', JSON.stringify(me));
      } catch (error) {
        session.end();
        throw error;
      }
      stopAll();
      startSync();
      return { userId };
    },
    assertFresh: () => {
      if (clock.now() - provedAt < freshForMs) return;
      const details = { reason: 'step_up_required' };
      throw new AppError('forbidden', 'Give your password once more, to show that it is you.', { details });
    },
    signOut: async () => {
      // First of all: the backend ends the socket of a session that signs out, and that is no revocation.
      stopAll();
      const cut = new Promise((resolve) => later(logoutMs, () => resolve(null)));
      if (session.isSignedIn()) await Promise.race([session.call('logout').catch(() => null), cut]);
      await erase();
    },
    markSeen: async (conversationId) => {
      const { inboundCount } = await row(conversationId);
      await markRead(conversationId, inboundCount, true);
    },
    setVisible: (visible) => {
      isVisible = visible;
      // Nobody is looking: a good time to empty the logs (R-7b), and on return to look for news at once.
      if (visible) sync.nudge();
      else aside(store.call('checkpoint'));
    },
    unreadConversations: () => store.call('unreadConversations'),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      stopAll();
      await store.close();
    },

    admin: {
      ...admin.calls,
      act: async (input) => {
        const answer = await admin.calls.act(input);
        if (input.route === 'stepUp') provedAt = clock.now();
        return answer;
      },
    },
    writeAuditLog: async (asked, path) => {
      const names = new Map((await directory()).users.map(({ id, name }) => [id, name]));
      return writeAuditLog({ session, nameOf: (id) => names.get(id) ?? id }, asked, path);
    },
    directory: { get: async () => JSON.stringify(await directory()) },
    library: libraryCalls({ store, serverNow, require: mayDo, onWritten: wroteToOutbox }, act),
    templates: {
      list: async () => JSON.stringify(await store.call('templates')),
      drafts: async () => JSON.stringify(await store.call('templateDrafts')),
      saveDraft: (draft) => store.call('saveTemplateDraft', draft),
      dropDraft: ({ id }) => store.call('dropTemplateDraft', id),
    },
    habits: habitCalls(store, () => clock.now()),
    search: searchCalls(store, serverNow),
    connection: { get: async () => connection },
    contacts: {
      ...contactCalls(store, act, actAll, serverNow),
      block: async ({ contactId, accountId, blocked }) => {
        requirePermission(await directory(), 'contact.block');
        const call = { params: { id: contactId }, body: { accountIds: [accountId] } };
        await session.call(blocked ? 'blockContact' : 'unblockContact', call);
      },
    },
    presence: presence.calls,
    outbox: { list: () => store.call('outboxItems') },
    operations: operationCalls({
      store,
      serverNow,
      require: async (permission) => {
        await mayDo(permission);
        if (!mayNotAdminister(await lastContact(), clock.now())) return;
        throw new AppError('forbidden', 'This computer has not reached its server for a week: connect it, then go on.');
      },
      onWritten: wroteToOutbox,
    }),
    drafts: {
      get: async ({ conversationId, mode }) => ({ text: await store.call('draft', conversationId, mode) }),
      save: async (draft) => wrote(await store.call('saveDraft', draft, serverNow())),
    },
    conversations: {
      ...bulkCalls({
        store,
        serverNow,
        require: mayDo,
        onWritten: wroteToOutbox,
        onProgress: (progress) => events.emit('bulk', progress),
      }),
      list: (query) => store.call('conversationPage', query, serverNow()),
      get: ({ conversationId }) => rowJson(conversationId),
      counts: async (query) => JSON.stringify(await store.call('counts', query, serverNow())),
      countMatching: ({ queries }) => store.call('countMatching', queries, serverNow()),
      ...startCalls(store, act, directory),
      ...triageCalls(act),
      handOver: async (input) => {
        requirePermission(await directory(), 'conversation.assign');
        const ids = { id: newId<MutationId>(), messageId: newId<MessageId>() };
        await enqueue(
          { ...input, ...ids, type: 'conversation.handOver' },
          { ...(input.draft === '' ? {} : { clearDraft: 'reply' }), row: await row(input.conversationId) },
        );
      },
      markRead: ({ conversationId, inboundNo, seen }) => markRead(conversationId, inboundNo, seen),
      typing: async ({ conversationId }) => {
        if (facts.realtime !== 'connected' || !can((await directory()).me.role, 'message.send')) return;
        // A courtesy that is late is worth nothing: no answer is no reason for an error.
        await session.call('typing', { params: { id: conversationId } }).catch(() => null);
      },
    },
    messages: {
      ...historyCalls(store, session),
      send: async ({ keepsDraft = false, ...input }) => {
        const content = checkContent(input.content);
        const [target, known] = await Promise.all([row(input.conversationId), directory()]);
        requirePermission(known, 'message.send');
        const account = known.accounts.find(({ id }) => id === target.accountId);
        if (needsWindow(content)) checkWindow(target, account, serverNow());
        const heldMs = settings().undoSendSeconds * 1000;
        const ids = { id: newId<MutationId>(), messageId: newId<MessageId>() };
        return bubble(
          await enqueue(
            { ...input, ...ids, ...heeding(), type: 'message.send', content, anyway: false },
            {
              notBefore: heldMs === 0 ? null : clock.now() + heldMs,
              row: target,
              ...(keepsDraft ? {} : { clearDraft: 'reply' }),
            },
          ),
        );
      },
      addNote: async ({ conversationId, text, mentions }) => {
        const [target, known] = await Promise.all([row(conversationId), directory()]);
        requirePermission(known, 'note.add');
        const ids = { id: newId<MutationId>(), messageId: newId<MessageId>() };
        const note: Mutation = { ...ids, type: 'note.add', conversationId, text, mentions };
        return bubble(await enqueue(note, { clearDraft: 'note', row: target }));
      },
      react: (input) => act('message.send', { id: newId(), type: 'message.react', ...input }),
      ...scheduleCalls(act),
      resend: (input) => act('message.send', { id: newId(), type: 'message.resend', ...input }),
      leave: (input) => act('message.send', { id: newId(), type: 'message.leave', ...input }),
      sendAnyway: ({ mutationId }) => sendAgain(mutationId, { anyway: true }),
      sendAgain: ({ mutationId }) => sendAgain(mutationId, {}),
      takeBack: async ({ mutationId }) => {
        uploads.pump.cancel(filesOf((await store.call('pending', mutationId)).mutation));
        const { text, ...written } = await store.call('takeBack', mutationId, serverNow());
        wrote(written);
        return { text };
      },
    },
  };
}

function openLocalFolder({ dir, mediaKey }: WorkspaceOptions): LocalFolder {
  return dir === null || mediaKey === null ? new MemoryFolder() : new DiskFolder(join(dir, 'uploads'), mediaKey);
}

function openMediaCache({ dir, mediaKey, clock }: WorkspaceOptions): MediaCache {
  if (dir === null || mediaKey === null) return new MemoryCache(mediaInMemoryBytes);
  return new DiskCache({ dir: join(dir, 'media'), key: mediaKey, maxBytes: mediaOnDiskBytes, now: clock.now });
}

function withoutTimes({ asOf: _asOf, clockOffsetMs, ...rest }: Connection): object {
  return { ...rest, offsetSeconds: Math.round(clockOffsetMs / 1000) };
}
