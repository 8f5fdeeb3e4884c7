import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { Role } from '#shared/permission.ts';
import { t } from '../../i18n/i18n.ts';
import styles from './people.module.css';

interface RoleChoiceProps {
  value: Role;
  options: readonly Role[];
  onChange: (role: Role) => void;
}

/** The roles with what each of them means. */
export function RoleChoice({ value, options, onChange }: RoleChoiceProps) {
  return (
    <RadioGroup
      aria-label={t('people.role')}
      value={value}
      onValueChange={(next: Role) => onChange(next)}
      className={styles.roles}
    >
      {options.map((role) => (
        <Radio.Root key={role} value={role} className={styles.roleLine}>
          <span className={styles.radio} />
          <span>
            <span className={styles.roleName}>{t(`role.${role}`)}</span>
            <span className={styles.roleMeans}>{t(`people.means.${role}`)}</span>
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
