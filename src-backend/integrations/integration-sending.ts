import { Injectable } from '@nestjs/common';
import type { Account } from '#shared/account.ts';
import type { MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import { MessageId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { classifyFailure, type FailureClass } from '#shared/send-failure.ts';
import type { SendMessage } from '#shared/wire/integrations-routes.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import type { IntegrationPrincipal } from '../auth/principal.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { LinkedFiles } from './linked-files.ts';

/** Kinds that WhatsApp shows without a caption: the text follows as a message of its own. */
const withoutCaption: readonly MediaKind[] = ['audio', 'sticker'];

/** Sends for a program, and answers with what WhatsApp says (I-2, I-3, ruling 56). */
@Injectable()
export class IntegrationSending {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sending: InboxSending,
    private readonly files: LinkedFiles,
  ) {}

  /**
   * Throws `invalid_input`, also when WhatsApp will never take the message, `reply_window_closed`, `conflict` (the key was
   * used for something else, or WhatsApp takes nothing like it as things are), and `upstream` when it could not.
   */
  async send(
    { tenantId, accountId, name, lastFour }: IntegrationPrincipal,
    order: SendMessage,
    { idempotencyKey, waitMs }: { idempotencyKey: string | null; waitMs: number },
  ): Promise<RestResponse<'integrationSend'>> {
    const account = await this.accounts.find(tenantId, accountId);
    assertActive(account);
    const [content, following] = await this.contentOf(order);
    const send = async (what: OutgoingContent, part: string) =>
      await this.sending.send({
        tenantId,
        accountId,
        recipient: order.recipientPhone,
        content: what,
        origin: { kind: 'integration', lastFour, name },
        replyTo: part === '' ? replyOf(order.replyTo) : null,
        idempotencyKey:
          idempotencyKey === null ? null : { scope: `integration:${accountId}`, key: `${idempotencyKey}${part}` },
      });
    const { message } = await send(content, '');
    // In the same lane, so it comes after the file.
    if (following !== null) await send(following, ' text');
    return answerOf(await this.sending.waitForAnswer(tenantId, message.id, waitMs), name);
  }

  /** What is sent, and the text that follows it. */
  private async contentOf(order: SendMessage): Promise<[OutgoingContent, OutgoingContent | null]> {
    const { message = '', mediaUrl = null, template = null } = order;
    if (template !== null) {
      const { name, language, components: parameters } = template;
      return [parse({ type: 'template', name, language, parameters }, 'template'), null];
    }
    if (mediaUrl === null) return [parse({ type: 'text', text: message }, 'message'), null];
    const kind = order.mediaType ?? (await this.files.kindOf(mediaUrl));
    const hasCaption = !withoutCaption.includes(kind);
    const file = { type: 'media', kind, media: this.files.describe(mediaUrl), caption: hasCaption ? message : null };
    return [
      parse(file, hasCaption ? 'message' : 'mediaUrl'),
      hasCaption ? null : parse({ type: 'text', text: message }, 'message'),
    ];
  }
}

/** The seed's own text: a number that was switched off, or never finished, is none. Without a token, messages wait. */
function assertActive(account: Account | undefined): asserts account is Account {
  const reason = account === undefined ? 'not_configured' : account.cannotSend;
  if (reason !== 'not_configured' && reason !== 'disabled') return;
  throw new AppError('invalid_input', 'No active WhatsApp phone number configured for this account');
}

function parse(content: object, field: string): OutgoingContent {
  const parsed = OutgoingContent.safeParse(content);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? 'is not what WhatsApp takes';
  throw new AppError('invalid_input', `${field}: ${message}`, { details: { field } });
}

function replyOf(replyTo: string | null | undefined): MessageId | { wamid: string } | null {
  if (replyTo == null) return null;
  const ours = MessageId.safeParse(replyTo);
  return ours.success ? ours.data : { wamid: replyTo };
}

function answerOf(message: Message, name: string): RestResponse<'integrationSend'> {
  const { id: messageId, sendState, wamid } = message;
  const data = { messageId, waMessageId: wamid, timestamp: new Date(message.at).toISOString() };
  if (wamid !== null || sendState?.state === 'accepted') {
    return { success: true, message: `Message sent successfully via ${name}`, data };
  }
  if (sendState?.state === 'rejected') throw refusal(message.id, sendState.failure);
  if (sendState?.state === 'uncertain') {
    const text = `WhatsApp has not confirmed the message: it may have arrived. It is not sent again by itself`;
    return { success: true, message: text, data: { ...data, status: 'uncertain' } };
  }
  const text = `Message accepted via ${name}: it goes out as soon as WhatsApp takes it`;
  return { success: true, message: text, data: { ...data, status: 'pending' } };
}

/** What of the order WhatsApp will never take, by the class of its refusal; of other refusals nobody’s input is the cause. */
const fieldOf: Partial<Record<FailureClass, string>> = {
  recipient: 'recipientPhone',
  template: 'template',
  media: 'mediaUrl',
};
/** Of Meta’s codes about rights, these are about what was sent. */
const wrongParameters: ReadonlySet<number> = new Set([100, 131008, 131009]);

function refusal(messageId: string, failure: { code: number; title: string; details: string | null }): AppError {
  const { code, title, details } = failure;
  const kind = classifyFailure(code);
  if (kind === 'window_closed') {
    const text =
      'More than 24 hours have passed since the customer wrote: send an approved template, or wait until they write';
    return new AppError('reply_window_closed', text, { details: { messageId, code, title } });
  }
  const field = wrongParameters.has(code) ? 'message' : fieldOf[kind];
  const isPassing = kind === 'transient' || kind === 'throughput';
  return new AppError(
    field !== undefined ? 'invalid_input' : isPassing ? 'upstream' : 'conflict',
    `WhatsApp refused the message: ${details ?? title}`,
    { details: { messageId, code, title, ...(field === undefined ? {} : { field }) } },
  );
}
