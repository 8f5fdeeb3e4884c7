import type { BusinessNumber } from '../company/company.ts';
import { showsPhone } from '../customers/visibility.ts';
import type { PhoneMessage, Thread } from '../threads/threads.ts';
import { metadataOf } from '../webhooks/message-values.ts';
import type { Update } from '../webhooks/update.ts';

const dayMs = 86_400_000;
const oldestMs = 180 * dayMs;
/** Media ids are told for so long back; older files stay placeholders. */
const mediaMs = 14 * dayMs;
const messagesPerWebhook = 200;
const mediaTypes: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/** What the owner of the phone app answered when asked to share the chats. */
export function toDeclinedUpdate(number: BusinessNumber, now: number): Update {
  const error = {
    code: 2593109,
    title: 'History sync is turned off by the business from the WhatsApp Business App',
    message: 'History sync is turned off by the business from the WhatsApp Business App',
    error_data: { details: 'History sharing is turned off by the business' },
  };
  return toUpdate(number, now, [], { history: [{ errors: [error] }] });
}

/**
 * The chats that the phone app holds, both sides, as `history` webhooks: phases by age (a day, 90 days, 180 days), in
 * chunks. Files come as placeholders, then the recent ones with their ids.
 */
export function toHistorySync(number: BusinessNumber, threads: Iterable<Thread>, now: number): Update[] {
  const own = [...threads].filter((thread) => thread.number.id === number.id);
  const chunks = [0, 1, 2].flatMap((phase) =>
    toChunks(own, (message) => phaseOf(message, now) === phase).map((pieces, order) => ({ phase, order, pieces })),
  );
  if (chunks.length === 0) chunks.push({ phase: 2, order: 0, pieces: [] });
  const told = chunks.map(({ phase, order, pieces }, index) => {
    const progress = Math.round(((index + 1) / chunks.length) * 100);
    const wamids = pieces.flatMap(({ messages }) => messages.map(({ wamid }) => wamid));
    return toUpdate(number, now, wamids, {
      history: [
        {
          metadata: { phase, chunk_order: order + 1, progress },
          threads: pieces.map(({ thread, messages }) => toThread(thread, messages, now)),
        },
      ],
    });
  });
  return [...told, ...toMediaUpdates(number, own, now)];
}

interface Piece {
  thread: Thread;
  messages: PhoneMessage[];
}

function toChunks(threads: readonly Thread[], isIn: (message: PhoneMessage) => boolean): Piece[][] {
  const chunks: Piece[][] = [];
  let chunk: Piece[] = [];
  let length = 0;
  for (const thread of threads) {
    const messages = thread.messages.filter((message) => message.type !== 'system' && isIn(message));
    if (messages.length === 0) continue;
    chunk.push({ thread, messages });
    length += messages.length;
    if (length < messagesPerWebhook) continue;
    chunks.push(chunk);
    chunk = [];
    length = 0;
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks;
}

/** 3 is too old to be told. */
function phaseOf(message: PhoneMessage, now: number): number {
  const age = now - message.at;
  if (age > oldestMs) return 3;
  return age <= dayMs ? 0 : age <= 90 * dayMs ? 1 : 2;
}

function toThread(thread: Thread, messages: readonly PhoneMessage[], now: number): object {
  const { customer, number } = thread;
  const isShown = showsPhone(customer, number.id, now);
  return {
    ...(isShown ? { id: customer.waId } : {}),
    context: {
      ...(isShown ? { wa_id: customer.waId } : {}),
      user_id: customer.userId,
      ...(customer.username === null ? {} : { username: customer.username }),
    },
    messages: messages.map((message) => ({
      ...toMessage(thread, message, isShown),
      ...(mediaTypes.has(message.type)
        ? { type: 'media_placeholder' }
        : { type: message.type, [message.type]: message.content }),
      history_context: { status: statusOf(message) },
    })),
  };
}

function toMediaUpdates(number: BusinessNumber, threads: readonly Thread[], now: number): Update[] {
  return threads.flatMap((thread) =>
    thread.messages
      .filter(({ type, at }) => mediaTypes.has(type) && now - at <= mediaMs)
      .map((message) =>
        toUpdate(number, now, [message.wamid], {
          messages: [
            {
              ...toMessage(thread, message, showsPhone(thread.customer, number.id, now)),
              type: message.type,
              [message.type]: message.content,
            },
          ],
        }),
      ),
  );
}

function toMessage({ number, customer }: Thread, message: PhoneMessage, isPhoneShown: boolean): object {
  const phone = isPhoneShown ? customer.waId : undefined;
  const people =
    message.direction === 'inbound'
      ? { ...(phone === undefined ? {} : { from: phone }), from_user_id: customer.userId }
      : { from: number.digits, ...(phone === undefined ? {} : { to: phone }), to_user_id: customer.userId };
  return { ...people, id: message.wamid, timestamp: String(Math.floor(message.at / 1000)) };
}

function statusOf(message: PhoneMessage): string {
  const words = {
    accepted: 'PENDING',
    sent: 'SENT',
    delivered: 'DELIVERED',
    read: 'READ',
    played: 'PLAYED',
    failed: 'ERROR',
  };
  return words[message.delivery];
}

function toUpdate(number: BusinessNumber, now: number, wamids: readonly string[], value: object): Update {
  return {
    wabaId: number.wabaId,
    field: 'history',
    entryTime: Math.floor(now / 1000),
    lane: `${number.id}/history`,
    wamids,
    value: { messaging_product: 'whatsapp', metadata: metadataOf(number), ...value },
  };
}
