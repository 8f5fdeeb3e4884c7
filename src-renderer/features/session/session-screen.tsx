import type { ReactNode } from 'react';
import type { AppState } from '#shared/app-state.ts';
import { session } from '../../entities/app-state.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Button } from '../../ui/button.tsx';
import { FirstRun } from './first-run.tsx';
import { KeystoreScreen } from './keystore-screen.tsx';
import { RecoveryScreen } from './recovery-screen.tsx';
import { SignIn } from './sign-in.tsx';
import { Stage } from './stage.tsx';
import styles from './session.module.css';

interface SessionScreenProps {
  state: Exclude<AppState, { phase: 'ready' | 'locked' }>;
  /** Bringing a company back from a backup. */
  restore: (onBack: () => void) => ReactNode;
}

/** The screen of every phase in which there is no inbox yet. */
export function SessionScreen({ state, restore }: SessionScreenProps) {
  switch (state.phase) {
    case 'starting':
      return (
        <Stage title={t('starting.title')} text={<span role="status">{inOurWords(state.step)}</span>}>
          <div className={styles.progress} role="progressbar" aria-label={t('starting.title')} />
        </Stage>
      );
    case 'first_run':
      return <FirstRun restore={restore} />;
    case 'sign_in':
      return <SignIn state={state} key={state.workspace.id} />;
    case 'keystore':
      return <KeystoreScreen state={state} key={state.problem} />;
    case 'recovery':
      return <RecoveryScreen state={state} />;
    case 'failed':
      return (
        <Stage title={t('failed.title')} text={inOurWords(state.message)}>
          {state.details !== '' && <pre className={styles.details}>{state.details}</pre>}
          <div className={styles.below}>
            <Button onClick={() => void navigator.clipboard.writeText(`${state.message}\n${state.details}`)}>
              {t('failed.copy')}
            </Button>
            <Button kind="primary" onClick={() => void session.leave()}>
              {t('failed.leave')}
            </Button>
          </div>
        </Stage>
      );
  }
}
