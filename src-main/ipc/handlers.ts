import { writeFile } from 'node:fs/promises';
import { AppError } from '#shared/error.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { Caller, Handlers } from '#shared/wire/ipc.ts';
import type { WorkspaceList } from '#shared/workspaces.ts';
import { PersonExports } from '../admin/person-export.ts';
import type { Backups } from '../backup/backups.ts';
import type { AppLock } from '../lock/app-lock.ts';
import type { Session } from '../session/session.ts';
import type { OpenExternalSafely } from '../shell/external-links.ts';
import type { Place } from '../shell/windows.ts';
import type { Workspace } from '../workspace/workspace-api.ts';

export interface HandlerParts {
  session: Session;
  backups: Backups;
  lock: AppLock;
  windows: {
    openConversation: (place: Place) => void;
    openQuickReply: (place: Place) => void;
    popOut: (place: Place) => void;
    close: (windowId: number) => void;
  };
  workspaces: {
    list: () => WorkspaceList;
    enter: (windowId: number, workspaceId: WorkspaceId) => void;
  };
  openExternal: OpenExternalSafely;
  /** Asks the person for a path; null when they thought better of it. */
  askWhereToSave: (name: string) => Promise<string | null>;
  askForFiles: () => Promise<string[]>;
  /** What helps to find a fault, as text. */
  diagnostics: () => Promise<string>;
  onSettings: (settings: Settings) => void;
}

