import { Tabs } from '@base-ui/react/tabs';
import { AlarmClock, ArrowDownWideNarrow, Hourglass, type LucideIcon, MailOpen, SquarePen, Timer } from 'lucide-react';
import { type ConversationView, ListChip } from '#shared/inbox.ts';
import type { AccountId } from '#shared/ids.ts';
import { showList, useConversations } from '../../entities/conversations.ts';
import { useAccounts, useCan } from '../../entities/directory.ts';
import { itemsOf, useLibrary } from '../../entities/library.ts';
import { toggleChip, useShownTeam } from '../../entities/list-views.ts';
import { openNewConversation } from '../../entities/new-conversation.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatCompact } from '../../ui/format-time.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { SavedViewActions } from './saved-view-actions.tsx';
import { viewIcons } from './view-icons.ts';
import { ViewMenu } from './view-menu.tsx';
import styles from './list-header.module.css';

/** View, order and filters of the list. */
export function ListHeader() {
  const query = useConversations((state) => state.query);
  const saved = useSavedView();
  const team = useShownTeam();
  const maySend = useCan('message.send');
  const name = saved?.content.name ?? team?.name;
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h2 className={styles.title}>
          {name === undefined ? t(`list.viewTitle.${query.view}`) : <Name text={name} />}
        </h2>
        <SavedViewActions item={saved} />
        {maySend && (
          <IconButton
            label={t('newConversation.title')}
            icon={SquarePen}
            shortcut="mod+KeyN"
            onClick={() => openNewConversation()}
          />
        )}
        <Menu align="end" trigger={<IconButton label={t('list.order')} icon={ArrowDownWideNarrow} />}>
          <MenuChoice
            label={t('list.order')}
            value={query.sort}
            onChange={(sort) => void showList({ sort })}
            options={[
              { value: 'queue', label: t('list.queue') },
              { value: 'newest', label: t('list.newest') },
              { value: 'priority', label: t('list.priority') },
            ]}
          />
        </Menu>
      </div>
      <div className={styles.tabs}>
        <Tabs.List className={styles.tabList} aria-label={t('list.views')}>
          {(['mine', 'unassigned', 'all'] as const).map((view) => (
            <ViewTab key={view} view={view} />
          ))}
          {!isMainView(query.view) && <ViewTab view={query.view} name={name} />}
        </Tabs.List>
        <ViewMenu />
      </div>
      <Chips />
    </header>
  );
}

const isMainView = (view: ConversationView): boolean => view === 'mine' || view === 'unassigned' || view === 'all';

export function useSavedView() {
  const savedId = useConversations((state) => state.savedId);
  const library = useLibrary();
  return itemsOf(library, 'savedView').find(({ id }) => id === savedId) ?? null;
}

/** The three that one works in by name; another one, which the title names, by its icon. */
function ViewTab({ view, name }: { view: ConversationView; name?: string | undefined }) {
  const isMain = isMainView(view);
  const Icon = viewIcons[view];
  const label = name === undefined ? t(`list.view.${view}`) : visibleName(name);
  const counts = useConversations((state) => state.counts);
  const saved = useConversations(({ savedId, savedCounts, shown }) =>
    savedId === null ? (shown ?? undefined) : savedCounts[savedId],
  );
  const count = view === 'any' ? saved : counts?.views[view];
  return (
    <Tabs.Tab value={view} className={styles.tab} {...(!isMain && { 'aria-label': label, title: label })}>
      {isMain ? label : <Icon size={15} strokeWidth={1.75} aria-hidden="true" />}
      <span className={styles.count} aria-hidden="true">
        {count === undefined ? '' : formatCompact(count)}
      </span>
    </Tabs.Tab>
  );
}

const chipIcons: Record<ListChip, LucideIcon> = {
  unread: MailOpen,
  waiting: Hourglass,
  closing: Timer,
  snoozed: AlarmClock,
};

/** A chip says nothing where the view has said it already. */
function isUseful(chip: ListChip, view: ConversationView): boolean {
  if (chip === 'snoozed') return !['snoozed', 'resolved', 'archived', 'any'].includes(view);
  return chip !== view;
}

function Chips() {
  const { accountId, chips, view } = useConversations((state) => state.query);
  const counts = useConversations((state) => state.counts?.chips);
  const accounts = useAccounts();
  const choose = (id: AccountId | null) => void showList({ accountId: id });
  return (
    <div className={styles.chips} role="group" aria-label={t('list.filters')}>
      {ListChip.options
        .filter((chip) => isUseful(chip, view))
        .map((chip) => {
          const Icon = chipIcons[chip];
          return (
            <button
              key={chip}
              type="button"
              className={styles.chip}
              aria-pressed={chips.includes(chip)}
              onClick={() => toggleChip(chip)}
            >
              <Icon size={14} strokeWidth={1.5} aria-hidden="true" />
              {t(`list.chip.${chip}`)}
              {(counts?.[chip] ?? 0) > 0 && (
                <span className={styles.count} aria-hidden="true">
                  {formatCompact(counts?.[chip] ?? 0)}
                </span>
              )}
            </button>
          );
        })}
      {accounts.length > 1 &&
        accounts.map((account) => (
          <button
            key={account.id}
            type="button"
            className={styles.chip}
            aria-pressed={accountId === account.id}
            onClick={() => choose(accountId === account.id ? null : account.id)}
          >
            <span className={styles.dot} style={{ '--edge': `var(--account-${account.color})` }} />
            <Name text={account.name} />
          </button>
        ))}
    </div>
  );
}
