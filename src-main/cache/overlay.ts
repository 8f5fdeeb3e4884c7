import { type Conversation, type HandedDraft, tagsAfter } from '#shared/conversation.ts';
import { noDelivery } from '#shared/delivery.ts';
import type { ErrorShape } from '#shared/error.ts';
import type { AccountId, MessageId, UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { type Content, previewOf } from '#shared/content.ts';
import type { Mutation, MutationOf } from '#shared/mutation.ts';
import { pendingContent } from '#shared/outgoing.ts';

// What the screen shows = what the server said + what this desktop still has in its outbox, in the order it was done.

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

/** What one person marked on a conversation, as the screen shows it. */
export interface Marks {
  inboundNo: number;
  unread: boolean;
  pinned: boolean;
  muted: boolean;
  mentionedAt: number | null;
  handedDraft: HandedDraft | null;
}
export const noMarks: Marks = {
  inboundNo: 0,
  unread: false,
  pinned: false,
  muted: false,
  mentionedAt: null,
  handedDraft: null,
};

export interface ConversationView {
  conversation: Conversation;
  /** Inbound messages not read yet; at least 1 when it was marked unread by hand. */
  unread: number;
  marks: Marks;
}

/** The conversation as this desktop's user should see it. `serverMarks`: their marks by the server. */
export function overlayConversation(
  server: Conversation,
  serverMarks: Marks,
  pending: readonly Pending[],
): ConversationView {
  let conversation = server;
  let marks = serverMarks;
  for (const { mutation, state, createdAt, landedAt } of pending) {
    if (state === 'rejected') continue;
    switch (mutation.type) {
      case 'conversation.assign':
      case 'conversation.handOver':
        conversation = { ...conversation, assigneeId: mutation.assigneeId };
        break;
      case 'conversation.takeBackHandOver':
        if (conversation.assigneeId === mutation.assigneeId)
          conversation = { ...conversation, assigneeId: mutation.to };
        break;
      case 'conversation.setState':
        conversation = withState(conversation, mutation);
        break;
      case 'conversation.read':
        marks = {
          ...marks,
          inboundNo: Math.max(marks.inboundNo, mutation.inboundNo),
          unread: false,
          mentionedAt: null,
        };
        break;
      case 'message.send':
        conversation = withSend(conversation, mutation, landedAt ?? createdAt);
        break;
      case 'conversation.archive':
        conversation = withArchived(conversation, mutation.archived ? createdAt : undefined);
        break;
      case 'conversation.tag':
        conversation = withTags(conversation, mutation);
        break;
      case 'conversation.prioritise':
        conversation = withPriority(conversation, mutation);
        break;
      case 'conversation.mark':
        marks = {
          ...marks,
          unread: mutation.unread ?? marks.unread,
          pinned: mutation.pinned ?? marks.pinned,
          muted: mutation.muted ?? marks.muted,
          mentionedAt: mutation.mentionsSeen === true ? null : marks.mentionedAt,
          handedDraft: mutation.handedDraftDone === true ? null : marks.handedDraft,
        };
        break;
      case 'conversation.start':
      case 'note.add':
      case 'message.react':
      case 'message.resend':
      case 'message.leave':
      case 'scheduled.save':
      case 'scheduled.cancel':
      case 'library.save':
      case 'library.delete':
      case 'contact.create':
      case 'contact.edit':
      case 'contact.merge':
      case 'contact.unmerge':
      case 'contact.consent':
      case 'account.edit':
      case 'account.pause':
      case 'token.revoke':
      case 'user.edit':
      case 'user.lower':
      case 'user.disable':
      case 'session.revoke':
      case 'outgoingWebhook.pause':
      case 'company.edit':
      case 'contact.note':
      case 'contact.removeNote':
        break;
    }
  }
  const unread = Math.max(marks.unread ? 1 : 0, conversation.inboundCount - marks.inboundNo);
  return { conversation, unread, marks };
}

function withState(
  { snoozedUntil: _snoozedUntil, ...conversation }: Conversation,
  { state, until }: MutationOf<'conversation.setState'>,
): Conversation {
  return { ...conversation, state, ...(until == null ? {} : { snoozedUntil: until }) };
}

function withPriority(
  { priority: _priority, ...conversation }: Conversation,
  { priority }: MutationOf<'conversation.prioritise'>,
): Conversation {
  return priority === null ? conversation : { ...conversation, priority };
}

function withArchived(conversation: Conversation, archivedAt: number | undefined): Conversation {
  const changed = { ...conversation };
  if (archivedAt === undefined) delete changed.archivedAt;
  else changed.archivedAt = archivedAt;
  return changed;
}

function withTags(conversation: Conversation, { add, remove }: MutationOf<'conversation.tag'>): Conversation {
  const { tags: before = [], ...others } = conversation;
  const tags = tagsAfter(before, add, remove);
  return tags.length === 0 ? others : { ...others, tags };
}

function withSend(conversation: Conversation, send: MutationOf<'message.send'>, at: number): Conversation {
  if (conversation.preview?.messageId === send.messageId || conversation.lastMessageAt > at) return conversation;
  return {
    ...conversation,
    lastMessageAt: at,
    waitingSince: null,
    preview: {
      messageId: send.messageId,
      direction: 'outbound',
      text: previewOf(pendingContent(send.content, send.messageId)),
      sendState: { state: 'queued' },
      delivery: noDelivery,
    },
  };
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
