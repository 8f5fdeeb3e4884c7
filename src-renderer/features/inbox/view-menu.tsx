import { ChevronDown, Headset, ListFilter, UsersRound } from 'lucide-react';
import { ConversationView } from '#shared/inbox.ts';
import { showList, useConversations } from '../../entities/conversations.ts';
import { teamsOfMine, useDirectory } from '../../entities/directory.ts';
import { itemsOf, useLibrary } from '../../entities/library.ts';
import { withKeys } from '../../entities/keymap.ts';
import { showSavedView, showTeam, type SavedViewItem, viewCommandId, viewKeys } from '../../entities/list-views.ts';
import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { Name } from '../../ui/user-text.tsx';
import { viewIcons } from './view-icons.ts';
import styles from './list-header.module.css';

const order = ConversationView.options.filter((view) => view !== 'any');

/** Every place of the list with its count, then the teams one is in, what one saved and what all share. */
export function ViewMenu() {
  const counts = useConversations((state) => state.counts?.views);
  const choices = useSettings((state) => state.keys);
  const bound = withKeys(
    order.map((view) => ({ id: viewCommandId(view), view, keys: [viewKeys[view]] })),
    choices,
  );
  const keys = new Map(bound.map(({ view, keys: [first] }) => [view, first]));
  const library = useLibrary();
  const saved = itemsOf(library, 'savedView');
  const teams = teamsOfMine(useDirectory((state) => state.directory));
  const teamCounts = useConversations((state) => state.teamCounts);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.more} aria-label={t('list.moreViews')} title={t('list.moreViews')}>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      }
    >
      {order.map((view) => (
        <MenuItem key={view} icon={viewIcons[view]} shortcut={keys.get(view)} onSelect={() => void showList({ view })}>
          <span className={styles.viewLine}>
            {t(`list.view.${view}`)}
            {counts !== undefined && <span className={styles.count}>{formatNumber(counts[view])}</span>}
          </span>
        </MenuItem>
      ))}
      {teams.length > 0 && <MenuSeparator />}
      {teams.map((team) => (
        <MenuItem key={team.id} icon={Headset} onSelect={() => void showTeam(team)}>
          <span className={styles.viewLine}>
            <Name text={team.name} className={styles.tabName} />
            <span className={styles.count}>{formatNumber(teamCounts[team.id] ?? 0)}</span>
          </span>
        </MenuItem>
      ))}
      {saved.length > 0 && <MenuSeparator />}
      {saved.map((item) => (
        <SavedLine key={item.id} item={item} />
      ))}
    </Menu>
  );
}

function SavedLine({ item }: { item: SavedViewItem }) {
  const count = useConversations((state) => state.savedCounts[item.id]);
  return (
    <MenuItem icon={item.ownerId === null ? UsersRound : ListFilter} onSelect={() => void showSavedView(item)}>
      <span className={styles.viewLine}>
        <Name text={item.content.name} className={styles.tabName} />
        {count !== undefined && <span className={styles.count}>{formatNumber(count)}</span>}
      </span>
    </MenuItem>
  );
}
