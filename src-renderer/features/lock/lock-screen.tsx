import { useEffect, useState } from 'react';
import { AppError } from '#shared/error.ts';
import { api } from '../../api.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError, waitSeconds } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import styles from './lock-screen.module.css';

/** All there is while Parley is locked. Nothing of the workspace is in this window then. */
export function LockScreen() {
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  const wait = useWait(error);
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(thrown);
      setSecret('');
    } finally {
      setBusy(false);
    }
  };
  const canTry = secret !== '' && wait === 0 && !isBusy;
  return (
    <main className={styles.screen} aria-label={t('lock.title')}>
      <form
        className={styles.column}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canTry) void act(() => api.lock.unlock({ secret }));
        }}
      >
        <BrandMark size={52} />
        <h1 className={styles.title}>{t('lock.title')}</h1>
        <p className={styles.lead}>{t('lock.lead')}</p>
        {error !== null && <Banner tone="danger">{explain(error, wait)}</Banner>}
        <Field
          label={t('lock.secret')}
          type="password"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
          autoComplete="off"
          // There is nothing else here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        <Button kind="primary" size="large" type="submit" busy={isBusy} disabled={!canTry}>
          {wait > 0 ? t('lock.wait', { count: wait }) : t('lock.unlock')}
        </Button>
        {isForgotten ? (
          <div className={styles.forgotten}>
            <p>{t('lock.forgotText')}</p>
            <div className={styles.choice}>
              <Button onClick={() => setForgotten(false)}>{t('lock.keep')}</Button>
              <Button kind="danger" onClick={() => void act(() => api.lock.forget())}>
                {t('lock.signOut')}
              </Button>
            </div>
          </div>
        ) : (
          <Button kind="quiet" onClick={() => setForgotten(true)}>
            {t('lock.forgot')}
          </Button>
        )}
      </form>
    </main>
  );
}

function explain(error: unknown, wait: number): string {
  if (!(error instanceof AppError)) return describeError(error);
  if (error.code === 'unauthenticated') return t('lock.wrong');
  if (error.code === 'rate_limited') return wait > 0 ? t('lock.tooMany', { count: wait }) : t('lock.tryAgain');
  return describeError(error);
}

/** Seconds left of the wait that came with the error. */
function useWait(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = Date.now() + (waitSeconds(error) ?? 0) * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    update();
    const timer = setInterval(update, 250);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
