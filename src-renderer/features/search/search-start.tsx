import { History } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Quote } from '../../ui/user-text.tsx';
import { resultId } from './search-pane.tsx';
import { focusSearch, forgetSearches, searchFor, useSearch } from './search-store.ts';
import styles from './search-pane.module.css';

const operators = ['from:', 'account:', 'team:', 'has:', 'date:', 'label:', 'is:', 'status:'] as const;
type OperatorName = typeof operators extends readonly (infer O)[] ? (O extends `${infer N}:` ? N : never) : never;

/** Before anything is typed: what was searched last, and the words that narrow a search. */
export function SearchStart({ listId, onOpen }: { listId: string; onOpen: (index: number) => void }) {
  const recent = useSearch((state) => state.recent);
  const at = useSearch((state) => state.at);
  return (
    <div className={styles.start}>
      {recent.length > 0 && (
        <>
          <div className={styles.startLine}>
            <h3 className={styles.heading}>{t('search.recent')}</h3>
            <Button kind="quiet" size="small" onClick={forgetSearches}>
              {t('search.forget')}
            </Button>
          </div>
          <div role="listbox" id={listId} aria-label={t('search.recent')}>
            {recent.map((text, index) => (
              <button
                key={text}
                type="button"
                id={resultId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={styles.recent}
                onClick={() => onOpen(index)}
              >
                <History size={14} strokeWidth={1.5} aria-hidden="true" />
                <Quote text={text} className={styles.cut} />
              </button>
            ))}
          </div>
        </>
      )}
      <h3 className={styles.heading}>{t('search.narrow')}</h3>
      <ul className={styles.operators}>
        {operators.map((operator) => (
          <li key={operator}>
            <button type="button" className={styles.operator} onClick={() => begin(operator)}>
              <code className={styles.code}>{operator}</code>
              {/* The key is one of the list above. */}
              <span className={styles.cut}>{t(`search.operator.${operator.slice(0, -1) as OperatorName}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.tip}>{t('search.tip')}</p>
    </div>
  );
}

function begin(operator: string): void {
  void searchFor(operator);
  focusSearch();
  // The field selects what it holds when it is asked for; here one goes on typing behind it.
  requestAnimationFrame(() => {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement) field.setSelectionRange(operator.length, operator.length);
  });
}
