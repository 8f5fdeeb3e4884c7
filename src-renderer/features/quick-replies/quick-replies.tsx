import { useState } from 'react';
import { Paperclip, Plus, Search, UsersRound, Zap } from 'lucide-react';
import { fuzzyScore } from '#shared/fuzzy.ts';
import { toPlain } from '#shared/whatsapp-format.ts';
import { useCan } from '../../entities/directory.ts';
import { itemsOf, useLibrary } from '../../entities/library.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import { Conflict, Editor } from './editor.tsx';
import { conflictOf, edit, editNew, useEditor, type QuickReplyItem } from './editor-store.ts';
import styles from './quick-replies.module.css';

/** List on one side, the chosen one to write on the other. */
export function QuickReplies() {
  const items = itemsOf(useLibrary(), 'quickReply');
  const editing = useEditor((state) => state.editing);
  const saved = useEditor((state) => state.saved);
  const mayWrite = useCan('library.write');
  const [query, setQuery] = useState('');
  const shown = sorted(items, query);
  const conflict = conflictOf(saved, items);
  const create = mayWrite && (
    <Button kind="primary" size="small" icon={Plus} onClick={() => editNew(false)}>
      {t('quickReplies.create')}
    </Button>
  );
  return (
    <div className={styles.frame} data-editing={editing !== null}>
      <section className={styles.side} aria-label={t('quickReplies.list')}>
        <div className={styles.head}>
          <label className={styles.search}>
            <Search size={14} strokeWidth={1.75} aria-hidden="true" />
            <input
              aria-label={t('quickReplies.search')}
              placeholder={t('quickReplies.search')}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          </label>
          {items.length > 0 && create}
        </div>
        {shown.length > 0 && (
          <ul className={styles.items}>
            {shown.map((item) => (
              <li key={item.id}>
                <Line item={item} isCurrent={editing?.itemId === item.id} />
              </li>
            ))}
          </ul>
        )}
        {shown.length === 0 && items.length > 0 && <p className={styles.nothing}>{t('quickReplies.nothing')}</p>}
        {items.length === 0 && <p className={styles.nothing}>{t('quickReplies.none')}</p>}
      </section>
      <section className={styles.main} aria-label={t('quickReplies.one')}>
        {saved !== null && conflict !== null && <Conflict mine={saved} theirs={conflict.theirs} />}
        {editing !== null ? (
          <Editor key={editing.itemId ?? 'new'} editing={editing} items={items} />
        ) : (
          <EmptyState icon={Zap} title={t('quickReplies.emptyTitle')} text={t('quickReplies.emptyText')}>
            {items.length === 0 && create}
          </EmptyState>
        )}
      </section>
    </div>
  );
}

function Line({ item, isCurrent }: { item: QuickReplyItem; isCurrent: boolean }) {
  const { content, ownerId } = item;
  return (
    <button type="button" className={styles.item} aria-current={isCurrent} onClick={() => edit(item)}>
      <span className={styles.lineHead}>
        <Name text={content.title} className={styles.name} />
        {content.media !== null && <Paperclip size={13} strokeWidth={1.5} aria-label={t('composer.withFile')} />}
        {ownerId === null && <UsersRound size={13} strokeWidth={1.5} aria-label={t('composer.ofTeam')} />}
        <span className={styles.shortcut}>/{content.shortcut}</span>
      </span>
      <Quote text={toPlain(content.text).slice(0, 120)} className={styles.text} />
    </button>
  );
}

function sorted(items: readonly QuickReplyItem[], query: string): QuickReplyItem[] {
  const score = ({ content }: QuickReplyItem): number =>
    Math.max(fuzzyScore(query, content.title), fuzzyScore(query, content.shortcut));
  return items
    .filter((item) => score(item) > 0)
    .toSorted((a, b) => score(b) - score(a) || a.content.title.localeCompare(b.content.title));
}
