// The whole contract between page and main in one place: longer than other files, a line for each call.
import { z } from 'zod';
import { adminActs, AdminInput, adminReads, type Kept } from '../admin.ts';
import { NewOperation } from '../admin-mutation.ts';
import type { Operation } from '../admin-operation.ts';
import { AppState, Passphrase } from '../app-state.ts';
import { BackupState, FoundBackup } from '../backup.ts';
import { AuditExport } from '../audit-entry.ts';
import { BulkAct, type BulkProgress } from '../bulk.ts';
import { Connection } from '../connection.ts';
import type { Erased } from '../erasure.ts';
import type { ErrorShape } from '../error.ts';
import {
  AttributeName,
  AttributeValue,
  ConsentPurpose,
  ConsentState,
  Contact,
  ContactTag,
  NewContact,
  NoteText,
} from '../contact.ts';
import { MediaKind } from '../content.ts';
import { Conversation, ConversationTag, Priority } from '../conversation.ts';
import {
  AccountId,
  ContactId,
  ContactNoteId,
  ConversationId,
  LibraryItemId,
  MediaId,
  MessageId,
  MutationId,
  ScheduledSendId,
  UserId,
  TemplateDraftId,
  WorkspaceId,
} from '../ids.ts';
import { HabitKind, Habits } from '../habits.ts';
import { LibraryContent } from '../library.ts';
import {
  AroundQuery,
  ContactQuery,
  ConversationQuery,
  Draft,
  DraftMode,
  GalleryKind,
  ListQuery,
  MessageQuery,
  OutboxItem,
  ThreadMessage,
  ThreadPosition,
  type ContactCard,
  type ContactPage,
  type ConversationCounts,
  type ConversationPage,
  type ConversationRow,
  type Directory,
  type FoundMessages,
  type GalleryPage,
  type Library,
  type MessagePage,
  type StoreChange,
} from '../inbox.ts';
import { MediaLook, waveformBars } from '../media-look.ts';
import { OutgoingContent, OutgoingEmoji } from '../outgoing.ts';
import { LockSecret, LockState } from '../lock.ts';
import type { NotificationSound } from '../notification-settings.ts';
import { LeaseAct, PresenceStatus, type PresenceState } from '../presence.ts';
import { SearchInput, type SearchPage } from '../search.ts';
import type { RestResponse } from './rest.ts';
import { Settings, SettingsPatch } from '../settings.ts';
import { TemplateDraft } from '../template-draft.ts';
import type { Template } from '../template.ts';
import { LocalFile, UploadedFile, uploadPartBytes, type UploadProgress } from '../upload.ts';
import type { WorkspaceList } from '../workspaces.ts';

// Every renderer⇄main call and event. `src-main/ipc/serve.ts` and `ipc-client.ts` are derived from it: adding a call
// is a line here and a handler in main.

/** `conversation`: one conversation in a window of its own, with everything one does in it. */
export type WindowKind = 'main' | 'quick_reply' | 'conversation';

/** Pages cross as one JSON string, 2.5 times cheaper than as objects (ruling 61). The client parses it back to T. */
export type Json<T> = string & { readonly json?: T };
const json = <T>() => z.custom<Json<T>>((value) => typeof value === 'string');

const call = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  windows: readonly WindowKind[] = ['main'],
) => ({
  input,
  output,
  windows,
  crossesAsJson: false,
});
const jsonCall =
  <T>() =>
  <I extends z.ZodType>(input: I, windows: readonly WindowKind[] = ['main']) => ({
    input,
    output: json<T>(),
    windows,
    crossesAsJson: true,
  });
const everywhere: readonly WindowKind[] = ['main', 'quick_reply', 'conversation'];
/** Where a whole conversation is: reading it, writing in it, being done with it. */
const atWork: readonly WindowKind[] = ['main', 'conversation'];
const workCall = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => call(input, output, atWork);
const workJsonCall =
  <T>() =>
  <I extends z.ZodType>(input: I) =>
    jsonCall<T>()(input, atWork);
