import type { ConversationId } from '#shared/ids.ts';
import { useConversations } from '../../entities/conversations.ts';
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
