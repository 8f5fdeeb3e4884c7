import { useId } from 'react';
import { X } from 'lucide-react';
import type { AuditFilter } from '#shared/audit-entry.ts';
import type { UserId } from '#shared/ids.ts';
import { useUsers } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { auditKinds, nameOfTarget } from './describe-entry.ts';
import { dayAfter, dayOf, startOf } from './days.ts';
import styles from './audit.module.css';

/** By whom, what, about what, and when. */
export function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  const users = useUsers();
  const id = useId();
  const { actorId, action, target, from, to, ...rest } = filter;
  const set = (changes: AuditFilter) => onChange(withoutGaps({ ...filter, ...changes }));
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div role="group" aria-labelledby={id} className={styles.filters}>
      <h4 id={id} className={styles.filtersTitle}>
        {t('audit.filters')}
      </h4>
      <SelectField
        label={t('audit.who')}
        value={actorId ?? ''}
        options={[
          { value: '', label: t('audit.anybody') },
          ...users.map((user) => ({ value: user.id, label: user.name })),
        ]}
        // The list holds ids of people, and nobody.
        onChange={(next) => set({ actorId: next === '' ? undefined : (next as UserId) })}
      />
      <SelectField
        label={t('audit.what')}
        value={action ?? ''}
        options={[
          { value: '', label: t('audit.anything') },
          ...auditKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) })),
        ]}
        onChange={(next) => set({ action: next === '' ? undefined : next })}
      />
      <Field
        type="date"
        label={t('audit.from')}
        value={from === undefined ? '' : dayOf(from)}
        onChange={({ target: { value } }) => set({ from: startOf(value) })}
      />
      <Field
        type="date"
        label={t('audit.to')}
        value={to === undefined ? '' : dayOf(to - 1)}
        onChange={({ target: { value } }) => set({ to: dayAfter(value) })}
      />
      {isFiltered && (
        <div className={styles.filterActs}>
          {target !== undefined && (
            <Button size="small" icon={X} onClick={() => onChange(withoutGaps({ ...rest, actorId, action, from, to }))}>
              {t('audit.about', { name: nameOfTarget(target) })}
            </Button>
          )}
          <Button size="small" kind="quiet" onClick={() => onChange({})}>
            {t('audit.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}

function withoutGaps(filter: AuditFilter): AuditFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
