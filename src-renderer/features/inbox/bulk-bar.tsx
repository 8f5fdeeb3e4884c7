import { Progress } from '@base-ui/react/progress';
import { stopBulk, useBulk } from '../../entities/bulk.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber, formatSpan } from '../../ui/format-time.ts';
import styles from './selection-bar.module.css';

/** How far an act on many conversations is; it goes on while one does something else. */
export function BulkBar() {
  const progress = useBulk((state) => state.progress);
  const leftMs = useBulk((state) => state.leftMs);
  if (progress === null) return null;
  const { done, total, isUndo } = progress;
  const text = t(isUndo ? 'bulk.undoing' : 'bulk.running', { done: formatNumber(done), total: formatNumber(total) });
  return (
    <div className={styles.bar}>
      <Progress.Root className={styles.progress} value={done} max={total} aria-label={t('bulk.label')}>
        <span className={styles.progressLine}>
          <span className={styles.count}>{text}</span>
          {leftMs !== null && leftMs > 2000 && (
            <span className={styles.left}>{t('bulk.left', { span: formatSpan(leftMs) })}</span>
          )}
        </span>
        <Progress.Track className={styles.track}>
          <Progress.Indicator className={styles.indicator} />
        </Progress.Track>
      </Progress.Root>
      {!isUndo && (
        <Button size="small" onClick={stopBulk}>
          {t('bulk.stop')}
        </Button>
      )}
    </div>
  );
}
