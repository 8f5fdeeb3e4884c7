import { useState } from 'react';
import { api } from '../../api.ts';
import { answerStepUp, useStepUp } from '../../entities/step-up.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './step-up.module.css';

/** Asks who is there before secrets are shown or rights handed out. Closing it takes back what was asked for. */
export function StepUp() {
  const isOpen = useStepUp((state) => state.answer !== null);
  return (
    <Dialog open={isOpen} onClose={() => answerStepUp(false)} title={t('stepUp.title')} width="narrow">
      {isOpen && <Form />}
    </Dialog>
  );
}

function Form() {
  const [proof, setProof] = useState('');
  const prove = useAction(async () => {
    // Six digits are an authenticator's code; no password is that short.
    const body = /^\d{6}$/.test(proof) ? { code: proof } : { password: proof };
    await api.admin.act({ route: 'stepUp', input: { body } });
    answerStepUp(true);
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (proof !== '') void prove.run();
      }}
    >
      <p className={styles.lead}>{t('stepUp.lead')}</p>
      <Field
        label={t('stepUp.field')}
        type="password"
        autoComplete="current-password"
        value={proof}
        onChange={(event) => setProof(event.target.value)}
        error={prove.error === null ? null : describeError(prove.error)}
        // The one thing there is to do here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <div className={styles.acts}>
        <Button onClick={() => answerStepUp(false)}>{t('action.cancel')}</Button>
        <Button kind="primary" type="submit" busy={prove.busy} disabled={proof === ''}>
          {t('stepUp.confirm')}
        </Button>
      </div>
    </form>
  );
}
