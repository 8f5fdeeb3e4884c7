import { writeFile } from 'node:fs/promises';
import { AppError } from '#shared/error.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { Handlers } from '#shared/wire/ipc.ts';
import { PersonExports } from '../admin/person-export.ts';
import type { Backups } from '../backup/backups.ts';
import type { AppLock } from '../lock/app-lock.ts';
import type { Session } from '../session/session.ts';
import type { OpenExternalSafely } from '../shell/external-links.ts';

export interface HandlerParts {
  session: Session;
  backups: Backups;
  lock: AppLock;
  windows: {
    openConversation: (conversationId: ConversationId) => void;
    openQuickReply: (conversationId: ConversationId) => void;
    popOut: (conversationId: ConversationId) => void;
    close: (windowId: number) => void;
  };
  openExternal: OpenExternalSafely;
  /** Asks the person for a path; null when they thought better of it. */
  askWhereToSave: (name: string) => Promise<string | null>;
  askForFiles: () => Promise<string[]>;
  /** What helps to find a fault, as text. */
  diagnostics: () => Promise<string>;
  onSettings: (settings: Settings) => void;
}

/** What each call of the contract does: one line, mostly to the session or to its workspace. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { session, backups, lock, windows, openExternal, askWhereToSave, askForFiles, diagnostics, onSettings } = parts;
  const open = (): ReturnType<Session['workspace']> => session.workspace();
  const personExports = new PersonExports({
    part: (contactId, after) => open().exportPerson(contactId, after),
    askWhereToSave,
  });
  return {
    app: {
      state: async () => (lock.isLocked ? { phase: 'locked' } : session.state),
      dismissNotice: async (input) => session.dismissNotice(input),
    },
    session: {
      tryDemo: () => session.tryDemo(),
      setUp: (input) => session.setUp(input),
      connect: (input) => session.connect(input),
      signIn: (input) => session.signIn(input),
      signOut: () => session.signOut(),
      switchDemoUser: (input) => session.switchDemoUser(input),
      leave: () => session.leave(),
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
      read: async (input) => open().admin.read(input),
      act: async (input) => open().admin.act(input),
      testToken: async (input) => open().admin.testToken(input),
    },
    audit: {
      export: async (input) => {
        const workspace = open();
        const path = await askWhereToSave(`parley-audit.${input.format}`);
        return { count: path === null ? null : await workspace.writeAuditLog(input, path) };
      },
    },
    personExport: {
      begin: ({ contactId }) => personExports.begin(contactId),
      next: ({ exportId }) => personExports.next(exportId),
      stop: ({ exportId }) => personExports.stop(exportId),
    },
    directory: { get: async () => open().directory.get() },
    library: {
      get: async () => open().library.get(),
      save: async (input) => open().library.save(input),
      remove: async (input) => open().library.remove(input),
    },
    templates: {
      list: async () => open().templates.list(),
      drafts: async () => open().templates.drafts(),
      saveDraft: async (input) => open().templates.saveDraft(input),
      dropDraft: async (input) => open().templates.dropDraft(input),
    },
    conversations: {
      list: async (input) => open().conversations.list(input),
      get: async (input) => open().conversations.get(input),
      counts: async (input) => open().conversations.counts(input),
      countMatching: async (input) => open().conversations.countMatching(input),
      bulk: async (input) => open().conversations.bulk(input),
      stopBulk: async (input) => open().conversations.stopBulk(input),
      undoBulk: async (input) => open().conversations.undoBulk(input),
      start: async (input) => open().conversations.start(input),
      assign: async (input) => open().conversations.assign(input),
      handOver: async (input) => open().conversations.handOver(input),
      takeBackHandOver: async (input) => open().conversations.takeBackHandOver(input),
      setState: async (input) => open().conversations.setState(input),
      archive: async (input) => open().conversations.archive(input),
      prioritise: async (input) => open().conversations.prioritise(input),
      tag: async (input) => open().conversations.tag(input),
      mark: async (input) => open().conversations.mark(input),
      markRead: async (input) => open().conversations.markRead(input),
      typing: async (input) => open().conversations.typing(input),
    },
    contacts: {
      get: async (input) => open().contacts.get(input),
      card: async (input) => open().contacts.card(input),
      page: async (input) => open().contacts.page(input),
      tags: async () => open().contacts.tags(),
      known: async (input) => open().contacts.known(input),
      import: async (input) => open().contacts.import(input),
      edit: async (input) => open().contacts.edit(input),
      merge: async (input) => open().contacts.merge(input),
      unmerge: async (input) => open().contacts.unmerge(input),
      note: async (input) => open().contacts.note(input),
      removeNote: async (input) => open().contacts.removeNote(input),
      consent: async (input) => open().contacts.consent(input),
      block: async (input) => open().contacts.block(input),
    },
    messages: {
      page: async (input) => open().messages.page(input),
      get: async (input) => open().messages.get(input),
      around: async (input) => open().messages.around(input),
      find: async (input) => open().messages.find(input),
      gallery: async (input) => open().messages.gallery(input),
      send: async (input) => open().messages.send(input),
      addNote: async (input) => open().messages.addNote(input),
      react: async (input) => open().messages.react(input),
      schedule: async (input) => open().messages.schedule(input),
      cancelScheduled: async (input) => open().messages.cancelScheduled(input),
      resend: async (input) => open().messages.resend(input),
      leave: async (input) => open().messages.leave(input),
      sendAnyway: async (input) => open().messages.sendAnyway(input),
      sendAgain: async (input) => open().messages.sendAgain(input),
      takeBack: async (input) => open().messages.takeBack(input),
    },
    drafts: {
      get: async (input) => open().drafts.get(input),
      save: async (input) => open().drafts.save(input),
    },
    search: {
      find: async (input) => open().search.find(input),
      recent: async () => open().search.recent(),
      remember: async (input) => open().search.remember(input),
      forget: async () => open().search.forget(),
    },
    habits: {
      get: async () => open().habits.get(),
      used: async (input) => open().habits.used(input),
    },
    media: {
      look: async ({ mediaId, fetch }) => open().files.look(mediaId, fetch),
      fetchAgain: async ({ mediaId }) => open().fetchMediaAgain(mediaId),
      save: async ({ mediaId, name }) => {
        const file = await open().files.toSave(mediaId, name);
        const path = await askWhereToSave(file.name);
        if (path !== null) await file.writeTo(path);
        return path !== null;
      },
      sound: async ({ mediaId }) => open().files.sound(mediaId),
      waveform: async ({ mediaId }) => open().files.waveform(mediaId),
      keepWaveform: async ({ mediaId, peaks }) => open().files.keepWaveform(mediaId, peaks),
      keepThumbnail: async ({ mediaId, picture }) =>
        open().files.keepThumbnail(mediaId, Buffer.from(picture, 'base64')),
    },
    uploads: {
      pick: async ({ conversationId }) => open().uploads.take(conversationId, await askForFiles()),
      pickNow: async () => {
        const [path] = await askForFiles();
        return path === undefined ? null : open().uploads.uploadNow(path);
      },
      begin: async (input) => open().uploads.begin(input),
      write: async (input) => open().uploads.write(input),
      finish: async (input) => open().uploads.finish(input),
      inDraft: async (input) => open().uploads.inDraft(input),
      discard: async (input) => open().uploads.discard(input),
      read: async (input) => open().uploads.read(input),
    },
    presence: {
      get: async () => open().presence.get(),
      viewing: async (input, { windowId }) => open().presence.viewing({ ...input, windowId }),
      typing: async (input) => open().presence.typing(input),
      lease: async (input) => open().presence.lease(input),
      setStatus: async (input) => open().presence.setStatus(input),
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
    outbox: { list: async () => open().outbox.list() },
    operations: {
      list: async () => open().operations.list(),
      make: async (input) => open().operations.make(input),
      undo: async (input) => open().operations.undo(input),
      decide: async (input) => open().operations.decide(input),
      confirm: async (input) => open().operations.confirm(input),
      export: async (input) => open().operations.export(input),
    },
    diagnostics: {
      collect: async () => ({ text: await diagnostics() }),
      save: async () => {
        const path = await askWhereToSave('parley-diagnostics.json');
        if (path !== null) await writeFile(path, await diagnostics());
        return { saved: path !== null };
      },
    },
    connection: { get: async () => open().connection.get() },
    lock: {
      state: async () => ({ isSet: lock.isSet }),
      lock: async () => lock.lock(),
      unlock: ({ secret }) => lock.unlock(secret),
      set: ({ current, secret }) => lock.set(current, secret),
      remove: ({ current }) => lock.remove(current),
      forget: async () => {
        await session.signOut();
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
      openConversation: async ({ conversationId }) => windows.openConversation(conversationId),
      openQuickReply: async ({ conversationId }) => windows.openQuickReply(conversationId),
      popOut: async ({ conversationId }) => windows.popOut(conversationId),
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
