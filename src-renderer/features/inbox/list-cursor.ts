import type { ConversationId } from '#shared/ids.ts';
import { useConversations } from '../../entities/conversations.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

/**
 * The row that has, or would get, the keyboard. `asked` counts requests to move the focus there, so that the same row
 * can be asked for twice.
 */
export const useListCursor = createForWorkspace<{ id: ConversationId | null; asked: number }>(() => ({
  id: null,
  asked: 0,
}));

export function focusRow(id: ConversationId | null): void {
  useListCursor.setState((state) => ({ id, asked: state.asked + 1 }));
}

/** Remembers where the keyboard is without moving the focus. */
export function setCursor(id: ConversationId | null): void {
  useListCursor.setState({ id });
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
