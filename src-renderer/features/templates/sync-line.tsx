import { useEffect, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { actAdmin, reloadAdmin, useAdmin } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useCan } from '../../entities/directory.ts';
import { useTemplates } from '../../entities/templates.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatFull } from '../../ui/format-time.ts';
import styles from './sync-line.module.css';

const lookEveryMs = 1000;

/** How fresh the copies are, and reading them anew; says what came of it. */
export function SyncLine() {
  const now = useNow();
  const copies = useTemplates((state) => state.templates);
  const mayWrite = useCan('template.write');
  const { data, error } = useAdmin('templateSyncs');
  const [found, setFound] = useState<{ added: number; updated: number; removed: number } | null>(null);
  const sync = useAction(async () => {
    setFound(null);
    setFound((await actAdmin('syncTemplates', { body: {} }))?.data ?? null);
  });
  const runs = data?.data ?? [];
  const isRunning = sync.busy || runs.some(({ running }) => running);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void reloadAdmin(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  // The oldest copy says how fresh all of them are; each also has its own time.
  const told = runs.flatMap(({ finishedAt }) => (finishedAt === null ? [] : [Date.parse(finishedAt)]));
  const finished = told.length > 0 ? told : copies.map(({ syncedAt }) => syncedAt);
  const at = finished.length === 0 ? null : Math.min(...finished);
  const problem = sync.error ?? (error === null ? (runs.find((run) => run.error !== null)?.error ?? null) : null);
  return (
    <footer className={styles.line}>
      <p className={styles.text} role="status" title={at === null ? undefined : formatFull(at)}>
        {isRunning
          ? t('templateLibrary.syncing', { count: runs.reduce((sum, run) => sum + (run.running ? run.seen : 0), 0) })
          : found !== null
            ? t('templateLibrary.synced', found)
            : at === null
              ? t('templateLibrary.neverSynced')
              : t('templateLibrary.syncedAgo', { ago: formatAgo(at, now) })}
      </p>
      {mayWrite && (
        <Button size="small" kind="quiet" icon={RefreshCw} busy={isRunning} onClick={() => void sync.run()}>
          {t('templateLibrary.syncNow')}
        </Button>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {typeof problem === 'string' ? inOurWords(problem) : describeError(problem)}
        </p>
      )}
    </footer>
  );
}
