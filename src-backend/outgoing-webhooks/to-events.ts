import type { Contact } from '#shared/contact.ts';
import type { Conversation } from '#shared/conversation.ts';
import type { Message } from '#shared/message.ts';
import type { WebhookEventName } from '#shared/outgoing-webhook.ts';
import { handleOf, toMessageView } from '../crm-inbox/views.ts';
import { toIntegratorMessage } from '../integrations/integrator-message.ts';

/** Something that happened on an account. The same `key` is the same happening. */
export interface OutgoingEvent {
  event: WebhookEventName;
  key: string;
  data: Record<string, unknown>;
}

/** Who is written with, as integrators know them. */
interface Person {
  userPhone: string | null;
  userName: string;
}

// What a change means to an integrator. Pure; `since` is the log's number and the time from which it is told.

/** Private notes are the team's own. */
export function eventsOfMessage(
  message: Message,
  contact: Contact | undefined,
  since: { seq: number; at: number },
): OutgoingEvent[] {
  const { id, direction } = message;
  if (direction === 'note') return [];
  if (direction === 'inbound') {
    // Imported history has no number; what was edited or reacted to later was told before.
    if (message.inboundNo === null || message.seq <= since.seq) return [];
    const data = { ...toIntegratorMessage(message), ...personOf(contact) };
    return [{ event: 'message.received', key: `message.received:${id}`, data }];
  }
  const { conversationId, waMessageId, error, status, timeline } = toMessageView(message);
  const told = [...timeline];
  if (status === 'held' || status === 'uncertain') told.push({ status, at: new Date(message.at).toISOString() });
  return told
    .filter(({ at }) => message.seq > since.seq || Date.parse(at) >= since.at)
    .map((step) => ({
      event: 'message.status',
      key: `message.status:${id}:${step.status}`,
      data: {
        messageId: id,
        waMessageId,
        conversationId,
        ...step,
        error: step.status === 'failed' ? error : null,
      },
    }));
}

export function eventOfConversation(conversation: Conversation, contact: Contact | undefined): OutgoingEvent {
  const { id, version, state, tags = [], archivedAt, lastMessageAt, windowClosesAt } = conversation;
  return {
    event: 'conversation.updated',
    key: `conversation.updated:${id}:${version}`,
    data: {
      conversationId: id,
      ...personOf(contact),
      status: state,
      archived: archivedAt !== undefined,
      tags,
      lastMessageAt: lastMessageAt === 0 ? null : new Date(lastMessageAt).toISOString(),
      windowClosesAt: windowClosesAt === null ? null : new Date(windowClosesAt).toISOString(),
    },
  };
}

/** Also when it is new: a CRM that does not know it yet has no id of its own in `externalIds`. */
export function eventOfContact(contact: Contact): OutgoingEvent {
  const { id, version, name, aliases, mergedInto, createdAt, attributes = {}, tags = [], consent = {} } = contact;
  return {
    event: 'contact.updated',
    key: `contact.updated:${id}:${version}`,
    data: {
      contactId: id,
      name,
      phone: handleOf(contact, 'phone') ?? handleOf(contact, 'wa_id'),
      username: handleOf(contact, 'username'),
      externalIds: aliases.filter(({ kind }) => kind === 'crm').map(({ value }) => value),
      mergedInto,
      attributes,
      tags,
      consent: Object.fromEntries(
        Object.entries(consent).map(([purpose, { state, at }]) => [purpose, { state, at: new Date(at).toISOString() }]),
      ),
      createdAt: new Date(createdAt).toISOString(),
    },
  };
}

function personOf(contact: Contact | undefined): Person {
  const userPhone = handleOf(contact, 'phone') ?? handleOf(contact, 'wa_id');
  return { userPhone, userName: contact?.name ?? '' };
}
