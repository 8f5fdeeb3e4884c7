import { FilePenLine } from 'lucide-react';
import { useNow } from '../../entities/clock.ts';
import { useTemplateDrafts } from '../../entities/template-drafts.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatShort } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import { openDraft } from './library-store.ts';
import styles from './library-list.module.css';

/** What is being written on this desktop; nobody else has it yet. */
export function DraftsList() {
  const drafts = useTemplateDrafts((state) => state.drafts);
  const now = useNow();
  if (drafts.length === 0) return null;
  return (
    <section className={styles.drafts} aria-labelledby="template-drafts">
      <h3 id="template-drafts" className={styles.draftsTitle}>
        {t('templateEditor.drafts')}
      </h3>
      <ul>
        {drafts.map(({ id, name, isParked, updatedAt }) => (
          <li key={id}>
            <button type="button" className={styles.draft} onClick={() => openDraft(id)}>
              <FilePenLine size={14} strokeWidth={1.5} aria-hidden="true" />
              <Name text={name === '' ? t('templateEditor.unnamed') : name} className={styles.name} />
              {isParked && <Badge tone="warning">{t('templateEditor.waits')}</Badge>}
              <span className={styles.used}>{formatShort(updatedAt, now)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
