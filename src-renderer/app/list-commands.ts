import { ConversationSort, ConversationView, ListChip } from '#shared/inbox.ts';
import { showList, useConversations } from '../entities/conversations.ts';
import { mayI, useDirectory } from '../entities/directory.ts';
import { itemsOf, useLibrary } from '../entities/library.ts';
import { showSavedView, showTeam, toggleChip, viewCommandId, viewKeys } from '../entities/list-views.ts';
import { t } from '../i18n/i18n.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import type { Command } from './commands.ts';
import { openViewEditor } from '../features/inbox/inbox-dialogs.ts';
import { focusRow } from '../features/inbox/list-cursor.ts';
import { showScreen } from './view-store.ts';

/** The views of the list, its chips and orders, the teams, and what was saved. */
export function viewCommands(): Command[] {
  const saveView = ofList('list.saveView', t('command.saveView'), () => openViewEditor('new'));
  return [
    ...views(),
    ...saved(),
    ...teams(),
    ...chips(),
    ...sorts(),
    { ...saveView, isAvailable: () => mayI('library.write') },
  ];
}

function ofList(id: string, label: string, run: () => void, keys: readonly string[] = []): Command {
  return { id, group: 'list', label, keys, whileTyping: false, isAvailable: () => true, run };
}

/** In the inbox, with the keyboard on the first row. */
async function goTo(view: ConversationView): Promise<void> {
  showScreen('inbox');
  await showList({ view });
  focusRow(useConversations.getState().ids[0] ?? null);
}

function views(): Command[] {
  return ConversationView.options.flatMap((view) => {
    if (view === 'any') return [];
    const label = t('command.goTo', { view: t(`list.view.${view}`) });
    return [ofList(viewCommandId(view), label, () => void goTo(view), [viewKeys[view]])];
  });
}

function saved(): Command[] {
  return itemsOf(useLibrary.getState(), 'savedView').map((item) =>
    ofList(`savedView.${item.id}`, t('command.savedView', { name: visibleName(item.content.name) }), () => {
      showScreen('inbox');
      void showSavedView(item);
    }),
  );
}

function teams(): Command[] {
  return (useDirectory.getState().directory?.teams ?? []).map((team) =>
    ofList(`team.${team.id}`, t('command.team', { name: visibleName(team.name) }), () => {
      showScreen('inbox');
      void showTeam(team);
    }),
  );
}

function chips(): Command[] {
  return ListChip.options.map((chip) =>
    ofList(`chip.${chip}`, t('command.chip', { chip: t(`list.chip.${chip}`) }), () => toggleChip(chip)),
  );
}

function sorts(): Command[] {
  const labels: Record<ConversationSort, string> = {
    queue: t('command.sortQueue'),
    newest: t('command.sortNewest'),
    priority: t('command.sortPriority'),
  };
  return ConversationSort.options.map((sort) => ({
    ...ofList(`sort.${sort}`, labels[sort], () => void showList({ sort })),
    isAvailable: () => useConversations.getState().query.sort !== sort,
  }));
}
