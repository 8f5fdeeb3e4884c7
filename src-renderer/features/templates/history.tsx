import type { Template } from '#shared/template.ts';
import type { TemplateEvent } from '#shared/wire/templates-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { useUser } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { formatFull } from '../../ui/format-time.ts';
import { categoryName, qualityName, statusName } from '../../ui/template-standing.ts';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import styles from './history.module.css';

/** What WhatsApp said of it and what people did, the newest first. */
export function History({ template }: { template: Template }) {
  const { data } = useAdmin('templateHistory', { params: { id: template.id } });
  const events = data?.data ?? [];
  return (
    <section aria-labelledby="template-history">
      <h3 id="template-history" className={page.groupTitle}>
        {t('templateLibrary.history')}
      </h3>
      {events.length === 0 ? (
        <p className={styles.nothing}>{t('templateLibrary.noHistory')}</p>
      ) : (
        <ol className={styles.list}>
          {events.map((event) => (
            <Line key={`${event.at} ${event.kind} ${event.after}`} event={event} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ event }: { event: TemplateEvent }) {
  const user = useUser(event.by);
  return (
    <li className={styles.event} data-tone={toneOf(event)}>
      <span className={styles.what}>
        {textOf(event)}
        {user !== null && (
          <>
            {' · '}
            <Name text={user.name} />
          </>
        )}
        {event.note !== null && (
          <span className={styles.note}>
            <Name text={event.note} />
          </span>
        )}
      </span>
      <time className={styles.at} dateTime={event.at}>
        {formatFull(Date.parse(event.at))}
      </time>
    </li>
  );
}

function textOf({ kind, after }: TemplateEvent): string {
  switch (kind) {
    case 'status':
      return statusName(after ?? '');
    case 'quality':
      return qualityName(after ?? '');
    case 'category':
      return t('templateLibrary.event.category', { to: categoryName(after ?? '') });
    default:
      return t(`templateLibrary.event.${kind}`);
  }
}

function toneOf({ kind, after }: TemplateEvent): 'good' | 'warning' | 'bad' | 'plain' {
  if (kind !== 'status' && kind !== 'quality') return 'plain';
  if (after === 'APPROVED' || after === 'GREEN') return 'good';
  if (after === 'REJECTED' || after === 'DISABLED' || after === 'RED') return 'bad';
  return after === 'PAUSED' || after === 'YELLOW' ? 'warning' : 'plain';
}
