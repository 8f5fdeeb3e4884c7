import type { Operation } from '#shared/admin-operation.ts';
import type { AuditExport } from '#shared/audit-entry.ts';
import type { BulkProgress } from '#shared/bulk.ts';
import type { Connection } from '#shared/connection.ts';
import type { Erased } from '#shared/erasure.ts';
import type { ClientId, ContactId, ConversationId, MediaId, UserId } from '#shared/ids.ts';
import type { ConversationRow, Directory, Draft, Library, StoreChange, ThreadMessage } from '#shared/inbox.ts';
import type { Notice } from '#shared/app-state.ts';
import type { PresenceState } from '#shared/presence.ts';
import type { Settings } from '#shared/settings.ts';
import type { Template } from '#shared/template.ts';
import type { UploadProgress } from '#shared/upload.ts';
import type { Caller, Events, Handlers } from '#shared/wire/ipc.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import type { MediaFiles } from '../media/media-files.ts';
import type { Uploads } from '../uploads/uploads.ts';
import type { PresenceCalls } from '../presence/presence.ts';
import type { Clock } from '../sync/clock.ts';

/** The refresh token of this workspace, kept where the vault protects it. `save(null)` forgets it. */
export interface TokenStore {
  load: () => string | null;
  save: (refreshToken: string | null) => void;
}

export interface WorkspaceOptions {
  /** Folder of outbox.db and cache.db; null keeps everything in memory and nothing on disk (D6). */
  dir: string | null;
  /** The workspace's 32-byte database key from the vault; null exactly when `dir` is. */
  databaseKey: Uint8Array | null;
  /** Its 32-byte key for files of messages; null exactly when `dir` is. */
  mediaKey: Uint8Array | null;
  /** Origin of the backend, e.g. `http://127.0.0.1:5050`. May change between opens, never while open. */
  url: string;
  /** Per-launch secret of a bundled backend (S-21). */
  launchSecret?: string;
  client: { id: ClientId; name: string };
  tokens: TokenStore;
  /** The worker entry: `store-worker.ts` in tests, the built `store-worker.js` in the app. */
  workerUrl: URL;
  clock: Clock;
  /** Read at each use, so that a changed setting counts at once. */
  settings: () => Pick<Settings, 'undoSendSeconds' | 'retentionDays'>;
  /** Deletes this workspace's wrapped keys for good (S-35). Called on sign-out and on revocation, before the files go. */
  eraseKeys: () => Promise<void>;
}

/** New inbound messages that this user has not read on any desktop. */
export interface Inbound {
  row: ConversationRow;
  message: ThreadMessage;
  /** It arrived while the desktop was in step with the backend; false for what a catch-up brought. */
  live: boolean;
  /** Age by the server's clock, ms. */
  ageMs: number;
}

export interface WorkspaceEvents {
  storeChange: StoreChange;
  /**
   * What this person has just done at this desktop; told before the change of the store that comes of it. `answered`: to
   * whom they wrote; the server gives them the conversation if it is nobody's.
   */
  acted: { conversations: ConversationRow[]; answered: ConversationId | null };
  bulk: BulkProgress;
  connection: Connection;
  directory: Directory;
  library: Library;
  presence: PresenceState;
  draftRestored: Draft;
  operations: Operation[];
  templates: Template[];
  uploads: UploadProgress[];
  conversationMoved: { from: ConversationId; to: ConversationId };
  erased: Erased;
  inbound: { items: Inbound[] };
  /** A banner about what the store had to do (rebuilt, salvaged). */
  notice: Notice;
  refused: Events['refused'];
  /**
   * The session is over. `expired`: files and outbox stay, ask for the password again. `revoked`: keys and files are
   * already erased (S-36). Not sent for `signOut()`.
   */
  signedOut: { reason: 'expired' | 'revoked'; message: string };
}

/** `code`: of the authenticator app, for those who have one. */
export interface Credentials {
  email: string;
  password: string;
  code?: string | undefined;
}

type WorkspaceFeature =
  | 'admin'
  | 'directory'
  | 'library'
  | 'templates'
  | 'conversations'
  | 'contacts'
  | 'messages'
  | 'drafts'
  | 'habits'
  | 'search'
  | 'outbox'
  | 'operations'
  | 'connection';

/** The calls of the IPC contract that a workspace answers, by the same names. */
export type WorkspaceCalls = {
  [F in WorkspaceFeature]: {
    [M in keyof Handlers[F]]: Handlers[F][M] extends (input: infer I, caller: Caller) => infer R
      ? (input: I) => R
      : never;
  };
};

/**
 * One backend as one signed-in user sees it: store, outbox and sync behind one door. Everything works offline except
 * `signIn`; writes are on disk when their promise resolves.
 */
export interface Workspace extends WorkspaceCalls {
  readonly presence: PresenceCalls;
  readonly storage: 'encrypted' | 'memory';
  /** The files of its messages. */
  readonly files: MediaFiles;
  /** Files of this computer that go with messages. */
  readonly uploads: Uploads;
  /** Asks WhatsApp once more for a file that could not be had. */
  fetchMediaAgain: (id: MediaId) => Promise<void>;
  /** The entries of the audit log that were asked for, into a file; how many. Needs the backend. */
  writeAuditLog: (asked: AuditExport, path: string) => Promise<number>;
  /** A part of everything about one person, from the backend; it may want a fresh proof first. */
  exportPerson: (contactId: ContactId, after: string | null) => Promise<RestResponse<'exportContact'>>;
  /** What opening had to repair; shown as banners. */
  readonly notices: readonly Notice[];
  on: <N extends keyof WorkspaceEvents>(name: N, listener: (payload: WorkspaceEvents[N]) => void) => () => void;
  /** Goes on with the stored session, offline too. `sign_in` when there is none. */
  resumeSession: () => Promise<'ready' | 'sign_in'>;
  /** Throws unauthenticated, rate_limited, offline; conflict when another user's unsent messages are in the outbox. */
  signIn: (input: Credentials) => Promise<{ userId: UserId }>;
  /** Before what this desktop does itself. Throws forbidden, `step_up_required`, when the last proof is old (S-62). */
  assertFresh: () => void;
  /** Ends the session at the backend if it can be reached, erases keys and files (S-35). The workspace is closed after. */
  signOut: () => Promise<void>;
  /** Marks everything in the conversation as read and seen by the person, as after a reply from a notification. */
  markSeen: (conversationId: ConversationId) => Promise<void>;
  /** Small batches while a window shows, large ones while nobody looks. */
  setVisible: (visible: boolean) => void;
  /** Conversations with something unread, over all accounts: the badge. */
  unreadConversations: () => Promise<number>;
  /** Stops sync, closes the files cleanly, ends the worker. */
  close: () => Promise<void>;
}
