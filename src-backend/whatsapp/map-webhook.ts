import type { z } from 'zod';
import { noDelivery, type Delivery, type DeliveryStep } from '#shared/delivery.ts';
import { AppError } from '#shared/error.ts';
import type { Content } from '#shared/content.ts';
import { canonicalPhone } from '#shared/phone.ts';
import { parseJson } from '../platform/http/parse-json.ts';
import type { IncomingMessage, Peer, StatusUpdate, WebhookEvents } from '../inbox/incoming.ts';
import { ContactItem, Envelope, ErrorItem, HistoryItem, MessageItem, StatusItem, Value } from './webhook-schema.ts';

// An imported thread of thousands of messages comes in one body; its size is limited already.
const maxKeys = 500_000;

/**
 * What a signed webhook body says. Pure. An item that can't be read is left out and named in `skipped`, its neighbours
 * are not touched. Throws AppError `invalid_input` when the body as a whole is not a webhook of Meta.
 */
export function mapWebhook(body: Buffer): WebhookEvents {
  const envelope = Envelope.safeParse(parseJson(body, maxKeys));
  if (!envelope.success) throw new AppError('invalid_input', 'The body is not a webhook of WhatsApp');
  const events: WebhookEvents = { messages: [], statuses: [], identityChanges: [], skipped: [] };
  for (const { changes } of envelope.data.entry) {
    for (const change of changes) mapChange(change.field, Value.safeParse(change.value).data, events);
  }
  return events;
}

function mapChange(field: string, value: Value | undefined, events: WebhookEvents): void {
  const phoneNumberId = value?.metadata?.phone_number_id;
  if (value === undefined || phoneNumberId === undefined) {
    events.skipped.push(`${field}: not about a phone number`);
    return;
  }
  const contacts = each(value.contacts, ContactItem, 'contact', events);
  switch (field) {
    case 'messages':
      for (const item of each(value.messages, MessageItem, 'message', events)) {
        mapMessage(phoneNumberId, item, contacts, events);
      }
      for (const item of each(value.statuses, StatusItem, 'status', events)) mapStatus(phoneNumberId, item, events);
      for (const { code } of each(value.errors, ErrorItem, 'error', events)) {
        events.skipped.push(`messages: WhatsApp reports error ${code} for this number`);
      }
      return;
    case 'smb_message_echoes':
      for (const item of each(value.message_echoes, MessageItem, 'echo', events)) {
        mapEcho(phoneNumberId, item, contacts, events);
      }
      return;
    case 'history':
      for (const item of each(value.history, HistoryItem, 'history', events)) mapHistory(phoneNumberId, item, events);
      return;
    default:
      events.skipped.push(`${field}: not shown by this version`);
  }
}

function mapMessage(phoneNumberId: string, item: MessageItem, contacts: ContactItem[], events: WebhookEvents): void {
  if (item.group_id !== undefined) {
    // Filed under its sender it would look like a private message.
    events.skipped.push('messages: group messages are not shown by this version');
    return;
  }
  const peer = peerOf(item.from_user_id, item.from, contacts);
  if (item.type === 'system' && item.system?.type?.startsWith('user_changed_') === true) {
    const { previous_user_id, user_id, wa_id } = item.system;
    const before = { ...nobody, bsuid: previous_user_id ?? null, waId: digitsOf(item.from) };
    const after = { ...nobody, bsuid: user_id ?? null, waId: digitsOf(wa_id) };
    if (isNamed(before) && isNamed(after)) {
      events.identityChanges.push({ phoneNumberId, timestamp: item.timestamp, before, after });
    } else {
      events.skipped.push('messages: a change of number without both identities');
    }
    return;
  }
  if (!isNamed(peer)) {
    events.skipped.push('messages: a message without a sender');
    return;
  }
  events.messages.push({ ...commonOf(phoneNumberId, item), direction: 'inbound', isHistory: false, peer });
}

function mapEcho(phoneNumberId: string, item: MessageItem, contacts: ContactItem[], events: WebhookEvents): void {
  const peer = peerOf(item.to_user_id, item.to, contacts);
  if (!isNamed(peer) || item.group_id !== undefined) {
    events.skipped.push('smb_message_echoes: an echo without a single recipient');
    return;
  }
  events.messages.push({ ...commonOf(phoneNumberId, item), direction: 'outbound', isHistory: false, peer });
}