const ofMedia = z.object({ mediaId: MediaId });
const Waveform = z.array(z.int().min(0).max(100)).length(waveformBars);
const inBulk = z.object({ bulkId: z.string().max(40) });
const ofMutation = z.object({ mutationId: MutationId });
const ofContact = z.object({ contactId: ContactId });
const inExport = z.object({ exportId: z.string().max(40) });
/** Messages that are in the file, and that there are. */
const ExportStep = z.object({ exportId: z.string(), done: z.int(), total: z.int(), finished: z.boolean() });
const inConversation = z.object({ conversationId: ConversationId });
const inWorkspace = z.object({ workspaceId: WorkspaceId });

export const calls = {
  app: {
    state: call(z.void(), AppState, everywhere),
    dismissNotice: call(z.object({ id: z.string() }), z.void()),
  },
  session: {
    /** First run → demo: starts simulator and bundled backend, signs in as Maya. */
    tryDemo: call(z.void(), z.void()),
    /** First run → own bundled backend: creates the company. The recovery key is shown this once (ruling 42). */
    setUp: call(
      z.object({ company: z.string().min(1), name: z.string().min(1), email: z.string(), password: z.string() }),
      z.object({ recoveryKey: z.string() }),
    ),
    /** First run → a team's backend: checks that it answers, then asks for sign-in. */
    connect: call(z.object({ url: z.string().max(2048) }), z.void()),
    /** `code`: of the authenticator app, once the server has asked for it. */
    signIn: call(
      z.object({ email: z.string().max(254), password: z.string().max(1024), code: z.string().max(40).optional() }),
      z.void(),
    ),
    /** Demo only: go on as another of the seeded colleagues. */
    switchDemoUser: call(z.object({ email: z.string().max(254) }), z.void()),
    /** Back to first run; whatever belongs to somebody stays in the list. */
    leave: call(z.void(), z.void()),
  },
  /** Those of this desktop, side by side; one is shown. */
  workspaces: {
    list: jsonCall<WorkspaceList>()(z.void(), everywhere),
    /** null: the screen on which one adds another. */
    show: call(z.object({ workspaceId: WorkspaceId.nullable() }), z.void()),
    /**
     * The page has put away what it showed: what the main window asks from now on is for this workspace. The others
     * stay in theirs.
     */
    enter: call(inWorkspace, z.void(), everywhere),
    /** Erases what is on this desktop of it. */
    signOut: call(inWorkspace, z.void()),
    /** The same, and takes it out of the list. The demo's data stays. */
    remove: call(inWorkspace, z.void()),
  },
  keystore: {
    retry: call(z.void(), z.void()),
    continueInMemory: call(z.void(), z.void()),
    /** New keys: the cache is rebuilt from the backend, files under the old keys are kept aside for 7 days. */
    startOver: call(z.void(), z.void()),
    recover: call(z.object({ recoveryKey: z.string().max(200) }), z.void()),
    /** Without a keychain: opens the keys that are under it, or makes new ones under it. */
    passphrase: call(z.object({ passphrase: Passphrase }), z.void()),
    /** It is forgotten: new keys under another one, as with `startOver`. */
    startOverWith: call(z.object({ passphrase: Passphrase }), z.void()),
  },
  /** The admin's screens, over the routes that admin.ts names. */
  admin: {
    /** What this desktop keeps of the answer; with `fresh` after asking the backend anew. */
    read: jsonCall<Kept<unknown>>()(z.object({ route: z.enum(adminReads), input: AdminInput, fresh: z.boolean() })),
    /** Needs the backend. The answer is the route's own; nothing of it is kept. */
    act: jsonCall<unknown>()(z.object({ route: z.enum(adminActs), input: AdminInput })),
    /** Asks the backend as the integrator would, with their token; whose it is, or why it is refused. */
    testToken: jsonCall<RestResponse<'integrationVerify'>>()(z.object({ token: z.string().max(200) })),
  },
  audit: {
    /** Asks where to, then writes what was asked for. `count`: how many entries; null: they thought better of it. */
    export: call(AuditExport, z.object({ count: z.int().nullable() })),
  },
  /** Everything about one person as a file of this computer, part by part. */
  personExport: {
    /** null: the person thought better of it when they were asked where to. */
    begin: call(ofContact, ExportStep.nullable()),
    next: call(inExport, ExportStep),
    stop: call(inExport, z.void()),
  },
  directory: { get: jsonCall<Directory>()(z.void(), everywhere) },
  library: {
    get: jsonCall<Library>()(z.void(), everywhere),
    /** `expected`, `base`: the version that was on screen and what it held; 0 and null for a new item. */
    save: workCall(
      z.object({
        itemId: LibraryItemId.nullable(),
        expected: z.int().min(0),
        shared: z.boolean(),
        content: LibraryContent,
        base: LibraryContent.nullable(),
      }),
      z.object({ itemId: LibraryItemId }),
    ),
    remove: call(z.object({ itemId: LibraryItemId }), z.void()),
  },
  templates: {
    /** Of all accounts, in order of their names; works offline. */
    list: workJsonCall<Template[]>()(z.void()),
    /** Those that are being written on this desktop, the one changed last first. */
    drafts: workJsonCall<TemplateDraft[]>()(z.void()),
    saveDraft: workCall(TemplateDraft, z.void()),
    dropDraft: workCall(z.object({ id: TemplateDraftId }), z.void()),
  },
  conversations: {
    list: jsonCall<ConversationPage>()(ConversationQuery),
    get: jsonCall<ConversationRow>()(inConversation, everywhere),
    counts: jsonCall<ConversationCounts>()(ListQuery.pick({ view: true, accountId: true, filter: true })),
    /** How many conversations each query shows. */
    countMatching: call(z.object({ queries: z.array(ListQuery.omit({ sort: true })).max(100) }), z.array(z.int())),
    /** Acts on the chosen ones, or on everything the query shows; goes on in the background and tells by `bulk`. */
    bulk: workCall(
      z.object({ query: ListQuery, ids: z.array(ConversationId).max(5000).nullable(), act: BulkAct }),
      z.object({ bulkId: z.string(), total: z.int() }),
    ),
    stopBulk: call(inBulk, z.void()),
    /** Takes back what it did so far. */
    undoBulk: workCall(inBulk, z.void()),
    /** With somebody on a number: the one there is, or a new one. `phone` in any human form. */
    start: workCall(
      z.object({
        accountId: AccountId,
        peer: z.union([z.object({ contactId: ContactId }), z.object({ phone: z.string().max(60) })]),
      }),
      z.object({ conversationId: ConversationId }),
    ),
    assign: workCall(
      z.object({ conversationId: ConversationId, assigneeId: UserId.nullable(), expected: UserId.nullable() }),
      z.void(),
    ),
    /** With a note that names the colleague and the begun reply; either may be ''. */
    handOver: workCall(
      z.object({
        conversationId: ConversationId,
        assigneeId: UserId,
        expected: UserId.nullable(),
        note: z.string().trim().max(10_000),
        draft: z.string().max(65_536),
      }),
      z.void(),
    ),
    /** Undoes it: back to `to`, and the draft if it was not taken. */
    takeBackHandOver: workCall(
      z.object({ conversationId: ConversationId, assigneeId: UserId, to: UserId.nullable() }),
      z.void(),
    ),
    /** `until`: of a snooze, epoch ms. */
    setState: workCall(
      z.object({
        conversationId: ConversationId,
        state: Conversation.shape.state,
        until: z.int().nullable().optional(),
      }),
      z.void(),
    ),
    archive: workCall(z.object({ conversationId: ConversationId, archived: z.boolean() }), z.void()),
    prioritise: workCall(z.object({ conversationId: ConversationId, priority: Priority.nullable() }), z.void()),
    tag: workCall(
      z.object({
        conversationId: ConversationId,
        add: z.array(ConversationTag).max(20),
        remove: z.array(ConversationTag).max(20),
      }),
      z.void(),
    ),
    /** One's own marks; an absent member stays as it is. */
    mark: workCall(
      z.object({
        conversationId: ConversationId,
        unread: z.boolean().optional(),
        pinned: z.boolean().optional(),
        muted: z.boolean().optional(),
        handedDraftDone: z.literal(true).optional(),
      }),
      z.void(),
    ),
    /** `seen`: it is open in a focused window. */
    markRead: call(
      z.object({ conversationId: ConversationId, inboundNo: z.int(), seen: z.boolean() }),
      z.void(),
      everywhere,
    ),
    typing: call(inConversation, z.void(), everywhere),
  },
  contacts: {
    get: workCall(ofContact, Contact),
    /** The whole person, whichever of their contacts is asked for. */
    card: jsonCall<ContactCard>()(ofContact),
    page: jsonCall<ContactPage>()(ContactQuery),
    /** The tags in use. */
    tags: call(z.void(), z.array(z.object({ tag: z.string(), count: z.int() }))),
    /** Which of these phones somebody has already. */
    known: call(
      z.object({ phones: z.array(z.string().max(15)).max(5000) }),
      z.array(z.object({ phone: z.string(), contactId: ContactId })),
    ),
    /** Adds people, and tags and attributes to those who are known. All of them are on disk when it is answered. */
    import: call(
      z.object({
        fresh: z.array(NewContact).max(100),
        known: z
          .array(
            z.object({ contactId: ContactId, tags: NewContact.shape.tags, attributes: NewContact.shape.attributes }),
          )
          .max(100),
      }),
      z.void(),
    ),
    edit: call(
      z.object({
        contactId: ContactId,
        /** null: the name they use on WhatsApp again. */
        name: z.string().trim().min(1).max(512).nullable().optional(),
        /** null takes one away. */
        attributes: z.record(AttributeName, AttributeValue.nullable()).optional(),
        tags: z.object({ add: z.array(ContactTag).max(50), remove: z.array(ContactTag).max(50) }).optional(),
      }),
      z.void(),
    ),
    merge: call(z.object({ contactId: ContactId, into: ContactId }), z.void()),
    unmerge: call(ofContact, z.void()),
    note: call(z.object({ contactId: ContactId, text: NoteText }), z.object({ noteId: ContactNoteId })),
    /** One's own. */
    removeNote: call(z.object({ contactId: ContactId, noteId: ContactNoteId }), z.void()),
    consent: call(z.object({ contactId: ContactId, purpose: ConsentPurpose, state: ConsentState }), z.void()),
    /** At WhatsApp, for one number: only with the server, and only while the customer's window is open. */
    block: workCall(z.object({ contactId: ContactId, accountId: AccountId, blocked: z.boolean() }), z.void()),
  },
  messages: {
    page: jsonCall<MessagePage>()(MessageQuery, everywhere),
    /** One message of what this computer has; null when it is not among it. */
    get: workJsonCall<ThreadMessage | null>()(z.object({ conversationId: ConversationId, messageId: MessageId })),
    /** Gets what is missing from the backend, as far back as it must; offline when it can't. */
    around: workJsonCall<MessagePage>()(AroundQuery),
    /** A part of what this computer has of the conversation, so that the first of it shows at once. */
    find: workJsonCall<FoundMessages>()(
      z.object({ conversationId: ConversationId, text: z.string().min(1).max(200), before: ThreadPosition.nullable() }),
    ),
    gallery: workJsonCall<GalleryPage>()(
      z.object({ conversationId: ConversationId, kind: GalleryKind, before: ThreadPosition.nullable() }),
    ),
    /** Commits to the outbox before it answers; the returned message is already on disk. */
    send: call(
      z.object({
        conversationId: ConversationId,
        content: OutgoingContent,
        replyTo: MessageId.nullable(),
        basedOn: MessageId.nullable(),
        /** The draft is not part of it and stays. */
        keepsDraft: z.boolean().optional(),
      }),
      ThreadMessage,
      everywhere,
    ),
    addNote: workCall(
      z.object({
        conversationId: ConversationId,
        text: z.string().trim().min(1).max(10_000),
        mentions: z.array(UserId).max(20).optional(),
      }),
      ThreadMessage,
    ),
    /** An emoji on a message, or '' to take ours away. */
    react: workCall(z.object({ conversationId: ConversationId, messageId: MessageId, emoji: OutgoingEmoji }), z.void()),
    /** Writes or changes a message that the server sends at `sendAt`, epoch ms. */
    schedule: workCall(
      z.object({
        scheduledId: ScheduledSendId.nullable(),
        conversationId: ConversationId,
        content: OutgoingContent,
        replyTo: MessageId.nullable(),
        sendAt: z.int(),
      }),
      z.object({ scheduledId: ScheduledSendId }),
    ),
    cancelScheduled: workCall(z.object({ scheduledId: ScheduledSendId, conversationId: ConversationId }), z.void()),
    /** An uncertain message: send it again, or leave it. */
    resend: workCall(z.object({ conversationId: ConversationId, messageId: MessageId }), z.void()),
    leave: workCall(z.object({ conversationId: ConversationId, messageId: MessageId }), z.void()),
    /** A rejected send of this desktop: send it although a colleague answered, or take it back into the draft. */
    sendAnyway: workCall(z.object({ mutationId: MutationId }), z.void()),
    /** The same once more, as it was. */
    sendAgain: workCall(z.object({ mutationId: MutationId }), z.void()),
    takeBack: workCall(z.object({ mutationId: MutationId }), z.object({ text: z.string() })),
  },
  drafts: {
    get: call(
      z.object({ conversationId: ConversationId, mode: DraftMode }),
      z.object({ text: z.string() }),
      everywhere,
    ),
    /** Empty text removes the draft. */
    save: call(Draft, z.void(), everywhere),
  },
  /** Over everything on this computer, offline too. */
  search: {
    find: workJsonCall<SearchPage>()(SearchInput),
    /** What was searched last, the newest first. */
    recent: call(z.void(), z.array(z.string())),
    remember: call(z.object({ text: z.string().max(500) }), z.void()),
    forget: call(z.void(), z.void()),
  },
  /** Files of this computer that go into a draft. They are kept here, sealed, until the server has them. */
  uploads: {
    /** The system's dialog; `refused`: why some of the chosen ones can't be sent. */
    pick: workCall(
      z.object({ conversationId: ConversationId.nullable() }),
      z.object({ files: z.array(LocalFile), refused: z.array(z.string()) }),
    ),
    /**
     * The system's dialog, for a form: the server has the file when this answers; null when nothing was chosen. `kind`:
     * as what WhatsApp will get it. What WhatsApp would not take is refused before that.
     */
    pickNow: workCall(z.object({ kind: MediaKind }), UploadedFile.nullable()),
    /** From the page: piece by piece, in order. `declared`: what the system says it is. */
    begin: workCall(
      z.object({
        conversationId: ConversationId,
        filename: z.string().min(1).max(1000),
        declared: z.string().max(255),
        size: z.int().min(0),
      }),
      z.object({ mediaId: MediaId }),
    ),
    write: workCall(
      z.object({
        mediaId: MediaId,
        part: z.instanceof(Uint8Array).refine(({ length }) => length <= uploadPartBytes, 'is too much at once'),
      }),
      z.void(),
    ),
    finish: workCall(ofMedia, LocalFile),
    /** Those that stand in no message yet. */
    inDraft: workCall(inConversation, z.array(LocalFile)),
    discard: workCall(ofMedia, z.void()),
    /** The bytes, so that a picture can be made smaller. */
    read: workCall(ofMedia, z.instanceof(Uint8Array)),
  },
  /** What this person uses often; see habits.ts. */
  habits: {
    get: workCall(z.void(), Habits),
    used: workCall(z.object({ kind: HabitKind, key: z.string().max(64) }), z.void()),
  },
  /** Files of messages. A page asks for the bytes themselves by `/media/<id>`, once `look` says that they are here. */
  media: {
    look: workCall(z.object({ mediaId: MediaId, fetch: z.boolean() }), MediaLook),
    /** Asks WhatsApp once more for a file that could not be had. */
    fetchAgain: workCall(ofMedia, z.void()),
    /** Asks where to, then writes it there; false when the person thought better of it. */
    save: workCall(z.object({ mediaId: MediaId, name: z.string().max(5000).nullable() }), z.boolean()),
    /** Of a short sound, to measure its waveform. */
    sound: workCall(ofMedia, z.instanceof(Uint8Array).nullable()),
    waveform: workCall(ofMedia, Waveform.nullable()),
    keepWaveform: workCall(z.object({ mediaId: MediaId, peaks: Waveform }), z.void()),
    /** A small WebP in base64. */
    keepThumbnail: workCall(z.object({ mediaId: MediaId, picture: z.string().max(175_000) }), z.void()),
  },
  presence: {
    get: jsonCall<PresenceState>()(z.void(), everywhere),
    /** What this window shows; null = no conversation, or nobody can see it. Said again while the person is active. */
    viewing: call(z.object({ conversationId: ConversationId.nullable() }), z.void(), everywhere),
    /** For colleagues, not for the customer; `mode` null: stopped. */
    typing: call(z.object({ conversationId: ConversationId, mode: DraftMode.nullable() }), z.void(), everywhere),
    lease: call(z.object({ conversationId: ConversationId, act: LeaseAct }), z.void(), everywhere),
    setStatus: call(z.object({ status: PresenceStatus }), z.void()),
  },
  /** Of the company on this computer (ruling 42). Pages never name a path: main asks for folders itself. */
  backups: {
    get: call(z.void(), BackupState),
    /** Resolves when it is written and checked. */
    backUp: call(z.void(), z.void()),
    cancel: call(z.void(), z.void()),
    chooseFolder: call(z.void(), z.void()),
    keep: call(z.object({ count: z.int().min(1).max(365) }), z.void()),
    /** `elsewhere`: asks for a folder; null when the person thought better of it. */
    find: call(z.object({ elsewhere: z.boolean() }), z.array(FoundBackup).nullable()),
    /** Wants a fresh proof of whoever is signed in; ends with asking for sign-in. */
    restore: call(z.object({ id: z.string().max(20), recoveryKey: z.string().max(200) }), z.void()),
    /** Wants a fresh proof. The key is shown this once. */
    renewRecoveryKey: call(z.void(), z.object({ recoveryKey: z.string() })),
  },
  outbox: { list: call(z.void(), z.array(OutboxItem)) },
  /** What admins did that is not done yet (see admin-operation.ts). Told anew by the event of the same name. */
  operations: {
    /** In the order they were made. */
    list: jsonCall<Operation[]>()(z.void()),
    /** On disk when it is answered. Refuses when this computer has not seen its server for a week. */
    make: call(NewOperation, z.object({ mutationId: MutationId })),
    /**
     * Takes it out of the queue, or, when it has left already, makes the operation that takes it back. Conflict where
     * there is none.
     */
    undo: call(ofMutation, z.object({ undone: z.enum(['removed', 'reversed']) })),
    /** One that came back: again with the own value or another one, or not any more (`theirs`, also for what is gone). */
    decide: call(
      z.object({
        mutationId: MutationId,
        decision: z.union([z.enum(['mine', 'theirs']), z.object({ value: z.json() })]),
      }),
      z.void(),
    ),
    /** It is meant although it has waited for long. */
    confirm: call(ofMutation, z.void()),
    /** One that came back, as text, to be kept elsewhere. */
    export: call(ofMutation, z.object({ text: z.string() })),
  },
  connection: { get: call(z.void(), Connection, everywhere) },
  diagnostics: {
    /** What helps to find a fault, without anything of anybody's. */
    collect: call(z.void(), z.object({ text: z.string() })),
    /** Asks where and writes it there; false when the person thought better of it. */
    save: call(z.void(), z.object({ saved: z.boolean() })),
  },
  lock: {
    state: call(z.void(), LockState),
    /** Shuts every window off until `unlock`; false when there is nothing to lock with. */
    lock: workCall(z.void(), z.boolean()),
    unlock: call(z.object({ secret: z.string().max(200) }), z.void()),
    set: call(z.object({ current: z.string().max(200).nullable(), secret: LockSecret }), z.void()),
    remove: call(z.object({ current: z.string().max(200) }), z.void()),
    /** Signs out, which erases what is on this desktop, and takes the lock away. */
    forget: call(z.void(), z.void()),
  },
  settings: { get: call(z.void(), Settings, everywhere), set: workCall(SettingsPatch, Settings) },
  windows: {
    /** Brings the main window to the front at this conversation. */
    openConversation: call(inConversation, z.void(), everywhere),
    openQuickReply: workCall(inConversation, z.void()),
    /** A window of its own for this conversation, or the one that it has already. */
    popOut: call(inConversation, z.void()),
    closeSelf: call(z.void(), z.void(), everywhere),
    openExternal: workCall(z.object({ url: z.string().max(2048) }), z.void()),
  },
};

