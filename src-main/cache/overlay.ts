import { previewOf } from '#shared/content.ts';
import { type Conversation, type HandedDraft, tagsAfter } from '#shared/conversation.ts';
import { noDelivery } from '#shared/delivery.ts';
import { isOvertaken, type MutationOf } from '#shared/mutation.ts';
import { pendingContent } from '#shared/outgoing.ts';
import type { Pending } from './pending.ts';

// What the screen shows = what the server said + what this desktop still has in its outbox, in the order it was done.

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
    // The server refuses it as well.
    if (state === 'rejected' || isOvertaken(mutation, server.inboundCount)) continue;
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
