import { useState } from 'react';
import type { AppState } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import { keystore, session } from '../../entities/app-state.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { Stage } from './stage.tsx';
import { useAction } from '../../entities/use-action.ts';
import styles from './session.module.css';

/** The embedded database needs its recovery key (ruling 42). Nothing is deleted or made anew meanwhile. */
export function RecoveryScreen({ state }: { state: Extract<AppState, { phase: 'recovery' }> }) {
  const [key, setKey] = useState('');
  const recover = useAction(keystore.recover);
  const { error } = recover;
  const wrong = error instanceof AppError && error.code === 'recovery_key_wrong';
  return (
    <Stage title={t('recovery.title')} text={t('recovery.text')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim() !== '') void recover.run(key.trim());
        }}
      >
        <Field
          label={t('recovery.key')}
          value={key}
          onChange={(event) => {
            setKey(event.target.value);
            recover.clear();
          }}
          error={error === null ? state.error : wrong ? t('recovery.wrong') : describeError(error)}
          hint={t('recovery.hint')}
          autoComplete="off"
          spellCheck={false}
          // The only thing to do on this screen.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        <div className={styles.formEnd}>
          <Button kind="quiet" onClick={() => void session.leave()}>
            {t('recovery.leave')}
          </Button>
          <Button kind="primary" type="submit" busy={recover.busy} disabled={key.trim() === ''}>
            {t('recovery.submit')}
          </Button>
        </div>
      </form>
    </Stage>
  );
}
