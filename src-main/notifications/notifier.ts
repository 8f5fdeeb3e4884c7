import { ConversationId, MessageId } from '#shared/ids.ts';
import type { NotificationSound } from '#shared/notification-settings.ts';

export const buttonIds = ['claim', 'snooze', 'resolve', 'read', 'template', 'open', 'send_anyway'] as const;
export type ButtonId = (typeof buttonIds)[number];
export interface Button {
  id: ButtonId;
  label: string;
}

/** What a notification says and offers. Titles and bodies are plain text; adapters escape what their system needs. */
export interface Card {
  /** Says on its own what the card is about, so that a click is understood after a restart too: see {@link cardId}. */
  id: string;
  conversationId: ConversationId;
  title: string;
  body: string;
  /** Text field of the reply, where the system has one; elsewhere a way to the quick-reply window. */
  reply: { placeholder: string } | null;
  /** At most two beside the reply, or beside what stands in its place (features.md §3.2). */
  buttons: readonly Button[];
  sound: NotificationSound;
}

export type Activation =
  | { kind: 'open'; cardId: string }
  | { kind: 'reply'; cardId: string; text: string }
  /** The card offers a reply, and this system has no field for it. */
  | { kind: 'reply_window'; cardId: string }
  | { kind: 'button'; cardId: string; button: ButtonId };

/** What this system's notifications do about a sound. */
export interface SoundSupport {
  /** It plays one of its own for a card that asks for `system`. */
  plays: boolean;
  /** The person told the whole desktop to be quiet; false where that can't be known. */
  isQuiet: () => Promise<boolean>;
}

/** Shows cards, at most one per conversation: a newer one replaces the older. */
export interface Notifier {
  show: (card: Card) => Promise<void>;
  close: (conversationId: ConversationId) => Promise<void>;
  onActivation: (listener: (activation: Activation) => void) => void;
  readonly sound: SoundSupport;
}

/** 64 hex digits, the longest tag Windows takes: conversation, then the newest message the card shows. */
export function cardId(conversationId: ConversationId, messageId: MessageId): string {
  return `${conversationId}${messageId}`.replaceAll('-', '');
}

/** What a card was about; null for an id that is not ours. */
export function parseCardId(id: string): { conversationId: ConversationId; messageId: MessageId } | null {
  if (!/^[0-9a-f]{64}$/.test(id)) return null;
  const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return {
    conversationId: ConversationId.parse(uuid(id.slice(0, 32))),
    messageId: MessageId.parse(uuid(id.slice(32))),
  };
}
