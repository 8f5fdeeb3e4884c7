import { Tabs } from '@base-ui/react/tabs';
import { ArrowDownWideNarrow, MailOpen } from 'lucide-react';
import { ConversationView } from '#shared/inbox.ts';
import type { AccountId } from '#shared/ids.ts';
import { showList, useConversations } from '../../entities/conversations.ts';
import { useAccounts } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatCompact } from '../../ui/format-time.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Name } from '../../ui/user-text.tsx';
import styles from './list-header.module.css';

/** View, order and filters of the list. */
export function ListHeader() {
  const query = useConversations((state) => state.query);
  const counts = useConversations((state) => state.counts);
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h2 className={styles.title}>{t(query.state === 'resolved' ? 'list.resolvedTitle' : 'list.title')}</h2>
        <Menu align="end" trigger={<IconButton label={t('list.order')} icon={ArrowDownWideNarrow} />}>
          <MenuChoice
            label={t('list.order')}
            value={query.sort}
            onChange={(sort) => void showList({ sort })}
            options={[
              { value: 'queue', label: t('list.queue') },
              { value: 'newest', label: t('list.newest') },
            ]}
          />
          <MenuChoice
            label={t('list.state')}
            value={query.state}
            onChange={(state) => void showList({ state })}
            options={[
              { value: 'open', label: t('list.open') },
              { value: 'resolved', label: t('list.resolved') },
            ]}
          />
        </Menu>
      </div>
      <Tabs.List className={styles.tabs} aria-label={t('list.views')}>
        {ConversationView.options.map((view) => (
          <Tabs.Tab key={view} value={view} className={styles.tab}>
            {t(`list.view.${view}`)}
            <span className={styles.count} aria-hidden="true">
              {counts === null ? '' : formatCompact(counts[view])}
            </span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Chips />
    </header>
  );
}

function Chips() {
  const { accountId, unreadOnly } = useConversations((state) => state.query);
  const unread = useConversations((state) => state.counts?.unread ?? 0);
  const accounts = useAccounts();
  const choose = (id: AccountId | null) => void showList({ accountId: id });
  return (
    <div className={styles.chips} role="group" aria-label={t('list.filters')}>
      <button
        type="button"
        className={styles.chip}
        aria-pressed={unreadOnly}
        onClick={() => void showList({ unreadOnly: !unreadOnly })}
      >
        <MailOpen size={14} strokeWidth={1.5} aria-hidden="true" />
        {t('list.unreadChip')}
        {unread > 0 && (
          <span className={styles.count} aria-hidden="true">
            {formatCompact(unread)}
          </span>
        )}
      </button>
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
