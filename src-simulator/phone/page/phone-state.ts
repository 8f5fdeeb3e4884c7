import type { Bubble, Chat, Phone, PhoneEvent } from '../wire.ts';

/** The phone after one more piece of news. Applying news twice, or news that the fetched state already had, is harmless. */
export function applyEvent(phone: Phone, event: PhoneEvent): Phone {
  return changeChat(phone, event.phoneNumberId, (chat) =>
    event.kind === 'typing'
      ? { ...chat, typingUntil: event.typingUntil }
      : {
          ...chat,
          bubbles: upsert(chat.bubbles, event.bubble),
          unread: event.unread,
          typingUntil: event.bubble.isMine ? chat.typingUntil : 0,
        },
  );
}

export function addBubble(phone: Phone, phoneNumberId: string, bubble: Bubble): Phone {
  return changeChat(phone, phoneNumberId, (chat) => ({ ...chat, bubbles: upsert(chat.bubbles, bubble) }));
}

/** The event tells of a chat that is not on the phone yet: of a device that was linked meanwhile. */
export function isNewChat(phone: Phone, event: PhoneEvent): boolean {
  return !phone.chats.some(({ phoneNumberId }) => phoneNumberId === event.phoneNumberId);
}

/** Chats with the newest message first; chats without one keep the company's order at the end. */
export function sortChats(chats: readonly Chat[]): Chat[] {
  return [...chats].sort((a, b) => (b.bubbles.at(-1)?.at ?? 0) - (a.bubbles.at(-1)?.at ?? 0));
}

function changeChat(phone: Phone, phoneNumberId: string, change: (chat: Chat) => Chat): Phone {
  return {
    ...phone,
    chats: phone.chats.map((chat) => (chat.phoneNumberId === phoneNumberId ? change(chat) : chat)),
  };
}

function upsert(bubbles: readonly Bubble[], bubble: Bubble): Bubble[] {
  const index = bubbles.findLastIndex((known) => known.id === bubble.id);
  if (index >= 0) return bubbles.with(index, bubble);
  const after = bubbles.findLastIndex((known) => known.at <= bubble.at);
  return bubbles.toSpliced(after + 1, 0, bubble);
}