/** What each call of the contract does: one line, mostly to the session or to the workspace that the window is in. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { session, backups, lock, windows, workspaces } = parts;
  const { openExternal, askWhereToSave, askForFiles, diagnostics, onSettings } = parts;
  const open = ({ workspaceId }: Caller): Workspace => session.workspace(workspaceId);
  const placeOf = ({ conversationId }: Pick<Place, 'conversationId'>, { workspaceId }: Caller): Place => {
    if (workspaceId === null) throw new AppError('unauthenticated', 'Nobody is signed in on this desktop.');
    return { conversationId, workspaceId };
  };
  /** An export belongs to the workspace in which it was begun. */
  const exports = new Map<WorkspaceId | null, PersonExports>();
  const personExports = (from: Caller): PersonExports => {
    const known =
      exports.get(from.workspaceId) ??
      new PersonExports({ part: (contactId, after) => open(from).exportPerson(contactId, after), askWhereToSave });
    exports.set(from.workspaceId, known);
    return known;
  };
  return {
    app: {
      state: async (_input, { kind, workspaceId }) => {
        if (lock.isLocked) return { phase: 'locked' };
        return kind === 'main' ? session.state : session.stateOf(workspaceId);
      },
      dismissNotice: async (input) => session.dismissNotice(input),
    },
    session: {
      tryDemo: () => session.tryDemo(),
      setUp: (input) => session.setUp(input),
      connect: (input) => session.connect(input),
      signIn: (input) => session.signIn(input),
      switchDemoUser: (input) => session.switchDemoUser(input),
      leave: () => session.leave(),
    },
    workspaces: {
      list: async () => JSON.stringify(workspaces.list()),
      show: async ({ workspaceId }) => session.show(workspaceId),
      enter: async ({ workspaceId }, { windowId }) => workspaces.enter(windowId, workspaceId),
      signOut: (input) => session.signOut(input),
      remove: (input) => session.remove(input),
    },
    keystore: {
      retry: () => session.keystore.retry(),
      continueInMemory: () => session.keystore.continueInMemory(),
      startOver: () => session.keystore.startOver(),
      recover: (input) => session.keystore.recover(input),
      passphrase: (input) => session.keystore.passphrase(input),
      startOverWith: (input) => session.keystore.startOverWith(input),
    },
    admin: {
      read: async (input, from) => open(from).admin.read(input),
      act: async (input, from) => open(from).admin.act(input),
      testToken: async (input, from) => open(from).admin.testToken(input),
    },
    audit: {
      export: async (input, from) => {
        const workspace = open(from);
        const path = await askWhereToSave(`parley-audit.${input.format}`);
        return { count: path === null ? null : await workspace.writeAuditLog(input, path) };
      },
    },
    personExport: {
      begin: ({ contactId }, from) => personExports(from).begin(contactId),
      next: ({ exportId }, from) => personExports(from).next(exportId),
      stop: ({ exportId }, from) => personExports(from).stop(exportId),
    },
    directory: { get: async (_input, from) => open(from).directory.get() },
    library: {
      get: async (_input, from) => open(from).library.get(),
      save: async (input, from) => open(from).library.save(input),
      remove: async (input, from) => open(from).library.remove(input),
    },
    templates: {
      list: async (_input, from) => open(from).templates.list(),
      drafts: async (_input, from) => open(from).templates.drafts(),
      saveDraft: async (input, from) => open(from).templates.saveDraft(input),
      dropDraft: async (input, from) => open(from).templates.dropDraft(input),
    },
    conversations: {
      list: async (input, from) => open(from).conversations.list(input),
      get: async (input, from) => open(from).conversations.get(input),
      counts: async (input, from) => open(from).conversations.counts(input),
      countMatching: async (input, from) => open(from).conversations.countMatching(input),
      bulk: async (input, from) => open(from).conversations.bulk(input),
      stopBulk: async (input, from) => open(from).conversations.stopBulk(input),
      undoBulk: async (input, from) => open(from).conversations.undoBulk(input),
      start: async (input, from) => open(from).conversations.start(input),
      assign: async (input, from) => open(from).conversations.assign(input),
      handOver: async (input, from) => open(from).conversations.handOver(input),
      takeBackHandOver: async (input, from) => open(from).conversations.takeBackHandOver(input),
      setState: async (input, from) => open(from).conversations.setState(input),
      archive: async (input, from) => open(from).conversations.archive(input),
      prioritise: async (input, from) => open(from).conversations.prioritise(input),
      tag: async (input, from) => open(from).conversations.tag(input),
      mark: async (input, from) => open(from).conversations.mark(input),
      markRead: async (input, from) => open(from).conversations.markRead(input),
      typing: async (input, from) => open(from).conversations.typing(input),
    },
    contacts: {
      get: async (input, from) => open(from).contacts.get(input),
      card: async (input, from) => open(from).contacts.card(input),
      page: async (input, from) => open(from).contacts.page(input),
      tags: async (_input, from) => open(from).contacts.tags(),
      known: async (input, from) => open(from).contacts.known(input),
      import: async (input, from) => open(from).contacts.import(input),
      edit: async (input, from) => open(from).contacts.edit(input),
      merge: async (input, from) => open(from).contacts.merge(input),
      unmerge: async (input, from) => open(from).contacts.unmerge(input),
      note: async (input, from) => open(from).contacts.note(input),
      removeNote: async (input, from) => open(from).contacts.removeNote(input),
      consent: async (input, from) => open(from).contacts.consent(input),
      block: async (input, from) => open(from).contacts.block(input),
    },
    messages: {
      page: async (input, from) => open(from).messages.page(input),
      get: async (input, from) => open(from).messages.get(input),
      around: async (input, from) => open(from).messages.around(input),
      find: async (input, from) => open(from).messages.find(input),
      gallery: async (input, from) => open(from).messages.gallery(input),
      send: async (input, from) => open(from).messages.send(input),
      addNote: async (input, from) => open(from).messages.addNote(input),
      react: async (input, from) => open(from).messages.react(input),
      schedule: async (input, from) => open(from).messages.schedule(input),
      cancelScheduled: async (input, from) => open(from).messages.cancelScheduled(input),
      resend: async (input, from) => open(from).messages.resend(input),
      leave: async (input, from) => open(from).messages.leave(input),
      sendAnyway: async (input, from) => open(from).messages.sendAnyway(input),
      sendAgain: async (input, from) => open(from).messages.sendAgain(input),
      takeBack: async (input, from) => open(from).messages.takeBack(input),
    },
    drafts: {
      get: async (input, from) => open(from).drafts.get(input),
      save: async (input, from) => open(from).drafts.save(input),
    },
    search: {
      find: async (input, from) => open(from).search.find(input),
      recent: async (_input, from) => open(from).search.recent(),
      remember: async (input, from) => open(from).search.remember(input),
      forget: async (_input, from) => open(from).search.forget(),
    },
    habits: {
      get: async (_input, from) => open(from).habits.get(),
      used: async (input, from) => open(from).habits.used(input),
    },
    media: {
      look: async ({ mediaId, fetch }, from) => open(from).files.look(mediaId, fetch),
      fetchAgain: async ({ mediaId }, from) => open(from).fetchMediaAgain(mediaId),
      save: async ({ mediaId, name }, from) => {
        const file = await open(from).files.toSave(mediaId, name);
        const path = await askWhereToSave(file.name);
        if (path !== null) await file.writeTo(path);
        return path !== null;
      },
      sound: async ({ mediaId }, from) => open(from).files.sound(mediaId),
      waveform: async ({ mediaId }, from) => open(from).files.waveform(mediaId),
      keepWaveform: async ({ mediaId, peaks }, from) => open(from).files.keepWaveform(mediaId, peaks),
      keepThumbnail: async ({ mediaId, picture }, from) =>
        open(from).files.keepThumbnail(mediaId, Buffer.from(picture, 'base64')),
    },
    uploads: {
      pick: async ({ conversationId }, from) => open(from).uploads.take(conversationId, await askForFiles()),
      pickNow: async ({ kind }, from) => {
        const [path] = await askForFiles();
        return path === undefined ? null : open(from).uploads.uploadNow(path, kind);
      },
      begin: async (input, from) => open(from).uploads.begin(input),
      write: async (input, from) => open(from).uploads.write(input),
      finish: async (input, from) => open(from).uploads.finish(input),
      inDraft: async (input, from) => open(from).uploads.inDraft(input),
      discard: async (input, from) => open(from).uploads.discard(input),
      read: async (input, from) => open(from).uploads.read(input),
    },
    presence: {
      get: async (_input, from) => open(from).presence.get(),
      viewing: async (input, from) => open(from).presence.viewing({ ...input, windowId: from.windowId }),
      typing: async (input, from) => open(from).presence.typing(input),
      lease: async (input, from) => open(from).presence.lease(input),
      setStatus: async (input, from) => open(from).presence.setStatus(input),
    },
    backups: {
      get: async () => backups.state(),
      backUp: () => backups.backUp(),
      cancel: async () => backups.cancel(),
      chooseFolder: async () => void (await backups.chooseFolder()),
      keep: async ({ count }) => backups.keep(count),
      find: ({ elsewhere }) => backups.find(elsewhere),
      restore: ({ id, recoveryKey }) => session.restore(backups.found(id), recoveryKey, (order) => backups.copy(order)),
      renewRecoveryKey: () => session.renewRecoveryKey(),
    },
    outbox: { list: async (_input, from) => open(from).outbox.list() },
    operations: {
      list: async (_input, from) => open(from).operations.list(),
      make: async (input, from) => open(from).operations.make(input),
      undo: async (input, from) => open(from).operations.undo(input),
      decide: async (input, from) => open(from).operations.decide(input),
      confirm: async (input, from) => open(from).operations.confirm(input),
      export: async (input, from) => open(from).operations.export(input),
    },
    diagnostics: {
      collect: async () => ({ text: await diagnostics() }),
      save: async () => {
        const path = await askWhereToSave('parley-diagnostics.json');
        if (path !== null) await writeFile(path, await diagnostics());
        return { saved: path !== null };
      },
    },
    connection: { get: async (_input, from) => open(from).connection.get() },
    lock: {
      state: async () => ({ isSet: lock.isSet }),
      lock: async () => lock.lock(),
      unlock: ({ secret }) => lock.unlock(secret),
      set: ({ current, secret }) => lock.set(current, secret),
      remove: ({ current }) => lock.remove(current),
      forget: async () => {
        await session.signOutOfAll();
        lock.forget();
      },
    },
    settings: {
      get: async () => session.settings(),
      set: async (patch) => {
        const settings = session.settingsStore().update(patch);
        onSettings(settings);
        return settings;
      },
    },
    windows: {
      openConversation: async (input, from) => windows.openConversation(placeOf(input, from)),
      openQuickReply: async (input, from) => windows.openQuickReply(placeOf(input, from)),
      popOut: async (input, from) => windows.popOut(placeOf(input, from)),
      closeSelf: async (_input, { windowId }) => windows.close(windowId),
      openExternal: async ({ url }) => {
        const result = await openExternal(url);
        if (result === 'refused') {
          throw new AppError('invalid_input', 'Parley opens only web pages (https) and mail addresses.');
        }
        if (result === 'too_many') {
          throw new AppError('rate_limited', 'Too many links at once. Wait a few seconds and try again.');
        }
      },
    },
  };
}
