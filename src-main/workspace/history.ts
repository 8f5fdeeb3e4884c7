import { AppError } from '#shared/error.ts';
import type { AroundQuery, MessageQuery, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';
import type { Store } from '../cache/store.ts';
import type { ScanPage } from '../cache/thread-scan.ts';
import type { Session } from '../sync/session.ts';
import type { Workspace } from './workspace-api.ts';

const fetched = 200;
const galleryPage = 60;

/** Reading a conversation: pages, jumps, and looking through what this computer has of it. */
export function historyCalls(
  store: Store,
  session: Pick<Session, 'call'>,
): Pick<Workspace['messages'], 'page' | 'get' | 'around' | 'find' | 'gallery'> {
  return {
    page: (query) => threadPage(store, session, query),
    get: async ({ conversationId, messageId }) =>
      JSON.stringify(await store.call('message', conversationId, messageId)),
    around: (query) => pageAround(store, session, query),
    find: async ({ conversationId, text, before }) => {
      const { hits, next } = await store.call('scanThread', conversationId, { find: text }, before);
      return `{"places":[${hits.join(',')}],"next":${JSON.stringify(next)}}`;
    },
    gallery: async ({ conversationId, kind, before }) => {
      const found: string[] = [];
      let next = before;
      do {
        const page: ScanPage = await store.call('scanThread', conversationId, { gallery: kind }, next);
        found.push(...page.hits);
        next = page.next;
      } while (next !== null && found.length < galleryPage);
      const messages = found.slice(0, galleryPage);
      // Written by the store as a message's JSON.
      if (found.length > galleryPage) next = positionIn(JSON.parse(messages.at(-1) ?? '') as ThreadMessage);
      return `{"messages":[${messages.join(',')}],"next":${JSON.stringify(next)}}`;
    },
  };
}

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

const positionIn = ({ at, id }: ThreadMessage): ThreadPosition => ({ at, id });

/** As far back as it must; a message that is nowhere, or was deleted from the server, is not_found. */
async function pageAround(store: Store, session: Pick<Session, 'call'>, query: AroundQuery): Promise<string> {
  for (;;) {
    const found = await store.call('threadAround', query);
    if ('json' in found) return found.json;
    if (found.missing === null) throw new AppError('not_found', 'This message is not in the conversation any more.');
    await fetchOlder(store, session, query.conversationId, found.missing);
  }
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
