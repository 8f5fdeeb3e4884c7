import { useEffect, useState } from 'react';
import { markStep } from '../../entities/first-steps.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './onboarding.module.css';

const pages = ['move', 'answer', 'done', 'find', 'all'] as const;
export type TourPage = (typeof pages)[number];

interface TourProps {
  open: boolean;
  /** The commands of a page with their keys, as they are now. */
  linesOf: (page: TourPage) => readonly { id: string; label: string; keys: readonly string[] }[];
  onClose: () => void;
}

/** Five cards with the keys of an agent's day. */
export function Tour({ open, linesOf, onClose }: TourProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('tour.title')} width="narrow">
      {open && <Cards linesOf={linesOf} onClose={onClose} />}
    </Dialog>
  );
}

function Cards({ linesOf, onClose }: Omit<TourProps, 'open'>) {
  const [at, setAt] = useState(0);
  const page = pages[at] ?? 'all';
  const isLast = at === pages.length - 1;
  useEffect(() => {
    if (isLast) markStep('tour');
  }, [isLast]);
  return (
    <div className={styles.body}>
      <section aria-live="polite" className={styles.card}>
        <p className={styles.lead}>{t('tour.of', { number: at + 1, count: pages.length })}</p>
        <h3 className={styles.cardTitle}>{t(`tour.${page}.title`)}</h3>
        <p className={styles.cardText}>{t(`tour.${page}.text`)}</p>
        <dl className={styles.lines}>
          {linesOf(page).map(({ id, label, keys }) => (
            <div key={id} className={styles.line}>
              <dt>{label}</dt>
              <dd>{keys[0] !== undefined && <Keys shortcut={keys[0]} />}</dd>
            </div>
          ))}
        </dl>
      </section>
      <div className={styles.acts}>
        <Button kind="quiet" disabled={at === 0} onClick={() => setAt(at - 1)}>
          {t('tour.back')}
        </Button>
        <Button kind="primary" onClick={() => (isLast ? onClose() : setAt(at + 1))}>
          {t(isLast ? 'tour.close' : 'tour.next')}
        </Button>
      </div>
    </div>
  );
}
