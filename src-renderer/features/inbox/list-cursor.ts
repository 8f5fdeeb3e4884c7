import type { ConversationId } from '#shared/ids.ts';
import { type ConversationsState, useConversations } from '../../entities/conversations.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

/**
 * The row that has, or would get, the keyboard. `isAsked`: the focus is to move there as soon as the row is on the
 * screen; once, for a row that is scrolled away and comes back must not take the keyboard from whoever types.
 */
export const useListCursor = createForWorkspace<{ id: ConversationId | null; isAsked: boolean }>(() => ({
  id: null,
  isAsked: false,
}));

export function focusRow(id: ConversationId | null): void {
  useListCursor.setState({ id, isAsked: id !== null });
}

/** Remembers where the keyboard is without moving the focus. */
export function setCursor(id: ConversationId | null): void {
  useListCursor.setState({ id, isAsked: false });
}

/**
 * Whoever is on a row that leaves the list, done with or taken by a colleague, goes on at the next one that stays.
 * To be told of every change of the list before it is drawn.
 */
export function leaveGoneRow(now: ConversationsState, before: ConversationsState): void {
  const { id, isAsked } = useListCursor.getState();
  // Another list begins where its own command puts the keyboard.
  if (id === null || now.ids === before.ids || before.status === 'loading') return;
  if (now.ids.includes(id) || !before.ids.includes(id)) return;
  const staying = new Set(now.ids);
  const stays = (other: ConversationId): boolean => staying.has(other);
  const next = rowBeside(before.ids, id, 1, stays) ?? rowBeside(before.ids, id, -1, stays);
  if (isAsked || isOnRow()) focusRow(next);
  else setCursor(next);
}

const isOnRow = (): boolean => document.activeElement?.closest('[data-pane="list"] [role="listitem"]') != null;

/** The row `steps` away from `from` in the list; the ends hold. Null when there is none. */
export function rowBeside(
  ids: readonly ConversationId[],
  from: ConversationId | null,
  steps: 1 | -1,
  accept: (id: ConversationId) => boolean = () => true,
): ConversationId | null {
  const at = from === null ? -1 : ids.indexOf(from);
  const start = at === -1 ? (steps === 1 ? 0 : ids.length - 1) : at + steps;
  for (let index = start; index >= 0 && index < ids.length; index += steps) {
    const id = ids[index];
    if (id !== undefined && accept(id)) return id;
  }
  return null;
}

export function moveCursor(steps: 1 | -1, openId: ConversationId | null): void {
  const { ids } = useConversations.getState();
  const { id } = useListCursor.getState();
  const next = rowBeside(ids, id !== null && ids.includes(id) ? id : openId, steps);
  if (next !== null) focusRow(next);
}
