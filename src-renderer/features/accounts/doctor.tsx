import { type FormEvent, useId, useState } from 'react';
import { Circle, CircleAlert, CircleCheck, CircleSlash, LoaderCircle, Stethoscope, TriangleAlert } from 'lucide-react';
import type { AccountId } from '#shared/ids.ts';
import { type DoctorCheck, type DoctorCheckId, doctorHelp } from '#shared/wire/doctor-routes.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { HelpDialog } from './help-dialog.tsx';
import { checkIds, useExamination, type UseExamination } from './use-examination.ts';
import styles from './doctor.module.css';

/** The connection doctor: numbered checks, each with what was asked, what came back and what to do. */
export function Doctor({ accountId }: { accountId: AccountId }) {
  const id = useId();
  const examination = useExamination(accountId);
  const { isNew, running, error } = examination;
  return (
    <section aria-labelledby={id}>
      <div className={styles.head}>
        <h4 id={id} className={page.groupTitle}>
          {t('doctor.title')}
        </h4>
        <Button size="small" icon={Stethoscope} busy={running.length > 0} onClick={examination.examine}>
          {t(isNew ? 'doctor.examine' : 'doctor.again')}
        </Button>
      </div>
      <div className={page.card}>
        {isNew ? (
          <p className={styles.lead}>{t('doctor.lead')}</p>
        ) : (
          <>
            {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
            <p role="status" className={styles.summary}>
              {summaryOf(examination)}
            </p>
            <ol className={styles.checks}>
              {checkIds.map((check, index) => (
                <Check
                  key={check}
                  number={index + 1}
                  id={check}
                  check={examination.checks[check]}
                  isRunning={examination.isRunning(check)}
                />
              ))}
            </ol>
            <TestMessage busy={running.includes('message')} onSend={examination.sendTest} />
          </>
        )}
      </div>
    </section>
  );
}

function summaryOf({ running, checks }: UseExamination): string {
  const made = Object.values(checks);
  const count = (status: DoctorCheck['status']): number => made.filter((check) => check.status === status).length;
  if (running.length > 0) return t('doctor.running', { done: made.length, total: checkIds.length });
  const [failed, warnings] = [count('failed'), count('warning')];
  if (failed > 0) return t('doctor.failed', { count: failed });
  return warnings > 0 ? t('doctor.warnings', { count: warnings }) : t('doctor.healthy');
}

const icons = { ok: CircleCheck, warning: TriangleAlert, failed: CircleAlert, skipped: CircleSlash };

interface CheckProps {
  number: number;
  id: DoctorCheckId;
  check: DoctorCheck | undefined;
  isRunning: boolean;
}

function Check({ number, id, check, isRunning }: CheckProps) {
  const [isHelping, setHelping] = useState(false);
  const state = isRunning ? 'running' : (check?.status ?? 'waiting');
  const Icon = isRunning ? LoaderCircle : check === undefined ? Circle : icons[check.status];
  return (
    <li className={styles.check} data-state={state} aria-label={t(`doctor.check.${id}`)}>
      <Icon size={16} strokeWidth={1.75} role="img" aria-label={t(`doctor.state.${state}`)} className={styles.icon} />
      <div className={page.rowText}>
        <p className={page.rowLabel}>
          <span className={styles.number}>{number}</span> {t(`doctor.check.${id}`)}
        </p>
        <p className={styles.asked}>{t(`doctor.asked.${id}`)}</p>
        {check !== undefined && !isRunning && (
          <p className={styles.evidence}>
            <Name text={inOurWords(check.evidence)} />
          </p>
        )}
        {check?.remedy != null && !isRunning && (
          <p className={styles.remedy}>
            {t('doctor.remedy', { remedy: inOurWords(check.remedy) })}{' '}
            <button type="button" className={styles.more} onClick={() => setHelping(true)}>
              {t('doctor.help')}
            </button>
          </p>
        )}
        {isHelping && <HelpDialog heading={doctorHelp[id]} onClose={() => setHelping(false)} />}
      </div>
    </li>
  );
}

/** The last check sends something, so that it is made only for a phone that somebody names. */
function TestMessage({ busy, onSend }: { busy: boolean; onSend: (recipient: string) => void }) {
  const [recipient, setRecipient] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (recipient.trim() !== '' && !busy) onSend(recipient.trim());
  };
  return (
    <form className={styles.test} onSubmit={send}>
      <Field
        label={t('doctor.testTo')}
        hint={t('doctor.testHint')}
        type="tel"
        dir="ltr"
        value={recipient}
        maxLength={40}
        onChange={(event) => setRecipient(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {t('doctor.sendTest')}
      </Button>
    </form>
  );
}
