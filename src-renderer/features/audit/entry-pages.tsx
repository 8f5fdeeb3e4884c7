import { useState } from 'react';
import { ScrollText } from 'lucide-react';
import type { AuditFilter } from '#shared/audit-entry.ts';
import { useAdmin } from '../../entities/admin.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import page from '../../ui/page.module.css';
import { EntryRow } from './entry-row.tsx';
import styles from './audit.module.css';

/** As the server gives them without being told how many. */
const pageSize = 50;

interface EntryPagesProps {
  filter: AuditFilter;
  /** Only what is about this one. */
  onTarget: (target: string) => void;
}

/** The entries that were asked for, page after page. */
export function EntryPages({ filter, onTarget }: EntryPagesProps) {
  const [pages, setPages] = useState<readonly (number | null)[]>([null]);
  return (
    <section aria-label={t('audit.entries')} className={styles.pages}>
      {pages.map((before, index) => (
        <EntryPage
          key={before ?? 'newest'}
          filter={filter}
          before={before}
          onTarget={onTarget}
          onOlder={index === pages.length - 1 ? (seq) => setPages([...pages, seq]) : null}
        />
      ))}
    </section>
  );
}

interface EntryPageProps extends EntryPagesProps {
  before: number | null;
  /** null: the next page is there already. */
  onOlder: ((seq: number) => void) | null;
}

function EntryPage({ filter, before, onTarget, onOlder }: EntryPageProps) {
  // Without a gap, as questions have to be.
  const words = Object.entries({ ...filter, before }).filter(([, value]) => value !== undefined && value !== null);
  const query = Object.fromEntries(words) as Record<string, string | number>;
  // The newest ones are kept by every admin's desktop under the question without words.
  const answer = useAdmin('audit', words.length === 0 ? {} : { query });
  const entries = answer.data?.entries ?? [];
  const oldest = entries.at(-1);
  if (entries.length === 0 && answer.isLoading) return <RowSkeletons count={6} />;
  return (
    <>
      {before === null && (
        <div className={styles.asOf}>
          <AsOf asOf={answer.asOf} isOld={answer.error !== null} />
        </div>
      )}
      {answer.error !== null && <Banner tone="warning">{describeError(answer.error)}</Banner>}
      {entries.length > 0 ? (
        <ol className={page.card}>
          {entries.map((entry) => (
            <EntryRow key={entry.seq} entry={entry} onTarget={onTarget} />
          ))}
        </ol>
      ) : (
        answer.error === null && <EmptyState icon={ScrollText} title={t('audit.empty')} text={t('audit.emptyText')} />
      )}
      {onOlder !== null && oldest !== undefined && entries.length >= pageSize && (
        <Button className={styles.older ?? ''} onClick={() => onOlder(oldest.seq)}>
          {t('audit.older')}
        </Button>
      )}
    </>
  );
}
