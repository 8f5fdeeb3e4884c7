import { useState } from 'react';
import type { AppState } from '#shared/app-state.ts';
import { keystore } from '../../entities/app-state.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import { Stage } from './stage.tsx';
import { useAction } from '../../entities/use-action.ts';
import styles from './session.module.css';

type Phase = Extract<AppState, { phase: 'keystore' }>;

/** Every way in which the OS keystore can fail us (S-33): what happened, what is safe, what to do. */
export function KeystoreScreen({ state }: { state: Phase }) {
  const { problem } = state;
  const [sure, setSure] = useState(false);
  const retry = useAction(keystore.retry);
  const memory = useAction(keystore.continueInMemory);
  const anew = useAction(keystore.startOver);
  const error = retry.error ?? memory.error ?? anew.error;
  const keysAreLost = problem === 'mismatch' || problem === 'backend_changed';
  return (
    <Stage title={t(`keystore.${problem}.title`)} text={t(`keystore.${problem}.text`, { backend: state.backend })}>
      <div className={styles.form}>
        {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
        {keysAreLost && (
          <Banner tone={state.unsent === 0 ? 'info' : 'warning'}>
            {state.unsent === null ? t('keystore.unsentUnknown') : t('keystore.unsent', { count: state.unsent })}
          </Banner>
        )}
        <p>{t(`keystore.${problem}.safe`)}</p>
        {problem === 'passphrase' ? (
          <WithPassphrase />
        ) : (
          <>
            {problem === 'unavailable' && <InsteadOfKeychain />}
            <Button
              kind={problem === 'unavailable' ? 'secondary' : 'primary'}
              size="large"
              busy={retry.busy}
              onClick={() => void retry.run()}
            >
              {t('keystore.retry')}
            </Button>
            {keysAreLost && !sure && (
              <Button size="large" onClick={() => setSure(true)}>
                {t('keystore.startOver')}
              </Button>
            )}
            {keysAreLost && sure && (
              <Button kind="danger" size="large" busy={anew.busy} onClick={() => void anew.run()}>
                {t('keystore.startOverSure')}
              </Button>
            )}
            {!keysAreLost && (
              <Button size="large" busy={memory.busy} onClick={() => void memory.run()}>
                {t('keystore.memory')}
              </Button>
            )}
          </>
        )}
      </div>
    </Stage>
  );
}

/** New keys under a passphrase, where there is no keychain. */
function InsteadOfKeychain() {
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <Button kind="primary" size="large" onClick={() => setAsks(true)}>
        {t('passphrase.use')}
      </Button>
    );
  }
  return (
    <PassphraseForm isNew submit={t('passphrase.set')} hint={t('passphrase.hint')} onSubmit={keystore.passphrase} />
  );
}

function WithPassphrase() {
  const [forgot, setForgot] = useState(false);
  if (forgot) {
    return (
      <PassphraseForm
        isNew
        tone="danger"
        submit={t('keystore.startOverSure')}
        hint={t('passphrase.forgotText')}
        onSubmit={keystore.startOverWith}
      />
    );
  }
  return (
    <>
      <PassphraseForm isNew={false} submit={t('recovery.submit')} onSubmit={keystore.passphrase} />
      <Button kind="quiet" onClick={() => setForgot(true)}>
        {t('passphrase.forgot')}
      </Button>
    </>
  );
}
