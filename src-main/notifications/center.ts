// Which cards are on the screen and why. Longer than other files: all reasons for showing and taking away look at one state.
import type { ConversationId } from '#shared/ids.ts';
import type { Directory, StoreChange } from '#shared/inbox.ts';
import { isQuiet, type NotificationSettings, type NotificationSound } from '#shared/notification-settings.ts';
import type { Clock } from '../sync/clock.ts';
import type { Inbound, Workspace } from '../workspace/workspace-api.ts';
import { Attention, type Call } from './attention.ts';
import { actOn, claim, getRow } from './button-acts.ts';
import { composeCard, failureCard, type Subject } from './cards.ts';
import { parseCardId, type Activation, type Card, type Notifier } from './notifier.ts';
import { isSettled, mayInterrupt, shouldNotify, type Occasion, type Situation } from './policy.ts';
import { Reminders, type Reminder } from './reminders.ts';
import { Replies, type ReplyFailure } from './replies.ts';
import { texts } from '../texts/texts.ts';

// Between the store and the system's notifications. One card per conversation; a card goes when its conversation is
// read, closed or taken over anywhere. Whatever a person does with a card happens once, however often it is reported.

export interface CenterOptions {
  notifier: Notifier;
  settings: () => NotificationSettings;
  /** Parley is locked: cards say nothing, and nothing done to one may reach the messages. */
  isLocked: () => boolean;
  /** Other workspaces show cards, too. */
  isAmongOthers: () => boolean;
  clock: Clock;
  windows: {
    /** The main window has the keyboard. */
    isFocused: () => boolean;
    openConversation: (conversationId: ConversationId) => void;
    openTemplates: (conversationId: ConversationId) => void;
    openQuickReply: (conversationId: ConversationId) => void;
    playSound: (sound: NotificationSound) => void;
    showInbox: () => void;
    toast: (text: string) => void;
  };
  /** macOS reports no click on a banner over the focused window: there a toast in the window takes its place. */
  toastWhenFocused: boolean;
}

/** How long the page may take to mark a message read that came in while its conversation is open and focused. */
const readGraceMs = 400;
const maxRemembered = 500;
/** A customer who writes ten lines is heard once. */
const quietAfterSoundMs = 2_000;

interface Attached {
  workspace: Workspace;
  directory: Directory;
  offsetMs: number;
  attention: Attention;
  detach: () => void;
}

export class NotificationCenter {
  readonly #options: CenterOptions;
  readonly #replies: Replies;
  /** Conversations with a card on the screen. */
  readonly #showing = new Map<ConversationId, Occasion>();
  /** Cards whose one answer was taken: a second report of it is a double dispatch. */
  readonly #answered = new Set<string>();
  readonly #failures = new Map<string, ReplyFailure>();
  /** What was done with a card of an earlier run before the workspace was open. */
  #waiting: Activation[] = [];
  #attached: Attached | null = null;
  #heardAt = -Infinity;
  /** Goes up whenever somebody leaves: what was being opened for them is not theirs any more. */
  #turn = 0;

