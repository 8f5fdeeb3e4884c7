import type { ComponentProps } from 'react';
import type { TemplateField } from '#shared/template/field.ts';
import { t } from '../../i18n/i18n.ts';
import styles from './template-form.module.css';

interface HeaderFileProps extends Pick<ComponentProps<'input'>, 'id' | 'aria-invalid' | 'aria-describedby'> {
  field: Extract<TemplateField, { kind: 'media' }>;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The file above a template's text, by its public address. */
export function HeaderFile({ field: _field, value: _value, onChange, ...common }: HeaderFileProps) {
  return (
    <input
      {...common}
      type="url"
      dir="ltr"
      className={styles.input}
      placeholder={t('templates.link')}
      onChange={(event) => onChange(event.target.value.trim() === '' ? '' : { link: event.target.value.trim() })}
    />
  );
}
