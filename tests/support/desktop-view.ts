import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';
import type { Api } from '#shared/wire/ipc.ts';

/** All conversations of a desktop, of every state. */
export async function readConversations(api: Api): Promise<ConversationRow[]> {
  const rows: ConversationRow[] = [];
  let after: string | null = null;
  do {
    const everything = { view: 'any', chips: [], filter: '', accountId: null, sort: 'newest' } as const;
    const page: { rows: ConversationRow[]; next: string | null } = await api.conversations.list({
      ...everything,
      after,
      limit: 200,
    });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** The whole thread as a person would see it by scrolling up to its beginning, oldest message first. */
export async function readThread(api: Api, conversationId: ConversationId): Promise<ThreadMessage[]> {
  const pages: ThreadMessage[][] = [];
  let before: ThreadPosition | null = null;
  do {
    const page: { messages: ThreadMessage[]; older: ThreadPosition | null } = await api.messages.page({
      conversationId,
      before,
      limit: 200,
    });
    pages.unshift(page.messages);
    before = page.older;
  } while (before !== null);
  return pages.flat();
}

export async function readThreads(api: Api): Promise<Map<ConversationId, ThreadMessage[]>> {
  const threads = new Map<ConversationId, ThreadMessage[]>();
  for (const { id } of await readConversations(api)) threads.set(id, await readThread(api, id));
  return threads;
}
