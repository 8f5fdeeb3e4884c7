import type { ConversationId } from '#shared/ids.ts';
import type { ListQuery } from '#shared/inbox.ts';
import type { Target } from './bulk.ts';
import { useConversations } from './conversations.ts';
import { createForWorkspace } from './workspace-store.ts';

interface Selection {
  ids: ReadonlySet<ConversationId>;
  /** Everything that the list shows, also what is not loaded. */
  isAll: boolean;
  /** Where a range goes on from. */
  anchor: ConversationId | null;
}

/** The conversations that the next act is for, when it is not just for one. */
export const useSelection = createForWorkspace<Selection>(() => ({ ids: new Set(), isAll: false, anchor: null }));

export const isSelecting = (): boolean => useSelection.getState().isAll || useSelection.getState().ids.size > 0;

/** What was chosen; null when nothing was. */
export function chosenTarget(): Target | null {
  const { ids, isAll } = useSelection.getState();
  const { byId, query, shown } = useConversations.getState();
  if (isAll) return { query, total: shown ?? ids.size };
  return ids.size === 0 ? null : { rows: [...ids].map((id) => byId[id]).filter((row) => row !== undefined) };
}

export function clearSelection(): void {
  if (isSelecting()) useSelection.setState(useSelection.getInitialState(), true);
}

export function selectAll(): void {
  useSelection.setState({ isAll: true, ids: new Set(useConversations.getState().ids) });
}

export function toggleSelected(id: ConversationId): void {
  useSelection.setState(({ ids }) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    return { ids: next, isAll: false, anchor: id };
  });
}

/** Selects what lies between the anchor and `to`, both included. */
export function selectUpTo(from: ConversationId | null, to: ConversationId): void {
  const { ids } = useConversations.getState();
  useSelection.setState(({ ids: selected, anchor }) => {
    const start = ids.indexOf(anchor ?? from ?? to);
    const end = ids.indexOf(to);
    const between = ids.slice(Math.min(start, end), Math.max(start, end) + 1);
    return { ids: new Set([...selected, ...between]), isAll: false, anchor: anchor ?? from ?? to };
  });
}

/** How many it is for; of everything, as far as it was counted. */
export function useSelectedCount(): number {
  const { ids, isAll } = useSelection();
  const shown = useConversations((state) => state.shown);
  return isAll ? (shown ?? ids.size) : ids.size;
}

// Another list: what was chosen in the one before is not seen any more.
let before: ListQuery | null = null;
useConversations.subscribe(({ query }) => {
  if (before !== null && before !== query) clearSelection();
  before = query;
});
