import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow, Directory, StoreChange } from '#shared/inbox.ts';
import type { Settings } from '#shared/settings.ts';
import type { Clock } from '../sync/clock.ts';
import type { Inbound, Workspace } from '../workspace/workspace-api.ts';
import { parseCardId, type Activation, type Notifier } from './notifier.ts';
import { composeCard, failureCard, isSettled, shouldNotify, type Situation } from './policy.ts';
import { Replies, type ReplyFailure } from './replies.ts';

// Between the store and the system's notifications. One card per conversation; a card goes when its conversation is
// read, closed or taken over anywhere. Whatever a person does with a card happens once, however often it is reported.

export interface CenterOptions {
  notifier: Notifier;
  settings: () => Settings['notifications'];
  clock: Clock;
  windows: {
    /** The main window has the keyboard. */
    isFocused: () => boolean;
    openConversation: (conversationId: ConversationId) => void;
    openQuickReply: (conversationId: ConversationId) => void;
    showInbox: () => void;
    toast: (text: string) => void;
  };
  /** macOS reports no click on a banner over the focused window: there a toast in the window takes its place. */
  toastWhenFocused: boolean;
}

/** How long the page may take to mark a message read that came in while its conversation is open and focused. */
const readGraceMs = 400;
const maxRemembered = 500;

interface Attached {
  workspace: Workspace;
  directory: Directory;
  offsetMs: number;
  detach: () => void;
}

export class NotificationCenter {
  readonly #options: CenterOptions;
  readonly #replies: Replies;
  /** Conversations with a card on the screen. */
  readonly #showing = new Set<ConversationId>();
  /** Cards whose one answer was taken: a second report of it is a double dispatch. */
  readonly #answered = new Set<string>();
  readonly #failures = new Map<string, ReplyFailure>();
  /** What was done with a card of an earlier run before the workspace was open. */
  #waiting: Activation[] = [];
  #attached: Attached | null = null;

