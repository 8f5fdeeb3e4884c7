import { useState } from 'react';
import type { Conflict } from '#shared/admin-mutation.ts';
import type { Operation } from '#shared/admin-operation.ts';
import { useUser } from '../../entities/directory.ts';
import { decide } from '../../entities/operations.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatFull } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { describeOperation, describeValue } from './describe.ts';
import styles from './operations.module.css';

/** Two people changed the same field: both values and what it was before, and whose stays. */
export function ConflictCard({ operation, conflict }: { operation: Operation; conflict: Conflict }) {
  const { mutationId } = operation;
  const theirs = useUser(conflict.theirsBy);
  const [other, setOther] = useState<string | null>(null);
  const title = describeOperation(operation);
  return (
    <section className={styles.conflict} aria-label={t('operations.conflictOf', { what: title })}>
      <p className={page.rowLabel}>
        <Name text={title} /> <Badge tone="warning">{t('operations.conflict')}</Badge>
      </p>
      <dl className={styles.versions}>
        <Version title={t('operations.yours')} note={formatFull(operation.madeAt)} value={conflict.mine} />
        <Version
          title={theirs === null ? t('operations.theirs') : t('operations.theirsBy', { name: theirs.name })}
          note={conflict.theirsAt === null ? '' : formatFull(conflict.theirsAt)}
          value={conflict.theirs}
        />
        <Version title={t('operations.base')} note="" value={conflict.base} />
      </dl>
      {other === null ? (
        <div className={styles.acts}>
          <Button size="small" kind="primary" onClick={() => decide(mutationId, 'mine')}>
            {t('operations.keepMine')}
          </Button>
          <Button size="small" onClick={() => decide(mutationId, 'theirs')}>
            {t('operations.keepTheirs')}
          </Button>
          {typeof conflict.mine === 'string' && (
            <Button size="small" onClick={() => setOther(String(conflict.mine))}>
              {t('operations.edit')}
            </Button>
          )}
        </div>
      ) : (
        <form
          className={styles.other}
          onSubmit={(event) => {
            event.preventDefault();
            decide(mutationId, { value: other });
          }}
        >
          <Field label={t('operations.otherValue')} value={other} onChange={(event) => setOther(event.target.value)} />
          <Button kind="primary" type="submit" disabled={other.trim() === ''}>
            {t('operations.save')}
          </Button>
          <Button onClick={() => setOther(null)}>{t('action.cancel')}</Button>
        </form>
      )}
    </section>
  );
}

function Version({ title, note, value }: { title: string; note: string; value: unknown }) {
  return (
    <div className={styles.version}>
      <dt className={page.rowNote}>
        <Name text={title} />
      </dt>
      <dd>
        <Name text={describeValue(value)} />
        {note !== '' && <p className={page.rowNote}>{note}</p>}
      </dd>
    </div>
  );
}
