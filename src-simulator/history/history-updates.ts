import { metadataOf } from '../webhooks/message-values.ts';
import type { Update } from '../webhooks/update.ts';
import type { PastMessage, PastThread } from './plan-history.ts';

const dayMs = 86_400_000;
/** Messages in one `history` webhook; Meta puts thousands into one. */
const chunkLength = 200;

/**
 * What the business wrote in the past, as the `history` webhooks of a number that also lives in the phone app: phases by
 * age (a day, 90 days, 180 days), chunks in a phase, progress in per cent.
 */
export function toHistoryUpdates(threads: readonly PastThread[], now: number): Update[] {
  const updates: Update[] = [];
  const numbers = new Map(threads.map((thread) => [thread.number.id, thread.number]));
  for (const number of numbers.values()) {
    const own = threads.filter((thread) => thread.number.id === number.id);
    const chunks = [0, 1, 2].flatMap((phase) =>
      toChunks(own, (message) => phaseOf(message, now) === phase).map((chunk, order) => ({ phase, order, chunk })),
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
              threads: chunk.map(({ thread, messages }) => ({
                id: thread.customer.waId,
                context: { wa_id: thread.customer.waId, user_id: thread.customer.userId },
                messages: messages.map((message) => toHistoryMessage(thread, message)),
              })),
            },
          ],
        },
      });
    }
  }
  return updates;
}

type Piece = { thread: PastThread; messages: PastMessage[] };

function toChunks(threads: readonly PastThread[], isIn: (message: PastMessage) => boolean): Piece[][] {
  const chunks: Piece[][] = [];
  let chunk: Piece[] = [];
  let length = 0;
  for (const thread of threads) {
    const messages = thread.messages.filter((message) => !message.isCustomer && isIn(message));
    if (messages.length === 0) continue;
    chunk.push({ thread, messages });
    length += messages.length;
    if (length < chunkLength) continue;
    chunks.push(chunk);
    chunk = [];
    length = 0;
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks;
}

function phaseOf(message: PastMessage, now: number): number {
  const age = now - message.at;
  return age <= dayMs ? 0 : age <= 90 * dayMs ? 1 : 2;
}

function toHistoryMessage(thread: PastThread, message: PastMessage): object {
  const isNewest = message === thread.messages.at(-1);
  return {
    from: thread.number.digits,
    to: thread.customer.waId,
    id: message.wamid,
    timestamp: String(Math.floor(message.at / 1000)),
    type: 'text',
    text: { body: message.text },
    history_context: { status: isNewest ? 'DELIVERED' : 'READ' },
  };
}
