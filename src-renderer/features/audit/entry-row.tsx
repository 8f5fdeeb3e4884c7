import { useId, useState } from 'react';
import { ArrowRight, ChevronRight } from 'lucide-react';
import type { AuditEntry } from '#shared/audit-entry.ts';
import { useNow } from '../../entities/clock.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatFull, formatShort } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import { changesOf } from './changes-of.ts';
import { describeAct, describeValue, findName, hasTwoTimes, nameOfActor } from './describe-entry.ts';
import styles from './audit.module.css';

/** One line of the log; it opens to all that was written down. */
export function EntryRow({ entry, onTarget }: { entry: AuditEntry; onTarget: (target: string) => void }) {
  const now = useNow();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const about = entry.target === null ? null : findName(entry.target);
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" className={styles.chevron} />
        <span className={styles.what}>
          <Name text={nameOfActor(entry.actorId)} className={styles.actor} /> {describeAct(entry.action)}
          {about !== null && (
            <>
              {' · '}
              <Name text={about} className={styles.target} />
            </>
          )}
        </span>
        {hasTwoTimes(entry) && <Badge tone="info">{t('audit.offline')}</Badge>}
        <time className={styles.time} dateTime={new Date(entry.at).toISOString()} title={formatFull(entry.at)}>
          {formatShort(entry.at, now)}
        </time>
      </button>
      {isOpen && (
        <div id={id} className={styles.details}>
          <Details entry={entry} onTarget={onTarget} />
        </div>
      )}
    </li>
  );
}

function Details({ entry, onTarget }: { entry: AuditEntry; onTarget: (target: string) => void }) {
  const { changes, rest } = changesOf(entry);
  const { madeAt, at, origin, target } = entry;
  return (
    <>
      {changes.length > 0 && (
        <table className={styles.diff} aria-label={t('audit.diff')}>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field ?? t('audit.value')}</th>
                <td>
                  <del className={styles.before}>
                    <Name text={describeValue(before)} />
                  </del>
                  <ArrowRight size={16} strokeWidth={1.5} role="img" aria-label={t('audit.became')} />
                  <ins className={styles.after}>
                    <Name text={describeValue(after)} />
                  </ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl className={styles.facts}>
        {madeAt !== null && <Fact name={t('audit.madeAt')} value={formatFull(madeAt)} />}
        <Fact name={t(madeAt === null ? 'audit.at' : 'audit.appliedAt')} value={formatFull(at)} />
        {origin?.client != null && <Fact name={t('audit.client')} value={origin.client} />}
        {origin !== null && <Fact name={t('audit.address')} value={origin.address} />}
        {rest.map(([name, value]) => (
          <Fact key={name} name={name} value={describeValue(value)} />
        ))}
        {target !== null && <Fact name={t('audit.targetId')} value={target} />}
        <Fact name={t('audit.number')} value={`${entry.seq} · ${entry.action}`} />
      </dl>
      {target !== null && (
        <Button size="small" onClick={() => onTarget(target)}>
          {t('audit.onlyThis')}
        </Button>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        <Name text={value} />
      </dd>
    </div>
  );
}
