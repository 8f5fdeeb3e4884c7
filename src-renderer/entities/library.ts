import type { ConversationId, LibraryItemId } from '#shared/ids.ts';
import type { Library } from '#shared/inbox.ts';
import type { LibraryContent, LibraryItem, LibraryKind, ScheduledSend } from '#shared/library.ts';
import { api } from '../api.ts';
import { perform } from './triage.ts';
import { createForWorkspace } from './workspace-store.ts';

/** Quick replies, saved views, labels and planned messages, as main last told them. */
export const useLibrary = createForWorkspace<Library>(() => ({ items: [], scheduled: [] }));

export function applyLibrary(library: Library): void {
  useLibrary.setState(library, true);
}

export async function loadLibrary(): Promise<void> {
  applyLibrary(await api.library.get());
}

export type ItemOf<K extends LibraryKind> = LibraryItem & { content: Extract<LibraryContent, { kind: K }> };

/** Items of one kind, in the order of their making. */
export function itemsOf<K extends LibraryKind>({ items }: Library, kind: K): ItemOf<K>[] {
  return items.filter((item): item is ItemOf<K> => item.content.kind === kind);
}

/** Shown at once; the server decides whether it stands (a conflict brings back what it has). */
export function saveItem(input: Parameters<typeof api.library.save>[0]): Promise<{ itemId: LibraryItemId }> {
  return api.library.save(input);
}

/** Says so and offers to bring it back, as a new item with the same content. */
export function removeItem({ id, ownerId, content }: LibraryItem, text: string): void {
  perform(
    () => api.library.remove({ itemId: id }),
    text,
    async () => {
      await api.library.save({ itemId: null, expected: 0, shared: ownerId === null, content, base: null });
    },
  );
}

/** What is planned in a conversation, the next one first. */
export function plannedIn({ scheduled }: Library, conversationId: ConversationId): ScheduledSend[] {
  return scheduled
    .filter((one) => one.conversationId === conversationId)
    .toSorted((one, other) => one.sendAt - other.sendAt);
}
