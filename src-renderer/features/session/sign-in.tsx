import { useEffect, useState } from 'react';
import type { AppState } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import { session } from '../../entities/app-state.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError, waitSeconds } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { SetUpForm } from './set-up-form.tsx';
import { Stage } from './stage.tsx';
import { useAction } from '../../entities/use-action.ts';
import styles from './session.module.css';

type Phase = Extract<AppState, { phase: 'sign_in' }>;

export function SignIn({ state }: { state: Phase }) {
  if (state.needsSetUp && state.workspace.mode === 'embedded') return <SetUpForm />;
  return <SignInForm state={state} />;
}

function SignInForm({ state }: { state: Phase }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const signIn = useAction(async () => {
    await session.signIn(email.trim(), password, wantsCode ? code.trim() : undefined).catch((error: unknown) => {
      if (reasonOf(error) !== 'second_factor_required') throw error;
      setWantsCode(true);
    });
  });
  const wait = useCountdown(signIn.error);
  const isReady = email.trim() !== '' && password !== '' && wait === 0 && (!wantsCode || code.trim() !== '');
  return (
    <Stage title={t('signIn.title', { workspace: state.workspace.name })} userText={state.workspace.url}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void signIn.run();
        }}
      >
        {signIn.error !== null ? (
          <Banner tone="danger">{explain(signIn.error, wait)}</Banner>
        ) : (
          state.reason !== null && <Banner tone="info">{inOurWords(state.reason)}</Banner>
        )}
        {state.needsSetUp && <Banner tone="warning">{t('signIn.emptyServer')}</Banner>}
        <Field
          label={t('signIn.email')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="username"
          spellCheck={false}
          // Signing in is all one can do here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        <Field
          label={t('signIn.password')}
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
        />
        {wantsCode && (
          <Field
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            value={code}
            maxLength={40}
            onChange={(event) => setCode(event.target.value)}
            autoComplete="one-time-code"
            spellCheck={false}
            // It has just been asked for.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
        )}
        <Button kind="primary" size="large" type="submit" busy={signIn.busy} disabled={!isReady}>
          {signIn.busy ? t('signIn.busy') : wait > 0 ? t('signIn.wait', { count: wait }) : t('signIn.submit')}
        </Button>
      </form>
      <div className={styles.below}>
        <Button kind="quiet" onClick={() => void session.leave()}>
          {t('signIn.leave')}
        </Button>
      </div>
    </Stage>
  );
}

const reasonOf = (error: unknown): unknown => (error instanceof AppError ? error.details?.['reason'] : undefined);

function explain(error: unknown, wait: number): string {
  if (!(error instanceof AppError)) return describeError(error);
  switch (error.code) {
    case 'unauthenticated':
      return t(reasonOf(error) === 'second_factor_wrong' ? 'signIn.codeWrong' : 'signIn.wrong');
    case 'rate_limited':
      return wait > 0 ? t('signIn.throttledFor', { count: wait }) : t('signIn.throttledOver');
    case 'offline':
    case 'unavailable':
    case 'upstream':
      return t('signIn.unreachable');
    default:
      return describeError(error);
  }
}

/** Seconds left of the wait that came with the error; counts down to 0. */
function useCountdown(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = waitSeconds(error) ?? 0;
    const until = Date.now() + seconds * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    update();
    if (seconds === 0) return undefined;
    const timer = setInterval(update, 250);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
