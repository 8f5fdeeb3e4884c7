import { type Content, previewOf } from '#shared/content.ts';
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

/** One line for the outbox screen. */
export function summaryOf(mutation: Mutation): string {
  switch (mutation.type) {
    case 'message.send':
      return previewOf(pendingContent(mutation.content, mutation.messageId));
    case 'note.add':
      return previewOf({ type: 'text', text: mutation.text });
    case 'message.react':
      return mutation.emoji === '' ? 'Take the reaction away' : `React with ${mutation.emoji}`;
    case 'message.resend':
      return 'Send the message again';
    case 'message.leave':
      return 'Leave the message as it is';
    case 'conversation.start':
      return 'Start the conversation';
    case 'conversation.assign':
      return mutation.assigneeId === null ? 'Take the assignment away' : 'Assign the conversation';
    case 'conversation.handOver':
      return mutation.note === '' ? 'Hand over' : `Hand over: ${previewOf({ type: 'text', text: mutation.note })}`;
    case 'conversation.takeBackHandOver':
      return 'Take back what was handed over';
    case 'conversation.setState':
      return { open: 'Reopen', snoozed: 'Snooze', resolved: 'Resolve' }[mutation.state];
    case 'conversation.archive':
      return mutation.archived ? 'Archive the conversation' : 'Take the conversation out of the archive';
    case 'conversation.tag':
      return 'Change the tags';
    case 'conversation.read':
      return 'Mark as read';
    case 'conversation.prioritise':
      return mutation.priority === null ? 'Take the priority away' : `Priority: ${mutation.priority}`;
    case 'conversation.mark':
      return 'Change what you marked';
    case 'scheduled.save':
      return `Later: ${previewOf(pendingContent(mutation.content, mutation.scheduledId))}`;
    case 'scheduled.cancel':
      return 'Cancel a planned message';
    case 'library.save':
      return { quickReply: 'Save a quick reply', savedView: 'Save a view', label: 'Save a label' }[
        mutation.content.kind
      ];
    case 'library.delete':
      return 'Delete from the library';
    case 'contact.create':
      return mutation.name === '' ? 'Add a contact' : `Add ${mutation.name} to the contacts`;
    case 'contact.edit':
      return 'Change a contact';
    case 'contact.merge':
      return 'Say that two contacts are one person';
    case 'contact.unmerge':
      return 'Take two contacts apart';
    case 'contact.consent':
      return mutation.state === 'in' ? 'Note an opt-in' : 'Note an opt-out';
    case 'account.edit':
      return 'Change a number';
    case 'account.pause':
      return 'Switch a number off';
    case 'token.revoke':
      return 'Revoke an integration token';
    case 'user.edit':
      return 'Change a person';
    case 'user.lower':
      return 'Lower a person’s role';
    case 'user.disable':
      return 'Switch a person’s access off';
    case 'session.revoke':
      return 'Sign a person out';
    case 'outgoingWebhook.pause':
      return 'Pause an outgoing webhook';
    case 'company.edit':
      return 'Change a setting of the company';
    case 'contact.note':
      return mutation.text.slice(0, 120);
    case 'contact.removeNote':
      return 'Delete a note about a contact';
  }
}
