import { Check, Minus } from 'lucide-react';
import { can, leastRole, type Permission, type Role, roles } from '#shared/permission.ts';
import { t } from '../../i18n/i18n.ts';
import page from '../../ui/page.module.css';
import styles from './people.module.css';

// The keys of the table are its permissions.
const permissions = Object.keys(leastRole) as Permission[];

/** Who may do what, in plain words: read from the one table that server and screens go by (M-8). */
export function PermissionMatrix({ inboxFloor }: { inboxFloor: Role }) {
  return (
    <section aria-labelledby="people-matrix">
      <h4 id="people-matrix" className={page.groupTitle}>
        {t('people.matrix')}
      </h4>
      <p className={styles.matrixLead}>
        {t('people.matrixLead')}
        {inboxFloor !== 'viewer' && ` ${t('people.inboxFloor', { role: t(`role.${inboxFloor}`) })}`}
      </p>
      <div className={styles.matrixFrame}>
        <table className={styles.matrix} aria-labelledby="people-matrix">
          <thead>
            <tr>
              <th scope="col">{t('people.may')}</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {t(`role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">{t(`mayDo.${permission}`)}</th>
                {roles.map((role) => (
                  <Cell key={role} may={can(role, permission, inboxFloor)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ may }: { may: boolean }) {
  const Icon = may ? Check : Minus;
  return (
    <td data-may={may}>
      <Icon size={16} strokeWidth={1.5} role="img" aria-label={t(may ? 'people.yes' : 'people.no')} />
    </td>
  );
}
