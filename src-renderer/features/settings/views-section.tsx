import { ListFilter, Trash2 } from 'lucide-react';
import { useConversations } from '../../entities/conversations.ts';
import { useCan } from '../../entities/directory.ts';
import { showSavedView, type SavedViewItem } from '../../entities/list-views.ts';
import { itemsOf, removeItem, useLibrary } from '../../entities/library.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { PageHead } from '../../ui/page.tsx';
import page from '../../ui/page.module.css';

/** `onLeave`: to the inbox, where views are made and seen. */
export function ViewsSection({ onLeave }: { onLeave: () => void }) {
  const views = itemsOf(useLibrary(), 'savedView').toSorted((a, b) => a.content.name.localeCompare(b.content.name));
  return (
    <>
      <PageHead title={t('settings.section.views')} lead={t('settings.viewsLead')} />
      {views.length === 0 ? (
        <EmptyState icon={ListFilter} title={t('settings.noViews')} text={t('settings.noViewsText')}>
          <Button onClick={onLeave}>{t('settings.toInbox')}</Button>
        </EmptyState>
      ) : (
        <ul className={page.card}>
          {views.map((item) => (
            <ViewRow key={item.id} item={item} onLeave={onLeave} />
          ))}
        </ul>
      )}
    </>
  );
}

function ViewRow({ item, onLeave }: { item: SavedViewItem; onLeave: () => void }) {
  const count = useConversations((state) => state.savedCounts[item.id]);
  const mayShare = useCan('library.share');
  const mayWrite = useCan('library.write');
  const { content, ownerId } = item;
  const name = visibleName(content.name);
  return (
    <li className={page.row} aria-label={name}>
      <div className={page.rowText}>
        <p className={page.rowLabel}>
          <Name text={content.name} />
        </p>
        <p className={page.rowNote}>
          <Name text={content.query} /> · {t(ownerId === null ? 'settings.team' : 'settings.mine')}
        </p>
      </div>
      {count !== undefined && <span className={page.rowNote}>{formatNumber(count)}</span>}
      <Button
        size="small"
        onClick={() => {
          void showSavedView(item);
          onLeave();
        }}
      >
        {t('settings.showView')}
      </Button>
      {mayWrite && (ownerId !== null || mayShare) && (
        <IconButton
          label={t('settings.remove', { name })}
          icon={Trash2}
          onClick={() => removeItem(item, t('settings.removed', { name }))}
        />
      )}
    </li>
  );
}
