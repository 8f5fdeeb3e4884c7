import { create } from 'zustand';
import type { ConversationId } from '#shared/ids.ts';
import type { Library } from '#shared/inbox.ts';
import type { LibraryContent, LibraryItem, LibraryKind, ScheduledSend } from '#shared/library.ts';
import { api } from '../api.ts';

/** Quick replies, saved views, labels and planned messages, as main last told them. */
export const useLibrary = create<Library>(() => ({ items: [], scheduled: [] }));

export function applyLibrary(library: Library): void {
  useLibrary.setState(library, true);
}

export async function loadLibrary(): Promise<void> {
  applyLibrary(await api.library.get());
}

/** Items of one kind, in the order of their making. */
export function itemsOf<K extends LibraryKind>(
  { items }: Library,
  kind: K,
): (LibraryItem & { content: Extract<LibraryContent, { kind: K }> })[] {
  return items.filter(
    (item): item is LibraryItem & { content: Extract<LibraryContent, { kind: K }> } => item.content.kind === kind,
  );
}

/** What is planned in a conversation, the next one first. */
export function plannedIn({ scheduled }: Library, conversationId: ConversationId): ScheduledSend[] {
  return scheduled
    .filter((one) => one.conversationId === conversationId)
    .toSorted((one, other) => one.sendAt - other.sendAt);
}
