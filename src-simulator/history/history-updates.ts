import { showsPhone } from '../customers/visibility.ts';
import { metadataOf } from '../webhooks/message-values.ts';
import { toWebhookBytes } from '../webhooks/signature.ts';
import type { Update } from '../webhooks/update.ts';
import type { PastMessage, PastThread } from './plan-history.ts';

const dayMs = 86_400_000;

/** How much goes into one `history` webhook; Meta puts thousands of messages into one. */
export interface ChunkSize {
  messages: number;
  /** About so many bytes of messages, as JSON. */
  bytes: number;
}

/** What a thread takes apart from its messages; the webhook's own frame is no larger. */
const frameBytes = 400;

export const usualChunk: ChunkSize = { messages: 200, bytes: 2_000_000 };

/**
 * What the business wrote in the past, as the `history` webhooks of a number that also lives in the phone app: phases by
 * age (a day, 90 days, 180 days), chunks in a phase, progress in per cent.
 */
export function toHistoryUpdates(threads: readonly PastThread[], now: number, size: ChunkSize = usualChunk): Update[] {
  const updates: Update[] = [];
  const numbers = new Map(threads.map((thread) => [thread.number.id, thread.number]));
  for (const number of numbers.values()) {
    const own = threads.filter((thread) => thread.number.id === number.id);
    const chunks = [0, 1, 2].flatMap((phase) =>
      toChunks(own, now, phase, size).map((chunk, order) => ({ phase, order, chunk })),
    );
    for (const [index, { phase, order, chunk }] of chunks.entries()) {
      updates.push({
        wabaId: number.wabaId,
        field: 'history',
        entryTime: Math.floor(now / 1000),
        lane: `${number.id}/history`,
        wamids: chunk.flatMap(({ messages }) => messages.map((message) => message.wamid)),
        value: {
          messaging_product: 'whatsapp',
          metadata: metadataOf(number),
          history: [
            {
              metadata: { phase, chunk_order: order + 1, progress: Math.round(((index + 1) / chunks.length) * 100) },
              threads: chunk.map(({ thread, messages }) => toHistoryThread(thread, messages, now)),
            },
          ],
        },
      });
    }
  }
  return updates;
}

type Piece = { thread: PastThread; messages: PastMessage[] };

function toChunks(threads: readonly PastThread[], now: number, phase: number, size: ChunkSize): Piece[][] {
  const chunks: Piece[][] = [];
  let chunk: Piece[] = [];
  let length = 0;
  let bytes = frameBytes;
  const close = (): void => {
    if (chunk.length > 0) chunks.push(chunk);
    chunk = [];
    length = 0;
    bytes = frameBytes;
  };
  for (const thread of threads) {
    const isPhoneShown = showsPhone(thread.customer, thread.number.id, now);
    let messages: PastMessage[] = [];
    for (const message of thread.messages) {
      if (message.isCustomer || phaseOf(message, now) !== phase) continue;
      const own = toWebhookBytes(toHistoryMessage(thread, message, isPhoneShown)).length + 1;
      if (length > 0 && (length >= size.messages || bytes + own + frameBytes > size.bytes)) {
        if (messages.length > 0) chunk.push({ thread, messages });
        messages = [];
        close();
      }
      if (messages.length === 0) bytes += frameBytes;
      messages.push(message);
      length++;
      bytes += own;
    }
    if (messages.length > 0) chunk.push({ thread, messages });
  }
  close();
  return chunks;
}

/** Without the phone number where it may not be shown. */
function toHistoryThread(thread: PastThread, messages: readonly PastMessage[], now: number): object {
  const { customer } = thread;
  const { username, userId: user_id, waId } = customer;
  const isPhoneShown = showsPhone(customer, thread.number.id, now);
  return {
    ...(isPhoneShown ? { id: waId } : {}),
    context: { ...(isPhoneShown ? { wa_id: waId } : {}), user_id, ...(username === null ? {} : { username }) },
    messages: messages.map((message) => toHistoryMessage(thread, message, isPhoneShown)),
  };
}

function phaseOf(message: PastMessage, now: number): number {
  const age = now - message.at;
  return age <= dayMs ? 0 : age <= 90 * dayMs ? 1 : 2;
}

function toHistoryMessage(thread: PastThread, message: PastMessage, isPhoneShown: boolean): object {
  const isNewest = message === thread.messages.at(-1);
  return {
    from: thread.number.digits,
    ...(isPhoneShown ? { to: thread.customer.waId } : { to_user_id: thread.customer.userId }),
    id: message.wamid,
    timestamp: String(Math.floor(message.at / 1000)),
    type: 'text',
    text: { body: message.text },
    history_context: { status: isNewest ? 'DELIVERED' : 'READ' },
  };
}
