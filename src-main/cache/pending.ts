import type { Content } from '#shared/content.ts';
import { noDelivery } from '#shared/delivery.ts';
import type { ErrorShape } from '#shared/error.ts';
import type { AccountId, MessageId, UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import type { Mutation } from '#shared/mutation.ts';
import { pendingContent } from '#shared/outgoing.ts';

/** A mutation of the outbox. `applied`: acknowledged, and kept until its effect has come back through the change log. */
export interface Pending {
  position: number;
  mutation: Mutation;
  /** Of sends and notes: the account of their conversation. */
  accountId: AccountId | null;
  state: 'pending' | 'applied' | 'rejected';
  /** It was handed to the backend at least once, so it may have had its effect. */
  attempted: boolean;
  notBefore: number | null;
  seq: number | null;
  error: ErrorShape | null;
  createdAt: number;
  /** The person said that it is meant although it has waited for long. */
  confirmed: boolean;
  /** Display time of its message once that has come back; null until then. */
  landedAt: number | null;
}

/** The message that a mutation writes; null when it writes none. */
export function messageIdOf(mutation: Mutation): MessageId | null {
  if (mutation.type === 'conversation.handOver') return mutation.note === '' ? null : mutation.messageId;
  return mutation.type === 'message.send' || mutation.type === 'note.add' ? mutation.messageId : null;
}

/** The bubble of a send or note that has not come back yet; null for other mutations. */
export function pendingMessage(pending: Pending, me: UserId): ThreadMessage | null {
  const { mutation, accountId } = pending;
  const id = messageIdOf(mutation);
  if (id === null || accountId === null) return null;
  if (mutation.type !== 'message.send' && mutation.type !== 'note.add' && mutation.type !== 'conversation.handOver') {
    return null;
  }
  const isSend = mutation.type === 'message.send';
  const note =
    mutation.type === 'conversation.handOver' ? mutation.note : mutation.type === 'note.add' ? mutation.text : '';
  return {
    id,
    version: 0,
    conversationId: mutation.conversationId,
    accountId,
    direction: isSend ? 'outbound' : 'note',
    seq: 0,
    at: pending.createdAt,
    metaTimestamp: null,
    content: isSend ? withFile(pendingContent(mutation.content, mutation.messageId)) : { type: 'text', text: note },
    replyTo: isSend ? mutation.replyTo : null,
    origin: { kind: 'agent', userId: me },
    inboundNo: null,
    wamid: null,
    sendState: isSend ? { state: 'queued' } : null,
    delivery: noDelivery,
    outbox: {
      mutationId: mutation.id,
      state: pending.state === 'rejected' ? 'rejected' : 'pending',
      heldUntil: pending.state === 'pending' && !pending.attempted ? pending.notBefore : null,
      error: pending.error,
    },
  };
}

/** A file of ours is on this computer or already at the server: it can be looked at before the message is. */
function withFile(content: Content): Content {
  if (content.type !== 'media' || content.media.link !== undefined || content.media.metaId !== undefined)
    return content;
  return { ...content, media: { ...content.media, state: 'ready' } };
}

/** The text a person typed into a mutation; null when it carries none. */
export function textOf(mutation: Mutation): string | null {
  if (mutation.type === 'message.send') {
    const { content } = mutation;
    if (content.type === 'text') return content.text;
    return content.type === 'media' ? content.caption : null;
  }
  if (mutation.type === 'scheduled.save') return mutation.content.type === 'text' ? mutation.content.text : null;
  return mutation.type === 'note.add' ? mutation.text : null;
}