export interface Events {
  backups: BackupState;
  bulk: BulkProgress;
  appState: AppState;
  workspaces: WorkspaceList;
  connection: Connection;
  storeChange: StoreChange;
  directory: Directory;
  library: Library;
  presence: PresenceState;
  /** A hand-over was refused: this text of it is a draft again. */
  draftRestored: Draft;
  operations: Operation[];
  templates: Template[];
  /** All that are under way. */
  uploads: UploadProgress[];
  /** A conversation that was started here is another one, which there was already. */
  conversationMoved: { from: ConversationId; to: ConversationId };
  erased: Erased;
  settings: Settings;
  /** A notification was clicked, or another window asked for it. */
  openConversation: { conversationId: ConversationId; choosing?: 'template' };
  /** A link asked for the settings. */
  showSettings: null;
  /** The browser is back from Meta's sign-up, or somebody made such a link: only who knows the state goes on. */
  authCallback: { code: string; state: string };
  /** For a notification whose system has no sound, or not this one. */
  sound: { sound: NotificationSound };
  /** What stands in a banner elsewhere. */
  toast: { text: string };
  /** What the server did not take, of one answer; the conversation it was about, null for other things. */
  refused: { error: ErrorShape; conversation: ConversationRow | null }[];
}
export const eventNames = [
  'backups',
  'bulk',
  'appState',
  'workspaces',
  'connection',
  'storeChange',
  'directory',
  'library',
  'presence',
  'draftRestored',
  'operations',
  'templates',
  'uploads',
  'conversationMoved',
  'erased',
  'settings',
  'openConversation',
  'sound',
  'showSettings',
  'authCallback',
  'toast',
  'refused',
] as const satisfies readonly (keyof Events)[];

