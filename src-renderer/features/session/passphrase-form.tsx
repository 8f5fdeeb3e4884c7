import { useState } from 'react';
import { Passphrase } from '#shared/app-state.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import styles from './session.module.css';

interface PassphraseFormProps {
  submit: string;
  hint?: string;
  /** A new one is typed twice: nobody can give it back. */
  isNew: boolean;
  tone?: 'primary' | 'danger';
  onSubmit: (passphrase: string) => Promise<unknown>;
}

/** What protects the keys where there is no keychain (S-34). */
export function PassphraseForm({ submit, hint, isNew, tone = 'primary', onSubmit }: PassphraseFormProps) {
  const [text, setText] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const send = useAction(onSubmit);
  const isShort = !Passphrase.safeParse(text).success;
  const differs = isNew && text !== again;
  const short = tried && isShort ? t('passphrase.short') : null;
  return (
    <form
      className={styles.passphrase}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isShort && !differs) void send.run(text);
      }}
    >
      <Field
        label={t(isNew ? 'passphrase.new' : 'passphrase.field')}
        type="password"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          send.clear();
        }}
        error={send.error === null ? short : describeError(send.error)}
        hint={hint}
      />
      {isNew && (
        <Field
          label={t('passphrase.again')}
          type="password"
          autoComplete="off"
          value={again}
          onChange={(event) => setAgain(event.target.value)}
          error={tried && differs ? t('passphrase.differs') : null}
        />
      )}
      <Button kind={tone} size="large" type="submit" busy={send.busy}>
        {submit}
      </Button>
    </form>
  );
}
