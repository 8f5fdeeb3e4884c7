import { useEffect } from 'react';
import { Copy, FileUp } from 'lucide-react';
import type { CsvColumn } from '#shared/csv-contacts.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useDirectory } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import {
  checkImport,
  chooseFile,
  errorText,
  resetImport,
  runImport,
  setColumn,
  stopImport,
  useImport,
} from './import-store.ts';
import styles from './import-dialog.module.css';

const choices: readonly CsvColumn[] = ['phone', 'name', 'tags', 'attribute', 'ignore'];
const shownErrors = 200;

/** A file of contacts: which column says what, what would happen, and then it happens. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const step = useImport((state) => state.step);
  const failure = useImport((state) => state.failure);
  useEffect(() => {
    const accounts = useDirectory.getState().directory?.accounts ?? [];
    if (open) resetImport(accounts.find(({ country }) => country !== null)?.country ?? null);
  }, [open]);
  const close = () => {
    stopImport();
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={t('contacts.import')} width="wide">
      <div className={styles.body}>
        {failure !== null && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
        {step === 'file' && <ChooseFile />}
        {step === 'columns' && <Columns />}
        {step === 'check' && <Check />}
        {step === 'running' && <Running />}
        {step === 'done' && <Done onClose={close} />}
      </div>
    </Dialog>
  );
}

function ChooseFile() {
  return (
    <label className={styles.drop}>
      <FileUp size={24} strokeWidth={1.5} aria-hidden="true" />
      <span className={styles.strong}>{t('contacts.choose')}</span>
      <span className={styles.faint}>{t('contacts.chooseText')}</span>
      <input
        type="file"
        className={styles.file}
        aria-label={t('contacts.choose')}
        accept=".csv,.tsv,.txt,text/csv"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void chooseFile(file);
          target.value = '';
        }}
      />
    </label>
  );
}

function Columns() {
  const { table, columns, fileName, country } = useImport();
  const hasPhone = columns.includes('phone');
  return (
    <>
      <p className={styles.faint}>
        <Name text={fileName} /> · {t('contacts.rows', { count: table.rows.length })}
      </p>
      <ul className={styles.columns}>
        {columns.map((column, index) => {
          const title = table.headers[index] || t('contacts.columnNo', { number: index + 1 });
          const sample = table.rows.find(({ cells }) => cells[index]?.trim())?.cells[index] ?? '';
          const isNamed = (table.headers[index] ?? '') !== '';
          return (
            // Columns have nothing but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles.column}>
              <span className={styles.columnText}>
                <Name text={title} className={styles.strong} />
                <Name text={sample.slice(0, 60)} className={styles.faint} />
              </span>
              <select
                className={styles.select}
                aria-label={t('contacts.columnIs', { column: visibleName(title) })}
                value={column}
                // One of the options below.
                onChange={({ target }) => setColumn(index, target.value as CsvColumn)}
              >
                {choices
                  .filter((choice) => choice !== 'attribute' || isNamed)
                  .map((choice) => (
                    <option key={choice} value={choice}>
                      {t(`contacts.column.${choice}`)}
                    </option>
                  ))}
              </select>
            </li>
          );
        })}
      </ul>
      <p className={styles.faint}>{country === null ? t('contacts.noCountry') : t('contacts.country', { country })}</p>
      <footer className={styles.footer}>
        {!hasPhone && <span className={styles.faint}>{t('contacts.needsPhone')}</span>}
        <Button kind="primary" disabled={!hasPhone} onClick={() => void checkImport()}>
          {t('contacts.check')}
        </Button>
      </footer>
    </>
  );
}

function Check() {
  const { fresh, known, errors } = useImport();
  const lines = errors.map(errorText);
  const count = fresh.length + known.length;
  return (
    <>
      <dl className={styles.counts}>
        <Count label={t('contacts.fresh')} value={fresh.length} />
        <Count label={t('contacts.known')} value={known.length} />
        <Count label={t('contacts.errors')} value={lines.length} isBad={lines.length > 0} />
      </dl>
      {known.length > 0 && <p className={styles.faint}>{t('contacts.knownText')}</p>}
      {lines.length > 0 && (
        <section className={styles.problems} aria-label={t('contacts.problems')}>
          <div className={styles.problemsLine}>
            <h3 className={styles.strong}>{t('contacts.problems')}</h3>
            <Button size="small" kind="quiet" icon={Copy} onClick={() => copyText(lines.join('\n'))}>
              {t('contacts.copy')}
            </Button>
          </div>
          <ul className={styles.errors}>
            {lines.slice(0, shownErrors).map((line) => (
              <li key={line}>
                <Name text={line} />
              </li>
            ))}
            {lines.length > shownErrors && <li>{t('contacts.more', { count: lines.length - shownErrors })}</li>}
          </ul>
        </section>
      )}
      <footer className={styles.footer}>
        <Button onClick={() => useImport.setState({ step: 'columns' })}>{t('contacts.back')}</Button>
        <Button kind="primary" disabled={count === 0} onClick={() => void runImport()}>
          {t('contacts.run', { count })}
        </Button>
      </footer>
    </>
  );
}

function Count({ label, value, isBad = false }: { label: string; value: number; isBad?: boolean }) {
  return (
    <div className={styles.count} data-bad={isBad}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Running() {
  const { done, fresh, known } = useImport();
  const total = fresh.length + known.length;
  return (
    <>
      <progress className={styles.progress} aria-label={t('contacts.progress')} value={done} max={total} />
      <p className={styles.faint}>{t('contacts.doneOf', { done, total })}</p>
      <footer className={styles.footer}>
        <Button onClick={stopImport}>{t('contacts.stop')}</Button>
      </footer>
    </>
  );
}

function Done({ onClose }: { onClose: () => void }) {
  const { done, fresh, known, isStopped, errors } = useImport();
  const total = fresh.length + known.length;
  return (
    <>
      <p className={styles.strong} role="status">
        {isStopped && done < total ? t('contacts.stopped', { done, total }) : t('contacts.imported', { count: done })}
      </p>
      <p className={styles.faint}>{t('contacts.onTheWay')}</p>
      {errors.length > 0 && <p className={styles.faint}>{t('contacts.leftOut', { count: errors.length })}</p>}
      <footer className={styles.footer}>
        <Button kind="primary" onClick={onClose}>
          {t('contacts.finish')}
        </Button>
      </footer>
    </>
  );
}
