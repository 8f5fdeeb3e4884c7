import { useEffect, useRef, useState } from 'react';
import type { Erasure } from '#shared/erasure.ts';
import type { ErasureId } from '#shared/ids.ts';
import { reloadAdmin, useAdmin } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useUsers } from '../../entities/directory.ts';
import {
  cancelErasure,
  closePersonData,
  erasePerson,
  exportPerson,
  type Person,
  usePersonData,
} from '../../entities/person-data.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import styles from './erasure.module.css';

/** Exporting and erasing somebody: the questions, how far it is, and the receipt. */
export function PersonDialogs() {
  const { exporting, erasing, erasureId } = usePersonData();
  return (
    <>
      {exporting !== null && <ExportDialog key={exporting.contactId} person={exporting} />}
      {erasing !== null && <EraseDialog key={erasing.contactId} person={erasing} />}
      {erasureId !== null && <ReceiptDialog key={erasureId} id={erasureId} />}
    </>
  );
}

function ExportDialog({ person }: { person: Person }) {
  const [step, setStep] = useState<{ done: number; total: number } | null>(null);
  const [isDone, setIsDone] = useState(false);
  const goesOn = useRef(true);
  const run = useAction(async () => {
    const isWhole = await exportPerson(person, (next) => {
      setStep(next);
      return goesOn.current;
    });
    if (isWhole) setIsDone(true);
    else closePersonData();
  });
  const close = () => {
    goesOn.current = false;
    if (isDone || !run.busy) closePersonData();
  };
  return (
    <Dialog open onClose={close} title={t('erasure.exportTitle', { name: person.name })} width="narrow">
      <div className={styles.body}>
        <p>{t(isDone ? 'erasure.exported' : 'erasure.exportText')}</p>
        {run.busy && step !== null && <Progress {...step} />}
        {run.error !== null && <Banner tone="danger">{describeError(run.error)}</Banner>}
        <div className={styles.acts}>
          {!isDone && <Button onClick={close}>{t('action.cancel')}</Button>}
          {/* One button, that whoever pressed it keeps the focus where they go on. */}
          <Button kind="primary" busy={run.busy && !isDone} onClick={isDone ? close : () => void run.run()}>
            {t(isDone ? 'action.close' : 'erasure.export')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  return (
    <div className={styles.progress}>
      <progress max={Math.max(1, total)} value={done} aria-label={t('erasure.progress')} />
      <span>{t('erasure.of', { done: formatNumber(done), total: formatNumber(total) })}</span>
    </div>
  );
}

/** What will be gone, before anything is. */
function EraseDialog({ person }: { person: Person }) {
  const { data, error } = useAdmin('countErasure', { params: { id: person.contactId } });
  const erase = useAction(async () => {
    if (!(await erasePerson(person))) closePersonData();
  });
  return (
    <ConfirmDialog
      open
      title={t('erasure.eraseTitle', { name: person.name })}
      confirm={t('erasure.eraseConfirm')}
      busy={erase.busy || data === null}
      error={erase.error ?? (data === null ? error : null)}
      onConfirm={() => void erase.run()}
      onCancel={closePersonData}
    >
      <p>{t('erasure.eraseText')}</p>
      {data !== null && (
        <ul className={styles.list}>
          <Counts counts={data.counts} />
          <li>{t('erasure.onDesktops', { count: data.desktops })}</li>
        </ul>
      )}
      {data?.keepsOptOut === true && <p>{t('erasure.optOutKept')}</p>}
      <p>{t('erasure.eraseWait')}</p>
    </ConfirmDialog>
  );
}

const counted = ['conversations', 'messages', 'files', 'notes', 'consents', 'names', 'webhooks'] as const;

function Counts({ counts }: Pick<Erasure, 'counts'>) {
  return counted
    .filter((kind) => counts[kind] > 0)
    .map((kind) => (
      <li key={kind}>{t(`erasure.count.${kind}`, { count: counts[kind], number: formatNumber(counts[kind]) })}</li>
    ));
}

const askAgainMs = 1000;

/** How far it is, and what was done: it can be looked at again among the receipts. */
function ReceiptDialog({ id }: { id: ErasureId }) {
  const { data, error } = useAdmin('erasure', { params: { id } });
  const erasure = data?.erasure ?? null;
  const isOpen = erasure !== null && (erasure.state !== 'done' || erasure.desktops.some(isMissing));
  const isCancelled = erasure?.state === 'cancelled';
  useEffect(() => {
    if (!isOpen || isCancelled) return;
    const timer = setInterval(() => void reloadAdmin(), askAgainMs);
    return () => clearInterval(timer);
  }, [isOpen, isCancelled]);
  return (
    <Dialog open onClose={closePersonData} title={t('erasure.receiptTitle')} width="narrow">
      <div className={styles.body}>
        {error !== null && erasure === null && <Banner tone="warning">{describeError(error)}</Banner>}
        {erasure?.state === 'waiting' && <Waiting erasure={erasure} />}
        {erasure?.state === 'erasing' && <Progress {...erasure.progress} />}
        {erasure?.state === 'cancelled' && <p>{t('erasure.cancelled')}</p>}
        {erasure?.state === 'done' && <Done erasure={erasure} />}
        <div className={styles.acts}>
          <Button onClick={closePersonData}>{t('action.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

const isMissing = ({ confirmedAt, gone }: Erasure['desktops'][number]): boolean => confirmedAt === null && !gone;

function Waiting({ erasure }: { erasure: Erasure }) {
  const [now, setNow] = useState(() => Date.now());
  const cancel = useAction(async () => await cancelErasure(erasure.id));
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((erasure.beginsAt - now) / 1000));
  return (
    <>
      <p role="status">{t('erasure.beginsIn', { count: seconds })}</p>
      {cancel.error !== null && <Banner tone="danger">{describeError(cancel.error)}</Banner>}
      <Button busy={cancel.busy} onClick={() => void cancel.run()}>
        {t('erasure.callOff')}
      </Button>
    </>
  );
}

function Done({ erasure }: { erasure: Erasure }) {
  const users = useUsers();
  const now = useNow();
  return (
    <>
      <p role="status">{t('erasure.done', { at: formatFull(erasure.finishedAt ?? now) })}</p>
      <ul className={styles.list}>
        <Counts counts={erasure.counts} />
      </ul>
      {erasure.keptOptOut && <p>{t('erasure.optOutKept')}</p>}
      <h4 className={styles.title}>{t('erasure.desktops')}</h4>
      <ul className={styles.desktops} aria-label={t('erasure.desktops')}>
        {erasure.desktops.map((desktop) => (
          <li key={`${desktop.userId} ${desktop.name}`}>
            <span>
              <Name text={desktop.name} /> · <Name text={users.find(({ id }) => id === desktop.userId)?.name ?? ''} />
            </span>
            <span className={styles.when} data-missing={isMissing(desktop)}>
              {desktop.confirmedAt !== null
                ? t('erasure.confirmed', { at: formatFull(desktop.confirmedAt) })
                : t(desktop.gone ? 'erasure.gone' : 'erasure.notYet')}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.id}>{t('erasure.id', { id: erasure.id })}</p>
    </>
  );
}
