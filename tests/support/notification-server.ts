import { Message, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next';
import { until, within } from './deadline.ts';
import { startPrivateBus } from './private-bus.ts';

// A desktop's notification server on a bus of its own: what a test shows never reaches the machine's desktop, and the
// test can do with a notification what a person would.

const service = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';

export interface ShownNotification {
  number: number;
  replaces: number;
  title: string;
  body: string;
  /** Keys and labels in turn, as the specification has them. */
  actions: string[];
  hints: Record<string, unknown>;
}

export interface NotificationServer {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  address: string;
  /** What is on the screen now, oldest first. */
  shown: () => ShownNotification[];
  /** Everything ever shown, replaced and closed ones included. */
  all: () => ShownNotification[];
  /** Waits for one on the screen that fits. */
  find: (what: string, fits: (notification: ShownNotification) => boolean) => Promise<ShownNotification>;
  /** A button, or `default` for a click on the card. */
  invoke: (number: number, action: string) => void;
  /** Types into the card's field and sends; the card then closes, as on KDE. */
  reply: (number: number, text: string) => void;
  dismiss: (number: number) => void;
  /** As if nothing had been shown yet. */
  forget: () => void;
  stop: () => Promise<void>;
}

const kde = ['actions', 'body', 'body-markup', 'icon-static', 'inline-reply', 'persistence'];

/** Starts a private bus and the server on it. Needs `dbus-daemon` (Debian: dbus). */
export async function startNotificationServer(capabilities: readonly string[] = kde): Promise<NotificationServer> {
  const { address, stop } = await startPrivateBus();
  const bus = sessionBus({ busAddress: address });
  const server = new Notifications(bus, capabilities);
  await within('the notification server to get its name', 60_000, bus.requestName(service));
  return {
    address,
    shown: () => [...server.shown.values()],
    all: () => server.all,
    find: (what, fits) => until(what, () => [...server.shown.values()].find(fits)),
    invoke: (number, action) => {
      server.emit('ActionInvoked', 'us', [number, action]);
      server.drop(number, 2);
    },
    reply: (number, text) => {
      server.emit('NotificationReplied', 'us', [number, text]);
      server.drop(number, 2);
    },
    dismiss: (number) => server.drop(number, 2),
    forget: () => {
      server.shown.clear();
      server.all.length = 0;
    },
    stop: async () => {
      server.end();
      bus.disconnect();
      await stop();
    },
  };
}

type Notify = [string, number, string, string, string, string[], Record<string, Variant>, number];

class Notifications {
  readonly shown = new Map<number, ShownNotification>();
  readonly all: ShownNotification[] = [];
  readonly #bus: MessageBus;
  #isOver = false;
  readonly #capabilities: readonly string[];
  #last = 0;

  constructor(bus: MessageBus, capabilities: readonly string[]) {
    this.#bus = bus;
    this.#capabilities = capabilities;
    bus.addMethodHandler((message) => message.interface === service && this.#answer(message));
  }

  emit(signal: string, signature: string, body: unknown[]): void {
    this.#send(Message.newSignal(path, service, signal, signature, body));
  }

  /** What is still asked of it gets no answer any more. */
  end(): void {
    this.#isOver = true;
  }

  #send(message: Message): void {
    if (!this.#isOver) this.#bus.send(message);
  }

  drop(number: number, reason: number): void {
    if (this.shown.delete(number)) this.emit('NotificationClosed', 'uu', [number, reason]);
  }

  #answer(message: Message): boolean {
    const reply = (signature: string, ...body: unknown[]): void =>
      this.#send(Message.newMethodReturn(message, signature, body));
    switch (message.member) {
      case 'GetCapabilities':
        reply('as', [...this.#capabilities]);
        return true;
      case 'Notify':
        // Typed by the signature that the bus has checked.
        reply('u', this.#notify(...(message.body as Notify)));
        return true;
      case 'CloseNotification':
        this.drop(Number(message.body[0]), 3);
        reply('');
        return true;
      default:
        return false;
    }
  }

  #notify(...[, replaces, , title, body, actions, hints]: Notify): number {
    const number = this.shown.has(replaces) ? replaces : ++this.#last;
    const plain = Object.fromEntries(Object.entries(hints).map(([key, { value }]) => [key, value]));
    const notification = { number, replaces, title, body, actions, hints: plain };
    this.shown.set(number, notification);
    this.all.push(notification);
    return number;
  }
}