/** What a locked Parley still answers: how it looks, that it is locked, and what was being written is put away. */
export const answeredWhileLocked: ReadonlySet<string> = new Set([
  'parley:app.state',
  'parley:settings.get',
  'parley:drafts.save',
  'parley:templates.saveDraft',
  'parley:lock.unlock',
  'parley:lock.forget',
  'parley:windows.closeSelf',
]);

/** What is asked of the desktop as a whole; everything else, of the workspace that the window is in. */
export const desktopFeatures: ReadonlySet<string> = new Set([
  'app',
  'backups',
  'session',
  'workspaces',
  'keystore',
  'diagnostics',
  'lock',
  'settings',
  'windows',
]);

export const channelOf = (feature: string, method: string): string => `parley:${feature}.${method}`;
export const eventChannelOf = (name: keyof Events): string => `parley:on.${name}`;

type Calls = typeof calls;
type AnyCall = { input: z.ZodType; output: z.ZodType };
type Answer<C extends AnyCall> =
  z.output<C['output']> extends Json<infer T> ? (unknown extends T ? z.output<C['output']> : T) : z.output<C['output']>;

/** What the renderer sees: parsed values, errors as thrown AppErrors. */
export type Api = {
  [F in keyof Calls]: {
    [M in keyof Calls[F]]: Calls[F][M] extends AnyCall
      ? (input: z.input<Calls[F][M]['input']>) => Promise<Answer<Calls[F][M]>>
      : never;
  };
} & { on: <N extends keyof Events>(name: N, listener: (payload: Events[N]) => void) => () => void };

/** Who calls: handlers that act on the calling window need it. */
export interface Caller {
  windowId: number;
  kind: WindowKind;
  /** The workspace that the window is for, or that its page has entered. */
  workspaceId: WorkspaceId | null;
}

/** What main implements: a missing handler is a compile error. */
export type Handlers = {
  [F in keyof Calls]: {
    [M in keyof Calls[F]]: Calls[F][M] extends AnyCall
      ? (input: z.output<Calls[F][M]['input']>, caller: Caller) => Promise<z.input<Calls[F][M]['output']>>
      : never;
  };
};