function mapHistory(phoneNumberId: string, { threads }: z.infer<typeof HistoryItem>, events: WebhookEvents): void {
  for (const thread of threads) {
    const peer: Peer = {
      bsuid: thread.context?.user_id ?? null,
      waId: digitsOf(thread.context?.wa_id ?? thread.id),
      username: usernameOf(thread.context?.username),
      name: null,
    };
    if (!isNamed(peer)) {
      events.skipped.push('history: a thread without a customer');
      continue;
    }
    for (const item of each(thread.messages, MessageItem, 'history message', events)) {
      const isTheirs = item.from_user_id === peer.bsuid || samePhone(item.from, peer.waId);
      const common = commonOf(phoneNumberId, item);
      events.messages.push(
        isTheirs
          ? { ...common, direction: 'inbound', isHistory: true, peer }
          : { ...common, direction: 'outbound', isHistory: true, peer, delivery: historyDelivery(item) },
      );
    }
  }
}

function mapStatus(phoneNumberId: string, item: z.infer<typeof StatusItem>, events: WebhookEvents): void {
  if (item.type === 'call') {
    events.skipped.push('messages: calls are not shown by this version');
    return;
  }
  const { id, status, timestamp, errors } = item;
  const error = errors?.[0];
  const update: StatusUpdate = {
    phoneNumberId,
    wamid: id,
    status,
    recipient:
      item.recipient_participant_user_id ??
      item.recipient_participant_id ??
      item.participant_recipient_id ??
      item.recipient_user_id ??
      item.recipient_id ??
      '',
    timestamp,
    opaqueId: item.biz_opaque_callback_data ?? null,
    failure: null,
  };
  if (status === 'failed') {
    update.failure = {
      code: error?.code ?? 0,
      title: (error?.title || error?.message || 'WhatsApp gave no reason').slice(0, 1000).toWellFormed(),
      details: error?.error_data?.details.slice(0, 4000).toWellFormed() ?? null,
      at: timestamp * 1000,
    };
  }
  events.statuses.push(update);
}

function commonOf(phoneNumberId: string, item: MessageItem) {
  return {
    phoneNumberId,
    wamid: item.id,
    timestamp: item.timestamp,
    content: contentOf(item),
    replyToWamid: item.context?.id ?? null,
    delivery: noDelivery,
  } satisfies Partial<IncomingMessage>;
}

function contentOf({ type, text }: MessageItem): Content {
  if (text !== undefined && (type === 'text' || type === undefined)) return { type: 'text', text: text.body };
  return { type: 'unsupported', kind: (type || 'unknown').slice(0, 64).toWellFormed() };
}

const nobody: Peer = { bsuid: null, waId: null, username: null, name: null };
const isNamed = (peer: Peer): boolean => peer.bsuid !== null || peer.waId !== null;

/** The person with these ids, with the names of `contacts` when one of them is the same person. */
function peerOf(bsuid: string | undefined, phone: string | undefined, contacts: ContactItem[]): Peer {
  const waId = digitsOf(phone);
  const contact =
    contacts.find((contact) => contact.user_id !== undefined && contact.user_id === bsuid) ??
    contacts.find((contact) => samePhone(contact.wa_id, waId)) ??
    // Old payloads name the sender only here.
    (bsuid === undefined && waId === null && contacts.length === 1 ? contacts[0] : undefined);
  return {
    bsuid: bsuid ?? contact?.user_id ?? null,
    waId: waId ?? digitsOf(contact?.wa_id),
    username: usernameOf(contact?.profile?.username),
    name: contact?.profile?.name?.trim().slice(0, 512).toWellFormed() || null,
  };
}

function digitsOf(phone: string | undefined): string | null {
  const digits = phone?.replace(/\D/g, '') ?? '';
  return digits.length >= 5 && digits.length <= 32 ? digits : null;
}

function samePhone(phone: string | undefined, waId: string | null): boolean {
  const digits = digitsOf(phone);
  return digits !== null && waId !== null && canonicalPhone(digits) === canonicalPhone(waId);
}

function usernameOf(username: string | undefined): string | null {
  return username?.replace(/^@/, '').slice(0, 256).toWellFormed() || null;
}

const historySteps: Record<string, DeliveryStep> = {
  SENT: 'sent',
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'played',
};

function historyDelivery(item: MessageItem): Delivery {
  const status = item.history_context?.status ?? '';
  const at = item.timestamp * 1000;
  const step = historySteps[status];
  if (step !== undefined) return { seen: { [step]: at }, failure: null };
  if (status !== 'ERROR') return noDelivery;
  return { seen: {}, failure: { code: 0, title: 'It failed on the phone app', details: null, at } };
}

function each<S extends z.ZodType>(
  items: unknown[] | undefined,
  schema: S,
  what: string,
  events: WebhookEvents,
): z.output<S>[] {
  const parsed: z.output<S>[] = [];
  for (const item of items ?? []) {
    const result = schema.safeParse(item);
    if (result.success) parsed.push(result.data);
    else events.skipped.push(`a ${what} that can't be read: ${result.error.issues[0]?.path.join('.') ?? ''}`);
  }
  return parsed;
}
