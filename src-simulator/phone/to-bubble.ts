import type { PhoneMessage, Thread, Threads } from '../threads/threads.ts';
import type { Bubble, Chat, Tick } from './wire.ts';

/** A message as the customer's phone shows it. */
export function toBubble(threads: Threads, message: PhoneMessage): Bubble {
  const isMine = message.direction === 'inbound';
  const quoted = message.replyTo === null ? undefined : threads.message(message.replyTo)?.message;
  return {
    id: message.wamid,
    isMine,
    at: message.at,
    type: message.type,
    text: toText(message),
    tick: isMine ? toTick(message) : null,
    quoted: quoted
      ? { id: quoted.wamid, isMine: quoted.direction === 'inbound', text: toText(quoted).slice(0, 200) }
      : null,
    reaction: message.reaction,
  };
}

/** A thread as a chat of the customer's phone; without a thread an empty one. */
export function toChat(threads: Threads, phoneNumberId: string, thread: Thread | undefined): Chat {
  return {
    phoneNumberId,
    bubbles: thread?.messages.map((message) => toBubble(threads, message)) ?? [],
    unread: thread ? countUnread(thread) : 0,
    typingUntil: thread?.typingUntil ?? 0,
  };
}

export function countUnread(thread: Thread): number {
  let count = 0;
  for (const message of thread.messages) {
    if (message.direction === 'outbound' && message.delivery === 'delivered') count++;
  }
  return count;
}

function toTick(message: PhoneMessage): Tick {
  return message.delivery === 'read' ? 'read' : message.delivery === 'delivered' ? 'delivered' : 'sent';
}

const kinds: Readonly<Record<string, string>> = {
  image: '📷 Photo',
  video: '🎥 Video',
  audio: '🎤 Voice message',
  document: '📄 Document',
  sticker: '🖼️ Sticker',
  location: '📍 Location',
  contacts: '👤 Contact',
  unsupported: '⚠️ This message is not supported',
};

/** The words of a message; of other kinds their caption, or what they are. */
export function toText(message: PhoneMessage): string {
  const { content, type } = message;
  if (typeof content === 'object' && content !== null) {
    if ('body' in content) {
      const { body } = content;
      if (typeof body === 'string') return body;
      if (typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string')
        return body.text;
    }
    if ('caption' in content && typeof content.caption === 'string')
      return `${kinds[type] ?? type}\n${content.caption}`;
  }
  return kinds[type] ?? type;
}
