import { useEffect, useRef } from 'react';
import { Tabs } from '@base-ui/react/tabs';
import { CloudOff, Inbox } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationView } from '#shared/inbox.ts';
import { loadMore, showList, useConversations } from '../../entities/conversations.ts';
import { useAccounts } from '../../entities/directory.ts';
import { clearSelection } from '../../entities/selection.ts';
import { useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { VirtualList, type VirtualListHandle } from '../../ui/virtual-list.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { leaveGoneRow, useListCursor } from './list-cursor.ts';
import { ListHeader } from './list-header.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { viewIcons } from './view-icons.ts';
import { type PickersProps, TriagePickers } from './triage-pickers.tsx';
import styles from './conversation-list.module.css';

interface RowsProps {
  openId: ConversationId | null;
  onOpen: (id: ConversationId) => void;
}
type ConversationListProps = RowsProps & PickersProps;

const rowHeights = { comfortable: 64, compact: 52 };

export function ConversationList({ openId, onOpen, onAct, moreItems }: ConversationListProps) {
  const view = useConversations((state) => state.query.view);
  useEffect(() => void showList({}), []);
  return (
    <Tabs.Root
      className={styles.pane}
      value={view}
      onValueChange={(next: ConversationView) => void showList({ view: next })}
      render={<section aria-label={t('list.title')} data-pane="list" />}
      onKeyDown={(event) => {
        if (event.key === 'Escape') clearSelection();
      }}
    >
      <ListHeader />
      <SelectionBar onAct={onAct} />
      <BulkBar />
      <Tabs.Panel value={view} className={styles.panel} tabIndex={-1}>
        <Rows openId={openId} onOpen={onOpen} />
      </Tabs.Panel>
      <TriagePickers onAct={onAct} moreItems={moreItems} />
    </Tabs.Root>
  );
}

function Rows({ openId, onOpen }: RowsProps) {
  const ids = useConversations((state) => state.ids);
  const status = useConversations((state) => state.status);
  const rowHeight = rowHeights[useSettings((state) => state.density)];
  const cursor = useListCursor((state) => state.id);
  const isAsked = useListCursor((state) => state.isAsked);
  const handle = useRef<VirtualListHandle>(null);

  useEffect(() => useConversations.subscribe(leaveGoneRow), []);
  // The row must be in the document before it can take the focus.
  useEffect(() => {
    const index = cursor === null || !isAsked ? -1 : useConversations.getState().ids.indexOf(cursor);
    if (index >= 0) handle.current?.scrollToIndex(index);
  }, [cursor, isAsked]);

  if (ids.length === 0) return <NoRows status={status} />;
  const stop =
    cursor !== null && ids.includes(cursor) ? cursor : openId !== null && ids.includes(openId) ? openId : ids[0];
  return (
    <VirtualList
      key={rowHeight}
      count={ids.length}
      keyOf={(index) => ids[index] ?? index.toString()}
      estimate={() => rowHeight}
      onNearEnd={() => void loadMore()}
      holder={{ role: 'list', 'aria-label': t('list.label') }}
      handle={handle}
    >
      {({ index, measure }) => {
        const id = ids[index];
        return id === undefined ? null : (
          <ConversationRow
            key={id}
            id={id}
            index={index}
            measure={measure}
            isOpen={id === openId}
            isTabStop={id === stop}
            onOpen={onOpen}
          />
        );
      }}
    </VirtualList>
  );
}

function NoRows({ status }: { status: 'loading' | 'ready' | 'failed' }) {
  const query = useConversations((state) => state.query);
  const hasNumbers = useAccounts().length > 0;
  if (status === 'loading') return <RowSkeletons count={9} />;
  if (status === 'failed') {
    return (
      <EmptyState icon={CloudOff} title={t('list.failed')} text={t('list.failedText')}>
        <Button onClick={() => void showList({})}>{t('action.retry')}</Button>
      </EmptyState>
    );
  }
  const isFiltered = query.chips.length > 0 || query.accountId !== null;
  const kind = !hasNumbers ? 'noNumbers' : isFiltered ? 'filtered' : query.view;
  return (
    <EmptyState
      icon={isFiltered ? Inbox : viewIcons[query.view]}
      title={t(`list.empty.${kind}`)}
      text={t(`list.emptyText.${kind}`)}
    >
      {isFiltered && (
        <Button onClick={() => void showList({ chips: [], accountId: null })}>{t('list.clearFilters')}</Button>
      )}
      {!isFiltered && query.view === 'mine' && (
        <Button onClick={() => void showList({ view: 'unassigned' })}>{t('list.seeUnassigned')}</Button>
      )}
    </EmptyState>
  );
}
