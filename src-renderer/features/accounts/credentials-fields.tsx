import { useId, type ReactNode } from 'react';
import type { Verification } from '#shared/account.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { fieldOf } from './field-error.ts';
import styles from './accounts.module.css';

/** What is entered of a number, by the names of the route. */
export interface Entered {
  name: string;
  phoneNumber: string;
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
  webhookVerifyToken: string;
}
export type EnteredField = keyof Entered;

const labels = {
  name: 'accounts.field.name',
  phoneNumber: 'accounts.field.phoneNumber',
  phoneNumberId: 'accounts.field.phoneNumberId',
  businessAccountId: 'accounts.field.businessAccountId',
  accessToken: 'accounts.field.accessToken',
  webhookVerifyToken: 'accounts.field.webhookVerifyToken',
} as const satisfies Record<EnteredField, string>;

const hints = {
  name: 'accounts.hint.name',
  phoneNumber: 'accounts.hint.phoneNumber',
  phoneNumberId: 'accounts.hint.phoneNumberId',
  businessAccountId: 'accounts.hint.businessAccountId',
  accessToken: 'accounts.hint.accessToken',
  webhookVerifyToken: 'accounts.hint.webhookVerifyToken',
} as const satisfies Record<EnteredField, string>;

const wrongs = {
  name: 'accounts.wrong.name',
  phoneNumber: 'accounts.wrong.phoneNumber',
  phoneNumberId: 'accounts.wrong.phoneNumberId',
  businessAccountId: 'accounts.wrong.businessAccountId',
  accessToken: 'accounts.wrong.accessToken',
  webhookVerifyToken: 'accounts.wrong.webhookVerifyToken',
} as const satisfies Record<EnteredField, string>;

/** What is wrong with a field: in its shape in our own words, else as the server, or Meta, puts it. */
function describeWrong(field: EnteredField, text: string | null): string | null {
  return text?.startsWith(`${field}:`) === true ? t(wrongs[field]) : text;
}

interface CredentialsFieldsProps {
  fields: readonly EnteredField[];
  entered: Entered;
  onChange: (change: Partial<Entered>) => void;
  submit: string;
  busy: boolean;
  /** Of the last try. */
  error: unknown;
  /** What Meta said of the last try, when it did not like it. */
  refused: Verification | null;
  onSubmit: () => void;
  onCancel: () => void;
  children?: ReactNode;
}

/** The fields of a number's credentials; whatever is wrong stands at its field. */
export function CredentialsFields(props: CredentialsFieldsProps) {
  const { fields, entered, onChange, submit, busy, error, refused, onSubmit, onCancel, children } = props;
  const headingId = useId();
  const wrong = fieldOf(error) ?? refused?.field ?? null;
  const text = error === null ? (refused?.message == null ? null : inOurWords(refused.message)) : describeError(error);
  const isAtField = fields.some((field) => field === wrong);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {refused !== null && error === null && (
        <Banner tone="warning">
          <p id={headingId}>{t('accounts.refused')}</p>
          {!isAtField && <p>{text}</p>}
        </Banner>
      )}
      {error !== null && !isAtField && <Banner tone="danger">{text}</Banner>}
      {fields.map((field) => (
        <Field
          key={field}
          label={t(labels[field])}
          hint={t(hints[field])}
          error={field === wrong ? describeWrong(field, text) : null}
          value={entered[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
          // A password field keeps it from shoulders and from the spelling checker; no manager shall offer to save it.
          type={field === 'accessToken' ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          dir={field === 'name' ? 'auto' : 'ltr'}
          maxLength={field === 'accessToken' ? 2000 : 255}
        />
      ))}
      {children}
      <div className={styles.formActs}>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button kind="primary" type="submit" busy={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
