import type { ActivationArguments, Notification } from 'electron';
import type { ConversationId } from '#shared/ids.ts';
import { escapeMarkup } from './dbus-notifier.ts';
import type { Activation, Button, Card, Notifier, SoundSupport } from './notifier.ts';
import { parseCardId } from './notifier.ts';
import { readToastArguments, toastXml } from './windows-toast.ts';

type NotificationClass = typeof Notification;

/**
 * Electron's notifications, each system by its own rules (features.md §3.2):
 * macOS – reply field and buttons; an object must be held or its reply is lost, so references are kept, and cards of
 * an earlier run are taken back from the notification centre at the start.
 * Windows – everything is reported through `handleActivation`, also after a cold start; instance events would report it
 * twice and are not listened to. The toast carries our own arguments, so nothing has to be remembered.
 * Linux – no buttons, no reply: a click on a card that offers a reply opens the quick-reply window.
 */
export class ElectronNotifier implements Notifier {
  readonly #Notification: NotificationClass;
  readonly #platform: NodeJS.Platform;
  /** Held until they are closed; never closed twice. */
  readonly #shown = new Map<ConversationId, { card: Pick<Card, 'id' | 'reply' | 'buttons'>; shown: Notification }>();
  #listener: (activation: Activation) => void = () => undefined;

  constructor(notification: NotificationClass, platform: NodeJS.Platform) {
    this.#Notification = notification;
    this.#platform = platform;
    this.sound = { plays: platform !== 'linux', isQuiet: async () => false };
  }

  readonly sound: SoundSupport;

  /** Once, after `ready` and after a listener is set: takes over what an earlier run left on the screen. */
  async start(): Promise<void> {
    if (this.#platform === 'win32') this.#Notification.handleActivation((details) => this.#onWindows(details));
    if (this.#platform !== 'darwin') return;
    for (const shown of await this.#Notification.getHistory()) {
      const about = parseCardId(shown.id);
      if (about !== null) this.#hold(about.conversationId, { id: shown.id, reply: null, buttons: [] }, shown);
    }
  }

  onActivation(listener: (activation: Activation) => void): void {
    this.#listener = listener;
  }

  async show(card: Card): Promise<void> {
    await this.close(card.conversationId);
    const isLinux = this.#platform === 'linux';
    const shown = new this.#Notification({
      id: card.id,
      title: card.title,
      body: isLinux ? escapeMarkup(card.body) : card.body,
      hasReply: card.reply !== null,
      ...(card.reply && { replyPlaceholder: card.reply.placeholder }),
      silent: card.sound !== 'system',
      actions: card.buttons.map(({ label }) => ({ type: 'button' as const, text: label })),
      ...(this.#platform === 'win32' && { toastXml: toastXml(card) }),
    });
    this.#hold(card.conversationId, card, shown);
    shown.show();
  }

  async close(conversationId: ConversationId): Promise<void> {
    const held = this.#shown.get(conversationId);
    this.#shown.delete(conversationId);
    held?.shown.close();
  }

  #hold(conversationId: ConversationId, card: Pick<Card, 'id' | 'reply' | 'buttons'>, shown: Notification): void {
    this.#shown.set(conversationId, { card, shown });
    shown.on('failed', (_event, error) => console.error('notifications: the system refused a notification:', error));
    if (this.#platform === 'win32') return;
    shown.on('close', () => {
      if (this.#shown.get(conversationId)?.shown === shown) this.#shown.delete(conversationId);
    });
    shown.on('click', () => {
      const inWindow = this.#platform === 'linux' && card.reply !== null;
      this.#listener({ kind: inWindow ? 'reply_window' : 'open', cardId: card.id });
    });
    shown.on('reply', ({ reply }) => this.#listener({ kind: 'reply', cardId: card.id, text: reply }));
    shown.on('action', ({ actionIndex }) => this.#onButton(card.id, card.buttons[actionIndex]));
  }

  #onButton(cardId: string, button: Button | undefined): void {
    // A card of an earlier run no longer knows its buttons: opening the conversation is always right.
    this.#listener(button === undefined ? { kind: 'open', cardId } : { kind: 'button', cardId, button: button.id });
  }

  #onWindows(details: ActivationArguments): void {
    const { cardId, button } = readToastArguments(details.arguments);
    if (details.type === 'reply') this.#listener({ kind: 'reply', cardId, text: replyText(details) });
    else if (details.type === 'action' && button !== null) this.#listener({ kind: 'button', cardId, button });
    else this.#listener({ kind: 'open', cardId });
  }
}

function replyText({ reply, userInputs }: ActivationArguments): string {
  return reply ?? userInputs?.['reply'] ?? '';
}
