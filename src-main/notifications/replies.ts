import { AppError, toErrorShape } from '#shared/error.ts';
import { MessageId, type ConversationId, type MutationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { tickOf } from '#shared/message.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { texts } from '../texts/texts.ts';

/** A reply typed into a card did not get through; the text is safe as a draft or as a rejected message. */
export interface ReplyFailure {
  conversationId: ConversationId;
  messageId: MessageId;
  reason: string;
  /** What a person may still send although a colleague came first: an outbox entry, or a text that lies in the draft. */
  sendAnyway: MutationId | { text: string } | null;
}

type ReplyWorkspace = Pick<Workspace, 'messages' | 'drafts'>;

/** Replies from notifications that are still watched; the oldest is forgotten first. */
const maxWatched = 200;

/**
 * What was typed into a notification: to the outbox before anything else, then watched until WhatsApp has it or a
 * person must know that it hasn't (features.md §3.2).
 */
export class Replies {
  readonly #onFailure: (failure: ReplyFailure) => void;
  readonly #watched = new Map<MessageId, ConversationId>();

  constructor(onFailure: (failure: ReplyFailure) => void) {
    this.#onFailure = onFailure;
  }

  /** Journals the text. Resolves true when it is on disk; otherwise it is kept as a draft and reported. */
  async send(
    workspace: ReplyWorkspace,
    to: { conversationId: ConversationId; basedOn: MessageId },
    text: string,
  ): Promise<boolean> {
    const { conversationId, basedOn } = to;
    try {
      const content = OutgoingContent.safeParse({ type: 'text', text });
      if (!content.success) {
        throw new AppError('invalid_input', `The reply ${content.error.issues[0]?.message ?? 'cannot be sent'}`);
      }
      const message = { conversationId, content: content.data, replyTo: null, basedOn };
      // What lies in the composer is another text.
      const sent = await workspace.messages.send({ ...message, keepsDraft: true });
      this.#watch(MessageId.parse(sent.id), conversationId);
      return true;
    } catch (thrown) {
      const { code, message } = toErrorShape(thrown);
      const reason = texts().card.whyNot(code, message);
      const kept = await keepAsDraft(workspace, conversationId, text);
      this.#onFailure({
        conversationId,
        messageId: basedOn,
        reason: kept ? texts().card.kept(reason) : reason,
        sendAnyway: null,
      });
      return false;
    }
  }

  /** Does not send: the text becomes a draft, and the person is told why. `maySend`: unless they say that it shall go. */
  async keep(
    workspace: ReplyWorkspace,
    to: { conversationId: ConversationId; basedOn: MessageId },
    text: string,
    why: { reason: string; maySend: boolean },
  ): Promise<void> {
    const { conversationId, basedOn: messageId } = to;
    const kept = await keepAsDraft(workspace, conversationId, text);
    const reason = kept ? texts().card.kept(why.reason) : why.reason;
    this.#onFailure({ conversationId, messageId, reason, sendAnyway: why.maySend ? { text } : null });
  }

  /** Follows the watched replies through the store's changes. */
  observe(messages: readonly ThreadMessage[]): void {
    for (const message of messages) {
      if (!this.#watched.has(message.id)) continue;
      const verdict = judge(message);
      if (verdict === 'waiting') continue;
      this.#watched.delete(message.id);
      if (verdict === 'through') continue;
      this.#onFailure({ conversationId: message.conversationId, messageId: message.id, ...verdict });
    }
  }

  /** A person decided to send it although a colleague answered first. */
  async sendAnyway(workspace: ReplyWorkspace, failure: ReplyFailure): Promise<void> {
    const { sendAnyway, conversationId, messageId } = failure;
    if (sendAnyway === null) return;
    if (typeof sendAnyway === 'string') {
      await workspace.messages.sendAnyway({ mutationId: sendAnyway });
      this.#watch(messageId, conversationId);
      return;
    }
    const { text } = sendAnyway;
    if (await this.send(workspace, { conversationId, basedOn: messageId }, text)) {
      await dropFromDraft(workspace, conversationId, text);
    }
  }

  #watch(messageId: MessageId, conversationId: ConversationId): void {
    this.#watched.set(messageId, conversationId);
    const oldest = this.#watched.keys().next();
    if (this.#watched.size > maxWatched && !oldest.done) this.#watched.delete(oldest.value);
  }
}

type Verdict = 'waiting' | 'through' | Pick<ReplyFailure, 'reason' | 'sendAnyway'>;

function judge(message: ThreadMessage): Verdict {
  const { outbox } = message;
  if (outbox?.state === 'rejected') {
    const reason = outbox.error?.message ?? texts().card.refusedByServer;
    const isAsked = outbox.error?.code === 'stale_reply' || outbox.error?.code === 'lease_held';
    return { reason, sendAnyway: isAsked ? outbox.mutationId : null };
  }
  if (outbox !== null) return 'waiting';
  switch (tickOf(message)) {
    case 'failed':
      return { reason: whyFailed(message), sendAnyway: null };
    case 'uncertain':
      return { reason: texts().card.uncertain, sendAnyway: null };
    case 'held':
      return { reason: texts().card.numberCannotSend, sendAnyway: null };
    case 'clock':
      return 'waiting';
    case 'sent':
    case 'delivered':
    case 'read':
    case null:
      return 'through';
  }
}

function whyFailed({ sendState, delivery }: ThreadMessage): string {
  const failure = sendState?.state === 'rejected' ? sendState.failure : delivery.failure;
  return failure === null ? texts().card.refusedByWhatsApp : texts().card.refusedBecause(failure.title);
}

/** Below whatever draft there is already. */
async function keepAsDraft(workspace: ReplyWorkspace, conversationId: ConversationId, text: string): Promise<boolean> {
  try {
    const before = await workspace.drafts.get({ conversationId, mode: 'reply' });
    if (before.text.endsWith(text)) return true;
    const joined = before.text === '' ? text : `${before.text}\n${text}`;
    await workspace.drafts.save({ conversationId, mode: 'reply', text: joined.slice(0, 65_536) });
    return true;
  } catch (error) {
    console.error('notifications: the text of a reply could not be kept as a draft', error);
    return false;
  }
}

/** The text has gone out: what was written before it stays. */
async function dropFromDraft(workspace: ReplyWorkspace, conversationId: ConversationId, text: string): Promise<void> {
  const { text: draft } = await workspace.drafts.get({ conversationId, mode: 'reply' });
  if (!draft.endsWith(text)) return;
  const rest = draft.slice(0, -text.length).trimEnd();
  await workspace.drafts.save({ conversationId, mode: 'reply', text: rest });
}
