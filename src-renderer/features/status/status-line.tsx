import type { Connection, Lamp } from '#shared/connection.ts';
import { useNow } from '../../entities/clock.ts';
import { useConnection } from '../../entities/connection.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { formatClock, formatNumber, formatSpan } from '../../ui/format-time.ts';
import { Popover } from '../../ui/popover.tsx';
import { OutboxPanel } from './outbox-panel.tsx';
import styles from './status-line.module.css';

const lamps = ['realtime', 'backend', 'whatsapp', 'webhook'] as const;

/** What is connected, what still waits to go out, and how fresh the screen is. */
export function StatusLine() {
  const connection = useConnection((state) => state.connection);
  return (
    <footer className={styles.line} aria-label={t('status.region')}>
      {connection && (
        <>
          {lamps.map((name) => (
            <LampButton key={name} name={name} lamp={connection[name]} />
          ))}
          <span className={styles.space} />
          <SyncProgress sync={connection.sync} />
          <OutboxPanel outbox={connection.outbox} />
          <span className={styles.asOf}>
            {connection.asOf === null ? t('status.never') : t('status.asOf', { time: formatClock(connection.asOf) })}
          </span>
        </>
      )}
    </footer>
  );
}

function LampButton({ name, lamp }: { name: (typeof lamps)[number]; lamp: Lamp }) {
  const now = useNow();
  const title = t('status.lamp', { name: t(`status.${name}`), state: t(`status.state.${lamp.state}`) });
  return (
    <Popover
      title={title}
      side="top"
      align="start"
      trigger={
        <button type="button" className={styles.lamp} data-state={lamp.state} aria-label={title}>
          <span className={styles.light} aria-hidden="true" />
          <span aria-hidden="true">{t(`status.${name}`)}</span>
        </button>
      }
    >
      <p className={styles.reason}>{inOurWords(lamp.reason)}</p>
      <p className={styles.since}>{t('status.since', { span: formatSpan(Math.max(0, now - lamp.since)) })}</p>
      <p className={styles.meaning}>{t(`status.meaning.${name}`)}</p>
    </Popover>
  );
}

function SyncProgress({ sync }: { sync: Connection['sync'] }) {
  if (sync === null) return null;
  const { done, total } = sync;
  const text =
    total === null
      ? t('status.syncing', { done: formatNumber(done) })
      : t('status.syncingOf', { done: formatNumber(done), total: formatNumber(total) });
  return (
    <span className={styles.sync}>
      <progress
        className={styles.bar}
        aria-label={text}
        max={total ?? undefined}
        value={total === null ? undefined : done}
      />
      {text}
    </span>
  );
}