  constructor(options: CenterOptions) {
    this.#options = options;
    this.#replies = new Replies((failure) => void this.#showFailure(failure).catch(logFailure));
    options.notifier.onActivation((activation) => this.#activate(activation));
  }

  /** Follows an open workspace until `detach` or another one is attached. */
  async attach(workspace: Workspace): Promise<void> {
    this.detach();
    const turn = this.#turn;
    const directory = await directoryOf(workspace);
    const { clockOffsetMs } = await workspace.connection.get();
    if (turn !== this.#turn) return;
    const attention = new Attention(workspace, directory.me.id);
    const attached: Attached = { workspace, directory, offsetMs: clockOffsetMs, attention, detach: () => undefined };
    const reminders = new Reminders({
      workspace,
      clock: this.#options.clock,
      now: () => this.#situation(attached).now,
      settings: this.#options.settings,
      onDue: (reminder) => void this.#remind(attached, reminder).catch(logFailure),
    });
    const stops = [
      workspace.on('directory', (next) => (attached.directory = next)),
      workspace.on('connection', (next) => (attached.offsetMs = next.clockOffsetMs)),
      workspace.on('inbound', ({ items }) => this.#onInbound(items)),
      // What is on the screen of somebody who is forgotten goes, too.
      workspace.on('erased', ({ conversationIds }) => conversationIds.forEach((id) => this.#close(id))),
      workspace.on('acted', ({ conversations, answered }) => attention.acted(conversations, answered)),
      workspace.on('storeChange', (change) => void this.#onStoreChange(change).catch(logFailure)),
      () => reminders.stop(),
    ];
    attached.detach = () => stops.forEach((stop) => stop());
    this.#attached = attached;
    attention.start().catch(logFailure);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const activation of waiting) this.#activate(activation);
  }

  /** The person signed out or another workspace comes: its cards go. */
  detach(): void {
    this.#turn += 1;
    this.#attached?.detach();
    this.#attached = null;
    this.#closeAll();
  }

  /** Parley was locked: what is on the screen says more than it may. */
  hide(): void {
    this.#closeAll();
  }

  #closeAll(): void {
    for (const conversationId of this.#showing.keys()) this.#close(conversationId);
  }

  #situation({ directory, offsetMs }: Attached): Situation {
    const { settings, clock, isLocked, isAmongOthers } = this.#options;
    const now = clock.now();
    return {
      directory,
      settings: settings(),
      now: now + offsetMs,
      isQuiet: isQuiet(settings(), now),
      isLocked: isLocked(),
      isAmongOthers: isAmongOthers(),
    };
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
    const row = await getRow(attached.workspace, item.row.id);
    if (this.#attached === attached && !isSettled(row, attached.directory, 'message')) {
      await this.#raise(attached, { ...item, row });
    }
  }

  #raise(attached: Attached, { row, message }: Pick<Inbound, 'row' | 'message'>): Promise<void> {
    return this.#show(attached, { row, message, messageId: message.id, occasion: 'message' });
  }

  async #show(attached: Attached, subject: Subject): Promise<void> {
    const card = this.#heardOnce(composeCard(subject, this.#situation(attached)));
    // A card of a conversation that is told of again is a new one: its buttons work again.
    this.#answered.delete(card.id);
    if (this.#options.toastWhenFocused && this.#options.windows.isFocused()) {
      this.#options.windows.toast(`${card.title}: ${card.body}`);
    } else {
      this.#showing.set(card.conversationId, subject.occasion);
      await this.#options.notifier.show(card);
    }
    await this.#playSound(card);
  }

  #heardOnce(card: Card): Card {
    const now = this.#options.clock.now();
    if (card.sound !== 'none' && now - this.#heardAt < quietAfterSoundMs) return { ...card, sound: 'none' };
    if (card.sound !== 'none') this.#heardAt = now;
    return card;
  }

  /** Ours, where the person chose one or the system has none. */
  async #playSound({ sound }: Card): Promise<void> {
    const { notifier, windows } = this.#options;
    if (sound === 'none' || (sound === 'system' && notifier.sound.plays)) return;
    if (!(await notifier.sound.isQuiet())) windows.playSound(sound);
  }

  async #tell(attached: Attached, { conversationId, occasion, note }: Call): Promise<void> {
    const row = await getRow(attached.workspace, conversationId);
    const messageId = note?.id ?? row.preview?.messageId;
    const isWanted = messageId !== undefined && mayInterrupt(row, this.#situation(attached));
    if (this.#attached !== attached || !isWanted || this.#isBeingWritten(row.id, occasion)) return;
    await this.#show(attached, { row, message: note, messageId, occasion });
  }

  /** A message that came with the assignment says more than that it was assigned. */
  #isBeingWritten(conversationId: ConversationId, occasion: Call['occasion']): boolean {
    return occasion === 'assignment' && this.#showing.get(conversationId) === 'message';
  }

  async #remind(attached: Attached, { row, occasion }: Reminder): Promise<void> {
    const messageId = row.preview?.messageId;
    if (this.#attached !== attached || messageId === undefined) return;
    if (!mayInterrupt(row, this.#situation(attached))) return;
    await this.#show(attached, { row, message: null, messageId, occasion });
  }

  async #onStoreChange(change: StoreChange): Promise<void> {
    this.#replies.observe(change.messages);
    const attached = this.#attached;
    if (attached === null) return;
    const rows = change.reload
      ? await Promise.all([...this.#showing.keys()].map((id) => getRow(attached.workspace, id)))
      : change.conversations;
    for (const row of rows) {
      const occasion = this.#showing.get(row.id);
      if (occasion !== undefined && isSettled(row, attached.directory, occasion)) this.#close(row.id);
    }
    const calls = attached.attention.inChange(change, this.#situation(attached).now);
    for (const call of calls) await this.#tell(attached, call);
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
    const isReply = activation.kind === 'reply';
    if (this.#options.isLocked() && !isReply) {
      this.#options.windows.showInbox();
      return;
    }
    if (activation.kind === 'open' || activation.kind === 'reply_window') {
      const { openConversation, openQuickReply } = this.#options.windows;
      (activation.kind === 'open' ? openConversation : openQuickReply)(about.conversationId);
      return;
    }
    if (isReply && activation.text.trim() === '') return;
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
    const { workspace } = attached;
    if (activation.kind === 'reply') {
      const to = { conversationId, basedOn: messageId };
      const obstacle = this.#options.isLocked() ? locked() : await takenBy(attached, conversationId);
      if (obstacle !== null) return this.#replies.keep(workspace, to, activation.text, obstacle);
      // First to disk; whatever happens after this line, the text is not lost.
      const journalled = await this.#replies.send(workspace, to, activation.text);
      if (!journalled) return;
      this.#close(conversationId);
      // The rest is a courtesy: if it fails, the reply is none the worse.
      await this.#afterReply(attached, conversationId).catch(logFailure);
      return;
    }
    this.#close(conversationId);
    if (await actOn(workspace, conversationId, activation.button, this.#situation(attached))) return;
    if (activation.button === 'template') return this.#options.windows.openTemplates(conversationId);
    const failure = activation.button === 'send_anyway' ? this.#failures.get(activation.cardId) : undefined;
    if (failure === undefined) return this.#options.windows.openConversation(conversationId);
    return this.#replies.sendAnyway(workspace, failure);
  }

  async #afterReply(attached: Attached, conversationId: ConversationId): Promise<void> {
    await attached.workspace.markSeen(conversationId);
    const row = await getRow(attached.workspace, conversationId);
    if (row.assigneeId === null) await claim(attached.workspace, conversationId, attached.directory);
  }

  async #showFailure(failure: ReplyFailure): Promise<void> {
    const attached = this.#attached;
    if (attached === null) return;
    const row = await getRow(attached.workspace, failure.conversationId);
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

/** A first sync may not have brought it yet; then it is told as soon as it is there. */
function directoryOf(workspace: Workspace): Promise<Directory> {
  return new Promise((resolve) => {
    const stop = workspace.on('directory', (directory) => {
      stop();
      resolve(directory);
    });
    workspace.directory.get().then(
      (json) => {
        stop();
        // The workspace answers what the directory call's contract says, as JSON.
        resolve(JSON.parse(json) as Directory);
        return undefined;
      },
      () => undefined,
    );
  });
}

const locked = (): { reason: string; maySend: boolean } => ({ reason: texts().card.locked, maySend: false });

/** Why an answer to this conversation is not ours to give any more; null while it is. */
async function takenBy(
  { workspace, directory }: Attached,
  conversationId: ConversationId,
): Promise<{ reason: string; maySend: boolean } | null> {
  const { assigneeId } = await getRow(workspace, conversationId);
  if (assigneeId === null || assigneeId === directory.me.id) return null;
  const name = directory.users.find(({ id }) => id === assigneeId)?.name ?? texts().card.colleague;
  return { reason: texts().card.taken(name), maySend: true };
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  const oldest = ids.values().next();
  if (ids.size > maxRemembered && !oldest.done) ids.delete(oldest.value);
}

function logFailure(error: unknown): void {
  console.error('notifications:', error);
}
