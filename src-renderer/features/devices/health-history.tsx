import type { EndpointHealth } from '#shared/wire/endpoints-routes.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { formatFull } from '../../ui/format-time.ts';
import styles from './devices.module.css';

/** Stretches of the same health beside each other, the oldest first, each as wide as it was long. */
export function HealthHistory({ history }: { history: EndpointHealth['history'] }) {
  const stretches = history.slice(0, 40).toReversed();
  return (
    <ol className={styles.history} aria-label={t('devices.history')}>
      {stretches.map(({ status, since, until, problem, responseMs }) => {
        const text = [
          t(`devices.health.${status}`),
          `${formatFull(Date.parse(since))} – ${formatFull(Date.parse(until))}`,
          ...(responseMs === null ? [] : [t('devices.answered', { ms: responseMs })]),
          ...(problem === null ? [] : [inOurWords(problem)]),
        ].join(' · ');
        return (
          <li
            key={since}
            className={styles.stretch}
            data-status={status}
            title={text}
            aria-label={text}
            style={{ flexGrow: Math.max(60_000, Date.parse(until) - Date.parse(since)) }}
          />
        );
      })}
    </ol>
  );
}
