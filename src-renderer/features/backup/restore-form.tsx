import { useEffect, useState } from 'react';
import { FolderOpen } from 'lucide-react';
import { AppError } from '#shared/error.ts';
import type { FoundBackup } from '#shared/backup.ts';
import { findBackups, loadBackups, restoreBackup, useBackups } from '../../entities/backups.ts';
import { useNow } from '../../entities/clock.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatFull } from '../../ui/format-time.ts';
import { Progress } from './backup-progress.tsx';
import styles from './backup.module.css';

/** Which backup, and its recovery key. Nothing is touched before the backup was read and checked as a whole. */
export function RestoreForm({ onBack }: { onBack: () => void }) {
  const now = useNow();
  const running = useBackups((state) => state.backups?.running ?? null);
  const [found, setFound] = useState<readonly FoundBackup[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const choose = useAction(async () => {
    const list = await findBackups(true);
    if (list === null) return;
    setFound(list);
    setChosen(list[0]?.id ?? null);
  });
  const restore = useAction(async () => {
    if (chosen !== null) await restoreBackup(chosen, key.trim());
  });
  useEffect(() => {
    void loadBackups();
    const look = async () => {
      const list = await findBackups(false);
      setFound(list);
      setChosen(list?.[0]?.id ?? null);
    };
    void look();
  }, []);
  const error = restore.error ?? choose.error;
  const wrongKey = error instanceof AppError && error.code === 'recovery_key_wrong';
  return (
    <form
      className={styles.restore}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null && key.trim() !== '' && running === null) void restore.run();
      }}
    >
      {error !== null && !wrongKey && <Banner tone="danger">{describeError(error)}</Banner>}
      {found !== null && found.length > 0 ? (
        <fieldset className={styles.found}>
          <legend className={styles.legend}>{t('restore.which')}</legend>
          {found.map(({ id, createdAt, bytes }) => (
            <label key={id} className={styles.choice}>
              <input type="radio" name="backup" checked={chosen === id} onChange={() => setChosen(id)} />
              <span className={styles.when}>{formatFull(createdAt)}</span>
              <span className={styles.detail}>
                {formatAgo(createdAt, now)} · {formatBytes(bytes)}
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        found !== null && <p className={styles.none}>{t('restore.none')}</p>
      )}
      <div>
        <Button icon={FolderOpen} busy={choose.busy} onClick={() => void choose.run()}>
          {t('restore.choose')}
        </Button>
      </div>
      <Field
        label={t('recovery.key')}
        value={key}
        onChange={(event) => {
          setKey(event.target.value);
          restore.clear();
        }}
        error={wrongKey ? t('restore.wrongKey') : null}
        hint={t('restore.keyHint')}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={styles.restoreEnd}>
        {running === null ? (
          <>
            <Button kind="quiet" onClick={onBack}>
              {t('action.back')}
            </Button>
            <Button kind="primary" type="submit" busy={restore.busy} disabled={chosen === null || key.trim() === ''}>
              {t('restore.submit')}
            </Button>
          </>
        ) : (
          <Progress progress={running} />
        )}
      </div>
    </form>
  );
}
