import { useState, type ReactNode } from 'react';
import type { AdminRead } from '#shared/admin.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { useAdmin } from '../entities/admin.ts';
import { t } from '../i18n/i18n.ts';
import { AsOf } from './as-of.tsx';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { describeError } from './describe-error.ts';
import { RowSkeletons } from './skeleton.tsx';
import page from './page.module.css';
import styles from './answer-pages.module.css';

/** As the server gives them without being told how many. */
const pageSize = 50;

interface AnswerPagesProps<N extends AdminRead, T> {
  label: string;
  route: N;
  /** What is asked for, besides the page; what is undefined is not asked. */
  filter: Readonly<Record<string, string | number | undefined>>;
  rowsOf: (answer: RestResponse<N>) => readonly T[];
  /** What the page after this row is asked for by. */
  placeOf: (row: T) => number;
  /** A list item with a key. */
  renderRow: (row: T) => ReactNode;
  /** In the place of rows when there are none. */
  empty: ReactNode;
}

/** What a route that answers in pages says, the newest first, page after page. */
export function AnswerPages<N extends AdminRead, T>(props: AnswerPagesProps<N, T>) {
  // Another question begins with its first page.
  return <Pages key={JSON.stringify(props.filter)} {...props} />;
}

function Pages<N extends AdminRead, T>(props: AnswerPagesProps<N, T>) {
  const [pages, setPages] = useState<readonly (number | undefined)[]>([undefined]);
  return (
    <section aria-label={props.label} className={styles.pages}>
      {pages.map((before, index) => (
        <AnswerPage
          key={before ?? 'newest'}
          {...props}
          before={before}
          onOlder={index === pages.length - 1 ? (place) => setPages([...pages, place]) : null}
        />
      ))}
    </section>
  );
}

interface AnswerPageProps<N extends AdminRead, T> extends AnswerPagesProps<N, T> {
  /** undefined: the newest. */
  before: number | undefined;
  /** null: the next page is there already. */
  onOlder: ((place: number) => void) | null;
}

function AnswerPage<N extends AdminRead, T>({
  route,
  filter,
  before,
  rowsOf,
  placeOf,
  renderRow,
  empty,
  onOlder,
}: AnswerPageProps<N, T>) {
  const { data, asOf, error, isLoading } = useAdmin(route, { query: withoutGaps({ ...filter, before }) });
  const rows = data === null ? [] : rowsOf(data);
  const oldest = rows.at(-1);
  if (oldest === undefined && isLoading) return <RowSkeletons count={6} />;
  return (
    <>
      {before === undefined && (
        <div className={styles.asOf}>
          <AsOf asOf={asOf} isOld={error !== null} />
        </div>
      )}
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {oldest !== undefined && <ol className={page.card}>{rows.map(renderRow)}</ol>}
      {oldest === undefined && error === null && empty}
      {onOlder !== null && oldest !== undefined && rows.length >= pageSize && (
        <Button className={styles.older} onClick={() => onOlder(placeOf(oldest))}>
          {t('action.older')}
        </Button>
      )}
    </>
  );
}

/** The bridge to the main process takes no gaps in a question. */
function withoutGaps(words: Readonly<Record<string, string | number | undefined>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
