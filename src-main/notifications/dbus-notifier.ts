import { Message, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next';
import { z } from 'zod';
import type { ConversationId } from '#shared/ids.ts';
import { buttonIds, type Activation, type Card, type Notifier } from './notifier.ts';
import { texts } from '../texts/texts.ts';

// The desktop's notification server, spoken to directly: Electron offers neither buttons nor replies on Linux
// (features.md §3.2). Specification: https://specifications.freedesktop.org/notification-spec/; replies are the
// `inline-reply` extension of KDE and others.

const service = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';
const answerMs = 2_000;
/** The first question may have to start the server, on a computer that is just starting everything. */
const firstAnswerMs = 8_000;

const Capabilities = z.tuple([z.array(z.string())]);
const NotificationNumber = z.tuple([z.int()]);
const Flag = z.tuple([z.object({ value: z.boolean() })]);
/** Where servers say that the person wants quiet: KDE's and dunst's. GNOME's keeps cards back by itself. */
const quietProperties = [
  { name: service, at: path, property: 'Inhibited' },
  { name: 'org.dunstproject.cmd0', at: path, property: 'paused' },
];
const signals = {
  ActionInvoked: z.tuple([z.int(), z.string()]),
  NotificationReplied: z.tuple([z.int(), z.string()]),
  NotificationClosed: z.tuple([z.int(), z.int()]),
} as const;

export class DbusNotifier implements Notifier {
  readonly #bus: MessageBus;
  readonly #capabilities: ReadonlySet<string>;
  readonly #shown = new Map<number, Card>();
  #listener: (activation: Activation) => void = () => undefined;
  /** One request after the other: a card that replaces another needs the number the server gave that one. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(bus: MessageBus, capabilities: ReadonlySet<string>) {
    this.#bus = bus;
    this.#capabilities = capabilities;
    this.sound.plays = capabilities.has('sound');
    // A server may report a reply in the same breath as it answers Notify: only then do we know the card's number.
    bus.on('message', (message) => void this.#last.then(() => this.#onMessage(message)));
  }

  /** null when there is no bus, no notification server on it, or one that can't report clicks. */
  static async connect(busAddress: string): Promise<DbusNotifier | null> {
    const bus = sessionBus({ busAddress });
    const failed = new Promise<never>((_resolve, reject) => {
      // Emitted, but missing in the package's types; it stays for good, or a later error would end the process.
      (bus as NodeJS.EventEmitter).on('error', reject);
    });
    failed.catch(() => undefined);
    try {
      const asked = Promise.race([bus.call(serviceMessage('GetCapabilities', '', [])), failed]);
      const reply = await withDeadline(asked, firstAnswerMs);
      const capabilities = new Set(Capabilities.parse(reply?.body)[0]);
      if (capabilities.has('actions')) {
        const rule = `type='signal',sender='${service}',interface='${service}',path='${path}'`;
        await withDeadline(bus.call(busMessage('AddMatch', 's', [rule])));
        return new DbusNotifier(bus, capabilities);
      }
    } catch (error) {
      console.error('notifications: the desktop’s notification server is not used:', String(error));
    }
    bus.disconnect();
    return null;
  }

  onActivation(listener: (activation: Activation) => void): void {
    this.#listener = listener;
  }

  show(card: Card): Promise<void> {
    return this.#next(async () => {
      const replaced = this.#numberOf(card.conversationId) ?? 0;
      const reply = await this.#call('Notify', 'susssasa{sv}i', [
        'Parley',
        replaced,
        '',
        card.title,
        this.#capabilities.has('body-markup') ? escapeMarkup(card.body) : card.body,
        this.#actions(card),
        {
          'desktop-entry': new Variant('s', 'parley'),
          category: new Variant('s', 'im.received'),
          urgency: new Variant('y', 1),
          ...this.#soundHints(card),
          ...(card.reply && { 'x-kde-reply-placeholder-text': new Variant('s', card.reply.placeholder) }),
        },
        -1,
      ]);
      this.#shown.delete(replaced);
      this.#shown.set(NotificationNumber.parse(reply)[0], card);
    });
  }

  close(conversationId: ConversationId): Promise<void> {
    return this.#next(async () => {
      const number = this.#numberOf(conversationId);
      if (number === undefined) return;
      this.#shown.delete(number);
      await this.#call('CloseNotification', 'u', [number]);
    });
  }

  readonly sound = {
    plays: false,
    isQuiet: async (): Promise<boolean> => {
      for (const { name, at, property } of quietProperties) {
        if (await this.#readFlag(name, at, property)) return true;
      }
      return false;
    },
  };

  /** True or false where the server has such a property; false where it hasn't. */
  async #readFlag(name: string, at: string, property: string): Promise<boolean> {
    const properties = 'org.freedesktop.DBus.Properties';
    const asked = new Message({
      destination: service,
      path: at,
      interface: properties,
      member: 'Get',
      signature: 'ss',
      body: [name, property],
    });
    try {
      return Flag.parse((await withDeadline(this.#bus.call(asked)))?.body)[0].value;
    } catch {
      return false;
    }
  }

  #soundHints({ sound }: Card): Record<string, Variant> {
    return sound === 'system' && this.sound.plays
      ? { 'sound-name': new Variant('s', 'message-new-instant') }
      : { 'suppress-sound': new Variant('b', true) };
  }

  /** Leaves the bus; what is shown stays until the desktop drops it. */
  disconnect(): void {
    this.#bus.disconnect();
  }

  #actions(card: Card): string[] {
    const reply: string[] =
      card.reply === null
        ? []
        : this.#capabilities.has('inline-reply')
          ? ['inline-reply', texts().card.reply]
          : ['reply', texts().card.reply];
    return ['default', texts().card.open, ...reply, ...card.buttons.flatMap(({ id, label }) => [id, label])];
  }

  #onMessage({ interface: from, member, body }: Message): void {
    if (from !== service) return;
    const invoked = member === 'ActionInvoked' ? signals.ActionInvoked.safeParse(body).data : undefined;
    const replied = member === 'NotificationReplied' ? signals.NotificationReplied.safeParse(body).data : undefined;
    const closed = member === 'NotificationClosed' ? signals.NotificationClosed.safeParse(body).data : undefined;
    if (invoked) this.#emit(invoked[0], (cardId) => actionOf(cardId, invoked[1]));
    if (replied) this.#emit(replied[0], (cardId) => ({ kind: 'reply', cardId, text: replied[1] }));
    if (closed) this.#shown.delete(closed[0]);
  }

  #emit(number: number, toActivation: (cardId: string) => Activation | null): void {
    const card = this.#shown.get(number);
    const activation = card === undefined ? null : toActivation(card.id);
    if (activation !== null) this.#listener(activation);
  }

  #numberOf(conversationId: ConversationId): number | undefined {
    for (const [number, card] of this.#shown) if (card.conversationId === conversationId) return number;
    return undefined;
  }

  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #call(member: string, signature: string, body: unknown[]): Promise<unknown[]> {
    const reply = await withDeadline(this.#bus.call(serviceMessage(member, signature, body)));
    return reply?.body ?? [];
  }
}

function actionOf(cardId: string, key: string): Activation | null {
  if (key === 'default') return { kind: 'open', cardId };
  if (key === 'reply') return { kind: 'reply_window', cardId };
  const button = buttonIds.find((id) => id === key);
  // `inline-reply` only says that the field was opened; the text comes as NotificationReplied.
  return button === undefined ? null : { kind: 'button', cardId, button };
}

/** A bus that accepts and then says nothing must not hold up the start, nor the next card. */
async function withDeadline<T>(asked: Promise<T>, withinMs = answerMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new Error(`no answer within ${withinMs} ms`));
    // After a stall of our own the answer may lie there unread: it gets one more turn.
    timer = setTimeout(() => (timer = setTimeout(giveUp, 100)), withinMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    asked.catch(() => undefined);
  }
}

function serviceMessage(member: string, signature: string, body: unknown[]): Message {
  return new Message({ destination: service, path, interface: service, member, signature, body });
}

function busMessage(member: string, signature: string, body: unknown[]): Message {
  const bus = 'org.freedesktop.DBus';
  return new Message({ destination: bus, path: '/org/freedesktop/DBus', interface: bus, member, signature, body });
}

/** The body may hold a little markup; what a customer wrote is never any. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
