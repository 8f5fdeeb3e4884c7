import type { HealthBoard, HealthSample } from '#shared/wire/health-routes.ts';
import { t } from '../../i18n/i18n.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatNumber, formatSpan } from '../../ui/format-time.ts';
import page from '../../ui/page.module.css';
import { Sparkline } from './sparkline.tsx';
import styles from './health.module.css';

const figures = [
  { id: 'waiting', read: ({ waiting }: HealthSample) => waiting, say: formatNumber },
  { id: 'webhooks', read: ({ webhooks }: HealthSample) => webhooks, say: formatNumber },
  { id: 'lag', read: ({ lagMs }: HealthSample) => lagMs, say: sayMs },
  { id: 'database', read: ({ databaseMs }: HealthSample) => databaseMs, say: sayMs },
  { id: 'memory', read: ({ memoryBytes }: HealthSample) => memoryBytes, say: formatBytes },
] as const;

/** How it is now, and how it was in the last day. */
export function Figures({ board }: { board: HealthBoard }) {
  const samples = [...board.history, board.now];
  return (
    <section aria-labelledby="health-figures">
      <h4 id="health-figures" className={page.groupTitle}>
        {t('health.figures')}
      </h4>
      <ul className={styles.figures}>
        {figures.map(({ id, read, say }) => {
          const now = read(board.now);
          const points = samples.map((sample) => ({ at: sample.at, value: read(sample) }));
          const measured = points.flatMap(({ value }) => (value === null ? [] : [value]));
          const most = measured.length === 0 ? '–' : say(Math.max(...measured));
          return (
            <li key={id} className={styles.figure} aria-label={t(`health.figure.${id}`)}>
              <p className={styles.figureName}>{t(`health.figure.${id}`)}</p>
              <p className={styles.figureValue}>{now === null ? '–' : say(now)}</p>
              <Sparkline points={points} until={board.now.at} label={t('health.spark', { most })} />
              <p className={styles.figureNote}>{t('health.spark', { most })}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function sayMs(ms: number): string {
  if (ms < 1000) return t('health.ms', { ms: formatNumber(ms) });
  return ms < 60_000 ? t('health.seconds', { seconds: formatNumber(Math.round(ms / 1000)) }) : formatSpan(ms);
}
