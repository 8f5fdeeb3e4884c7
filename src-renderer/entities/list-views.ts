import { and, type Filter } from '#shared/filter/filter.ts';
import { listFilter, teamFilter } from '#shared/filter/list-filter.ts';
import { printFilter } from '#shared/filter/print.ts';
import type { LibraryItemId } from '#shared/ids.ts';
import type { Team } from '#shared/company.ts';
import type { ConversationView, ListChip, ListQuery } from '#shared/inbox.ts';
import type { LibraryItem, SavedView } from '#shared/library.ts';
import { api } from '../api.ts';
import { showList, useConversations } from './conversations.ts';
import { useDirectory, useTeams } from './directory.ts';

// What narrows the list down, and the views that are made of it.

/** The command that goes to each view, and what it is bound to unless somebody chose otherwise. */
export const viewKeys: Record<Exclude<ConversationView, 'any'>, string> = {
  mine: 'KeyG KeyI',
  unassigned: 'KeyG KeyU',
  all: 'KeyG KeyA',
  mentions: 'KeyG KeyM',
  waiting: 'KeyG KeyW',
  closing: 'KeyG KeyC',
  snoozed: 'KeyG KeyS',
  resolved: 'KeyG KeyE',
  archived: 'KeyG KeyY',
};
export const viewCommandId = (view: ConversationView): string => `view.${view}`;

export type SavedViewItem = LibraryItem & { content: SavedView };

export function showSavedView({
  id,
  content,
}: Pick<SavedViewItem, 'id'> & { content: Omit<SavedView, 'kind'> }): Promise<void> {
  return showList({ view: 'any', chips: [], accountId: null, filter: content.query, sort: content.sort }, id);
}

export function showTeam(team: Team): Promise<void> {
  return showList({ view: 'any', chips: [], accountId: null, filter: teamFilter(team) });
}

/** The one whose conversations the list shows. */
export function useShownTeam(): Team | null {
  const teams = useTeams();
  return useConversations(({ query, savedId }) => {
    if (query.view !== 'any' || savedId !== null) return null;
    return teams.find((team) => teamFilter(team) === query.filter) ?? null;
  });
}

export function toggleChip(chip: ListChip): void {
  const { chips } = useConversations.getState().query;
  void showList({ chips: chips.includes(chip) ? chips.filter((one) => one !== chip) : [...chips, chip] });
}

/** All that the list shows now, as one filter in words: what a saved view is made of. */
export function presentFilter(query: ListQuery): string {
  const account = useDirectory.getState().accountById[query.accountId ?? ('' as never)];
  const ofAccount: Filter[] = account === undefined ? [] : [{ kind: 'account', name: account.name }];
  return printFilter(and([listFilter(query), ...ofAccount]));
}

/** `item` null makes a new one. */
export async function saveView(
  item: SavedViewItem | null,
  view: Omit<SavedView, 'kind'>,
  isShared: boolean,
): Promise<LibraryItemId> {
  const { itemId } = await api.library.save({
    itemId: item?.id ?? null,
    expected: item?.version ?? 0,
    shared: isShared,
    content: { kind: 'savedView', ...view },
    base: item?.content ?? null,
  });
  return itemId;
}

export function removeView(item: SavedViewItem): Promise<void> {
  if (useConversations.getState().savedId === item.id) void showList({ view: 'all' });
  return api.library.remove({ itemId: item.id });
}
