import { createHash } from 'node:crypto';
import type { Consent } from '../customers/consent.ts';
import type { Clock } from '../engine/clock.ts';
import type { PhoneMessage, Thread, ThreadEvent } from '../threads/threads.ts';
import { deviceAccount } from './device-number.ts';
import type { EventName, Instance } from './instance.ts';
import { toJid } from './key-index.ts';
import { ackOf, type MessageParts, toContent, toKey, toMessage } from './to-message.ts';

export interface NewsParts extends MessageParts {
  clock: Clock;
  consent: Consent;
  /** The instance linked to the number of a chat. */
  findInstance: (phoneNumberId: string) => Instance | undefined;
  /** Tells the instance's webhook, when it is connected again if it is not. */
  tell: (instance: Instance, event: EventName, data: unknown, wamids: readonly string[]) => void;
}

/** What of a message has been told. */
interface Told {
  delivery: PhoneMessage['delivery'];
  reaction: string | null;
  content: unknown;
  isRevoked: boolean;
}

/** Turns what happens in the chats of a device into the events that its gateway hears of from WhatsApp. */
export function createNews(parts: NewsParts): (event: ThreadEvent) => void {
  const told = new WeakMap<PhoneMessage, Told>();

  const tellStatus = (instance: Instance, thread: Thread, message: PhoneMessage): void => {
    const { id, ...key } = toKey(parts, thread, message);
    // To whom somebody blocks, WhatsApp says no more than that it has the message.
    const isBlocked = message.delivery === 'failed' && parts.consent.hasBlocked(thread.number, thread.customer);
    const data = {
      messageId: `cm${hash(message.wamid).slice(0, 23)}`,
      keyId: id,
      ...key,
      participant: key.remoteJid,
      status: isBlocked ? ackOf.sent : ackOf[message.delivery],
      instanceId: instance.id,
    };
    parts.tell(instance, 'MESSAGES_UPDATE', data, [message.wamid]);
  };

  /** The chat keeps an emoji with the message it stands on; on WhatsApp it was a message of its own. */
  const tellReaction = (instance: Instance, thread: Thread, message: PhoneMessage): void => {
    const at = parts.clock.now();
    const reaction: PhoneMessage = {
      wamid: `wamid.reaction.${hash(`${message.wamid}/${message.reaction}/${at}`)}`,
      direction: 'inbound',
      at,
      type: 'reaction',
      content: { message_id: message.wamid, emoji: message.reaction ?? '' },
      replyTo: null,
      delivery: 'delivered',
      reaction: null,
    };
    parts.tell(instance, 'MESSAGES_UPSERT', toMessage(parts, instance.id, thread, reaction, false), [reaction.wamid]);
  };

  const tellEdit = (instance: Instance, thread: Thread, message: PhoneMessage): void => {
    const data = {
      key: toKey(parts, thread, message),
      type: 'MESSAGE_EDIT',
      editedMessage: toContent(parts, thread, message).content,
      timestampMs: String(parts.clock.now()),
    };
    parts.tell(instance, 'MESSAGES_EDITED', data, [message.wamid]);
  };

  const tellRevoke = (instance: Instance, thread: Thread, message: PhoneMessage): void => {
    const data = { ...toKey(parts, thread, message), participant: toJid(thread.customer.waId), status: 'DELETED' };
    parts.tell(instance, 'MESSAGES_DELETE', data, [message.wamid]);
  };

  return (event) => {
    if (event.kind === 'typing') return;
    const { thread, message } = event;
    if (thread.number.wabaId !== deviceAccount) return;
    const instance = parts.findInstance(thread.number.id);
    if (!instance) return;
    const isRevoked = message.isRevoked === true;
    const before: Told = told.get(message) ?? { ...message, delivery: 'accepted', reaction: null, isRevoked: false };
    told.set(message, { delivery: message.delivery, reaction: message.reaction, content: message.content, isRevoked });
    if (message.direction === 'outbound') {
      if (message.delivery !== before.delivery) tellStatus(instance, thread, message);
      if (message.reaction !== before.reaction) tellReaction(instance, thread, message);
    } else if (event.kind === 'message') {
      const data = toMessage(parts, instance.id, thread, message, instance.webhook?.base64 === true);
      parts.tell(instance, 'MESSAGES_UPSERT', data, [message.wamid]);
    } else if (isRevoked !== before.isRevoked) {
      tellRevoke(instance, thread, message);
    } else if (message.content !== before.content) {
      tellEdit(instance, thread, message);
    }
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