  constructor(options: CenterOptions) {
    this.#options = options;
    this.#replies = new Replies((failure) => void this.#showFailure(failure).catch(logFailure));
    options.notifier.onActivation((activation) => this.#activate(activation));
  }

  /** Follows an open workspace until `detach` or another one is attached. */
  async attach(workspace: Workspace): Promise<void> {
    this.detach();
    // The workspace answers what the directory call's contract says, as JSON.
    const directory = JSON.parse(await workspace.directory.get()) as Directory;
    const { clockOffsetMs } = await workspace.connection.get();
    const attached: Attached = { workspace, directory, offsetMs: clockOffsetMs, detach: () => undefined };
    const stops = [
      workspace.on('directory', (next) => (attached.directory = next)),
      workspace.on('connection', (next) => (attached.offsetMs = next.clockOffsetMs)),
      workspace.on('inbound', ({ items }) => this.#onInbound(items)),
      workspace.on('storeChange', (change) => void this.#onStoreChange(change).catch(logFailure)),
    ];
    attached.detach = () => stops.forEach((stop) => stop());
    this.#attached = attached;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const activation of waiting) this.#activate(activation);
  }

  /** The person signed out or another workspace comes: its cards go. */
  detach(): void {
    this.#attached?.detach();
    this.#attached = null;
    for (const conversationId of this.#showing) this.#close(conversationId);
  }

  #situation({ directory, offsetMs }: Attached): Situation {
    return { directory, settings: this.#options.settings(), now: this.#options.clock.now() + offsetMs };
  }

  #onInbound(items: readonly Inbound[]): void {
    const attached = this.#attached;
    if (attached === null) return;
    const newest = new Map(items.map((item) => [item.row.id, item]));
    for (const item of newest.values()) {
      if (!shouldNotify(item, this.#situation(attached))) continue;
      // With the window focused, the page may be showing the message this moment and mark it read.
      if (!this.#options.windows.isFocused()) void this.#raise(attached, item).catch(logFailure);
      else this.#options.clock.after(readGraceMs, () => void this.#raiseUnlessRead(attached, item).catch(logFailure));
    }
  }

  async #raiseUnlessRead(attached: Attached, item: Inbound): Promise<void> {
    const row = await getRow(attached, item.row.id);
    if (this.#attached === attached && !isSettled(row, attached.directory))
      await this.#raise(attached, { ...item, row });
  }

  async #raise(attached: Attached, item: Inbound): Promise<void> {
    const card = composeCard(item, this.#situation(attached));
    if (this.#options.toastWhenFocused && this.#options.windows.isFocused()) {
      this.#options.windows.toast(`${card.title}: ${card.body}`);
      return;
    }
    this.#showing.add(card.conversationId);
    await this.#options.notifier.show(card);
  }

  async #onStoreChange(change: StoreChange): Promise<void> {
    this.#replies.observe(change.messages);
    const attached = this.#attached;
    if (attached === null) return;
    const rows = change.reload
      ? await Promise.all([...this.#showing].map((id) => getRow(attached, id)))
      : change.conversations.filter(({ id }) => this.#showing.has(id));
    for (const row of rows) if (isSettled(row, attached.directory)) this.#close(row.id);
  }

  #activate(activation: Activation): void {
    const about = parseCardId(activation.cardId);
    if (about === null) {
      this.#options.windows.showInbox();
      return;
    }
    const attached = this.#attached;
    if (attached === null) {
      // The app was started by this very click: it is done as soon as the workspace is open.
      this.#waiting.push(activation);
      this.#options.windows.showInbox();
      return;
    }
    if (activation.kind === 'open' || activation.kind === 'reply_window') {
      const { openConversation, openQuickReply } = this.#options.windows;
      (activation.kind === 'open' ? openConversation : openQuickReply)(about.conversationId);
      return;
    }
    if (activation.kind === 'reply' && activation.text.trim() === '') return;
    if (this.#answered.has(activation.cardId)) return;
    remember(this.#answered, activation.cardId);
    void this.#answer(attached, activation).catch((error: unknown) => {
      logFailure(error);
      this.#options.windows.openConversation(about.conversationId);
    });
  }

  async #answer(attached: Attached, activation: Extract<Activation, { kind: 'reply' | 'button' }>): Promise<void> {
    const about = parseCardId(activation.cardId);
    if (about === null) return;
    const { conversationId, messageId } = about;
    const { workspace, directory } = attached;
    if (activation.kind === 'reply') {
      // First to disk; whatever happens after this line, the text is not lost.
      const journalled = await this.#replies.send(workspace, { conversationId, basedOn: messageId }, activation.text);
      if (!journalled) return;
      this.#close(conversationId);
      // The rest is a courtesy: if it fails, the reply is none the worse.
      await this.#afterReply(attached, conversationId).catch(logFailure);
      return;
    }
    this.#close(conversationId);
    switch (activation.button) {
      case 'claim':
        return claim(workspace, conversationId, directory);
      case 'open':
        return this.#options.windows.openConversation(conversationId);
      case 'send_anyway': {
        const failure = this.#failures.get(activation.cardId);
        if (failure === undefined) return this.#options.windows.openConversation(conversationId);
        return this.#replies.sendAnyway(workspace, failure);
      }
    }
  }

  async #afterReply(attached: Attached, conversationId: ConversationId): Promise<void> {
    await attached.workspace.markSeen(conversationId);
    const row = await getRow(attached, conversationId);
    if (row.assigneeId === null) await claim(attached.workspace, conversationId, attached.directory);
  }

  async #showFailure(failure: ReplyFailure): Promise<void> {
    const attached = this.#attached;
    if (attached === null) return;
    const row = await getRow(attached, failure.conversationId);
    const card = failureCard(row, this.#situation(attached), {
      messageId: failure.messageId,
      reason: failure.reason,
      canSendAnyway: failure.sendAnyway !== null,
    });
    // The failed message may be the very one an earlier card was about: its buttons work again.
    this.#answered.delete(card.id);
    this.#failures.set(card.id, failure);
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > maxRemembered && !oldest.done) this.#failures.delete(oldest.value);
    this.#showing.delete(card.conversationId);
    await this.#options.notifier.show(card);
  }

  #close(conversationId: ConversationId): void {
    this.#showing.delete(conversationId);
    void this.#options.notifier.close(conversationId).catch(logFailure);
  }
}

async function getRow({ workspace }: Attached, conversationId: ConversationId): Promise<ConversationRow> {
  // The workspace answers what the call's contract says, as JSON.
  return JSON.parse(await workspace.conversations.get({ conversationId })) as ConversationRow;
}

function claim(workspace: Workspace, conversationId: ConversationId, { me }: Directory): Promise<void> {
  return workspace.conversations.assign({ conversationId, assigneeId: me.id, expected: null });
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  const oldest = ids.values().next();
  if (ids.size > maxRemembered && !oldest.done) ids.delete(oldest.value);
}

function logFailure(error: unknown): void {
  console.error('notifications:', error);
}
