import type { Contact } from '#shared/contact.ts';
import { previewOf } from '#shared/content.ts';
import { deliverySteps, furthestStep, hasFailed } from '#shared/delivery.ts';
import type { Message } from '#shared/message.ts';
import type { ConversationSummary, MessageStatus, MessageView } from '#shared/wire/crm-inbox-routes.ts';
import type { InboxPages } from '../inbox/inbox-pages.ts';

// The inbox in the words of the CRM's routes. Pure.

type ListedConversation = Awaited<ReturnType<InboxPages['conversation']>>;

export function toSummary({ conversation, contact, unread }: ListedConversation): ConversationSummary {
  const { id, accountId, state, assigneeId, preview, lastMessageAt, windowClosesAt, createdAt } = conversation;
  const phone = handleOf(contact, 'phone') ?? handleOf(contact, 'wa_id');
  const username = handleOf(contact, 'username');
  return {
    id,
    accountId,
    contact: {
      id: contact?.id ?? conversation.contactId,
      name: nameOf(contact, phone, username),
      phone,
      username,
    },
    status: state,
    archived: conversation.archivedAt !== undefined,
    tags: conversation.tags ?? [],
    assigneeId,
    lastMessageAt: preview === null ? null : iso(lastMessageAt),
    lastMessagePreview: preview?.text ?? null,
    unreadCount: unread,
    windowClosesAt: windowClosesAt === null ? null : iso(windowClosesAt),
    createdAt: iso(createdAt),
  };
}

/** The alias of this kind that was seen last. */
export function handleOf(contact: Contact | undefined, kind: Contact['aliases'][number]['kind']): string | null {
  const ofKind = contact?.aliases.filter((alias) => alias.kind === kind) ?? [];
  return ofKind.toSorted((a, b) => b.seenAt - a.seenAt)[0]?.value ?? null;
}

function nameOf(contact: Contact | undefined, phone: string | null, username: string | null): string {
  if (contact !== undefined && contact.name !== '') return contact.name;
  if (username !== null) return `@${username}`;
  return phone === null ? '' : `+${phone}`;
}

export function toMessageView(message: Message): MessageView {
  const { id, conversationId, accountId, direction, content, replyTo, origin, wamid, delivery, sendState } = message;
  const failure = delivery.failure ?? (sendState?.state === 'rejected' ? sendState.failure : null);
  return {
    id,
    conversationId,
    accountId,
    direction,
    status: statusOf(message),
    timeline: timelineOf(message),
    error: failure === null ? null : { code: failure.code, title: failure.title, details: failure.details },
    content,
    preview: previewOf(content),
    replyTo,
    reactions: message.reactions ?? [],
    origin,
    waMessageId: wamid,
    timestamp: iso(message.at),
  };
}

/** The one word for a message; what Meta reported outranks what we know (ruling 48). */
export function statusOf({ direction, delivery, sendState }: Message): MessageStatus {
  if (direction === 'inbound') return 'received';
  if (direction === 'note') return 'note';
  if (hasFailed(delivery)) return 'failed';
  const step = furthestStep(delivery);
  if (step !== null) return step;
  if (sendState === null) return 'sent';
  return sendState.state === 'rejected' ? 'failed' : sendState.state;
}

function timelineOf({ delivery, sendState }: Message): MessageView['timeline'] {
  let earliest = 0;
  const steps = deliverySteps.flatMap((status): MessageView['timeline'] => {
    const at = delivery.seen[status];
    if (at === undefined) return [];
    // Meta's times are whole seconds, ours are not: a step must not seem to come before the one that led to it.
    earliest = Math.max(earliest, at);
    return [{ status, at: iso(earliest) }];
  });
  const failure = delivery.failure ?? (sendState?.state === 'rejected' ? sendState.failure : null);
  return failure === null ? steps : [...steps, { status: 'failed', at: iso(failure.at) }];
}

const iso = (at: number): string => new Date(at).toISOString();
