import { EventEmitter } from 'node:events';
import type { Notification } from 'electron';
import { beforeEach, expect, it } from 'vitest';
import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import { ElectronNotifier } from './electron-notifier.ts';
import { cardId, type Activation, type Card } from './notifier.ts';

/** Electron's class as far as it is used, with what the system would do to it. */
class FakeNotification extends EventEmitter {
  static made: FakeNotification[] = [];
  static history: FakeNotification[] = [];
  static activate: ((details: Record<string, unknown>) => void) | undefined;
  static handleActivation(callback: (details: Record<string, unknown>) => void): void {
    FakeNotification.activate = callback;
  }
  static async getHistory(): Promise<FakeNotification[]> {
    return FakeNotification.history;
  }
  readonly options: Record<string, unknown>;
  shown = 0;
  closed = 0;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeNotification.made.push(this);
  }
  get id(): unknown {
    return this.options['id'];
  }
  show(): void {
    this.shown += 1;
  }
  close(): void {
    this.closed += 1;
    this.emit('close', {});
  }
}

beforeEach(() => {
  FakeNotification.made = [];
  FakeNotification.history = [];
  FakeNotification.activate = undefined;
});

async function setUp(platform: NodeJS.Platform) {
  const notifier = new ElectronNotifier(FakeNotification as unknown as typeof Notification, platform);
  const activations: Activation[] = [];
  notifier.onActivation((activation) => activations.push(activation));
  await notifier.start();
  return { notifier, activations };
}

function aCard(): Card {
  const conversationId = newId<ConversationId>();
  return {
    id: cardId(conversationId, newId<MessageId>()),
    conversationId,
    title: 'Ana',
    body: 'a < b',
    reply: { placeholder: 'Reply to Ana' },
    buttons: [{ id: 'claim', label: 'Claim' }],
    sound: 'system',
  };
}

it('on macOS takes reply, button and click from the notification itself', async () => {
  const { notifier, activations } = await setUp('darwin');
  const card = aCard();
  await notifier.show(card);
  const [shown] = FakeNotification.made;
  expect(shown?.options).toMatchObject({
    id: card.id,
    body: 'a < b',
    hasReply: true,
    replyPlaceholder: 'Reply to Ana',
  });
  shown?.emit('reply', { reply: 'Hi' }, 'Hi');
  shown?.emit('action', { actionIndex: 0 }, 0);
  shown?.emit('action', { actionIndex: 7 }, 7);
  shown?.emit('click', {});
  expect(activations).toEqual([
    { kind: 'reply', cardId: card.id, text: 'Hi' },
    { kind: 'button', cardId: card.id, button: 'claim' },
    { kind: 'open', cardId: card.id },
    { kind: 'open', cardId: card.id },
  ]);
});

it('on macOS takes back what an earlier run left, so that a reply to it is not lost', async () => {
  const card = aCard();
  FakeNotification.history = [new FakeNotification({ id: card.id }), new FakeNotification({ id: 'not ours' })];
  const { activations } = await setUp('darwin');
  FakeNotification.history[0]?.emit('reply', { reply: 'Still here' });
  expect(activations).toEqual([{ kind: 'reply', cardId: card.id, text: 'Still here' }]);
});

it('never closes a notification twice', async () => {
  const { notifier } = await setUp('darwin');
  const card = aCard();
  await notifier.show(card);
  await notifier.show(card);
  await notifier.close(card.conversationId);
  await notifier.close(card.conversationId);
  await notifier.show(card);
  FakeNotification.made[2]?.emit('close', {});
  await notifier.close(card.conversationId);
  expect(FakeNotification.made.map(({ closed }) => closed)).toEqual([1, 1, 0]);
});

it('on Windows listens to handleActivation only, and understands it without having shown the card', async () => {
  const { notifier, activations } = await setUp('win32');
  const card = aCard();
  await notifier.show(card);
  const [shown] = FakeNotification.made;
  const xml = String(shown?.options['toastXml']).replaceAll('&amp;', '&');
  const [click, reply, claim] = [...xml.matchAll(/(?:launch|arguments)="([^"]*)"/g)].map((match) => match[1]);
  shown?.emit('reply', { reply: 'once' });
  shown?.emit('click', {});
  FakeNotification.activate?.({ type: 'reply', arguments: reply, reply: 'once' });
  FakeNotification.activate?.({ type: 'reply', arguments: reply, userInputs: { reply: 'from inputs' } });
  FakeNotification.activate?.({ type: 'action', arguments: claim, actionIndex: 0 });
  FakeNotification.activate?.({ type: 'click', arguments: click });
  expect(activations).toEqual([
    { kind: 'reply', cardId: card.id, text: 'once' },
    { kind: 'reply', cardId: card.id, text: 'from inputs' },
    { kind: 'button', cardId: card.id, button: 'claim' },
    { kind: 'open', cardId: card.id },
  ]);
});

it('on Linux without a session bus a click opens the quick-reply window where a reply is possible', async () => {
  const { notifier, activations } = await setUp('linux');
  const [answerable, closed] = [aCard(), { ...aCard(), reply: null }];
  await notifier.show(answerable);
  await notifier.show(closed);
  for (const shown of FakeNotification.made) shown.emit('click', {});
  expect(FakeNotification.made[0]?.options['body']).toBe('a &lt; b');
  expect(activations).toEqual([
    { kind: 'reply_window', cardId: answerable.id },
    { kind: 'open', cardId: closed.id },
  ]);
});
