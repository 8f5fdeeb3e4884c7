import { AppError } from '#shared/error.ts';
import type { MessageQuery } from '#shared/inbox.ts';
import type { Store } from '../cache/store.ts';
import type { Session } from '../sync/session.ts';

const fetched = 200;

/**
 * A page of the thread as JSON. Where the cache ends before the conversation does, older messages are fetched and kept;
 * offline the page holds what there is, and asking further throws offline.
 */
export async function threadPage(store: Store, session: Pick<Session, 'call'>, query: MessageQuery): Promise<string> {
  const page = await store.call('threadPage', query);
  // The newest page never waits for the network while there is something to show.
  if (page.missing === null || (query.before === null && page.stored > 0)) return page.json;
  try {
    await fetchOlder(store, session, query.conversationId, page.missing);
  } catch (error) {
    if (page.stored > 0 || query.before === null || !(error instanceof AppError)) return page.json;
    throw error;
  }
  return (await store.call('threadPage', query)).json;
}

/** Until something new came or there is no more: one time may hold more messages than an answer does. */
async function fetchOlder(
  store: Store,
  session: Pick<Session, 'call'>,
  conversationId: MessageQuery['conversationId'],
  from: { beforeAt: number; beforeId: string },
): Promise<void> {
  let place = from;
  for (;;) {
    const query = { conversationId, ...place, limit: fetched };
    const { messages } = await session.call('olderMessages', { query });
    const oldest = messages.at(-1);
    const isEnd = messages.length < fetched || oldest === undefined;
    const inserted = await store.call('insertOlder', conversationId, messages, isEnd);
    if (isEnd || inserted > 0) return;
    place = { beforeAt: oldest.at, beforeId: oldest.id };
  }
}
