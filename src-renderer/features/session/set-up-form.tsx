import { useState } from 'react';
import { Email, Password } from '#shared/user.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { setUpCompany } from './recovery-key-store.ts';
import { Stage } from './stage.tsx';
import { useAction } from '../../entities/use-action.ts';
import styles from './session.module.css';

const empty = { company: '', name: '', email: '', password: '' };

/** Creates the company on this computer. What is wrong with a field is said at the field, after the first try. */
export function SetUpForm({ onBack }: { onBack?: () => void }) {
  const [values, setValues] = useState(empty);
  const [tried, setTried] = useState(false);
  const setUp = useAction(setUpCompany);
  const problems = {
    company: values.company.trim() === '' ? t('setUp.companyMissing') : null,
    name: values.name.trim() === '' ? t('setUp.nameMissing') : null,
    email: Email.safeParse(values.email.trim()).success ? null : t('setUp.emailWrong'),
    password: Password.safeParse(values.password).success ? null : t('setUp.passwordShort'),
  };
  const field = (name: keyof typeof empty) => ({
    label: t(`setUp.${name}`),
    value: values[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: event.target.value }),
    error: tried ? problems[name] : null,
  });
  return (
    <Stage title={t('setUp.title')} text={t('setUp.lead')}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.values(problems).every((problem) => problem === null)) {
            void setUp.run({ ...values, email: values.email.trim() });
          }
        }}
      >
        {setUp.error !== null && <Banner tone="danger">{describeError(setUp.error)}</Banner>}
        <Field {...field('company')} autoComplete="organization" />
        <Field {...field('name')} autoComplete="name" />
        <Field {...field('email')} type="email" autoComplete="email" spellCheck={false} />
        <Field {...field('password')} type="password" autoComplete="new-password" hint={t('setUp.passwordHint')} />
        <div className={styles.formEnd}>
          {onBack ? (
            <Button kind="quiet" onClick={onBack}>
              {t('action.back')}
            </Button>
          ) : (
            <span />
          )}
          <Button kind="primary" type="submit" busy={setUp.busy}>
            {setUp.busy ? t('setUp.busy') : t('setUp.submit')}
          </Button>
        </div>
      </form>
    </Stage>
  );
}
