import { useState } from 'react';
import { session } from '../../entities/app-state.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { Stage } from './stage.tsx';
import { useAction } from '../../entities/use-action.ts';
import styles from './session.module.css';

export function ConnectForm({ onBack }: { onBack: () => void }) {
  const [url, setUrl] = useState('');
  const connect = useAction(session.connect);
  return (
    <Stage title={t('connect.title')} text={t('connect.lead')}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (url.trim() !== '') void connect.run(url.trim());
        }}
      >
        <Field
          label={t('connect.address')}
          value={url}
          onChange={(event) => {
            setUrl(event.target.value);
            connect.clear();
          }}
          placeholder="https://parley.example.com"
          hint={t('connect.hint')}
          error={connect.error === null ? null : describeError(connect.error)}
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          // A screen with one field: typing may begin at once.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        <div className={styles.formEnd}>
          <Button kind="quiet" onClick={onBack}>
            {t('action.back')}
          </Button>
          <Button kind="primary" type="submit" busy={connect.busy}>
            {connect.busy ? t('connect.busy') : t('connect.submit')}
          </Button>
        </div>
      </form>
    </Stage>
  );
}
