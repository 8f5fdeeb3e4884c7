import { session } from '../entities/app-state.ts';
import {
  beginEnrolment,
  finishEnrolment,
  keptRecoveryCodes,
  leaveEnrolment,
  useEnrolment,
} from '../entities/enrolment.ts';
import { useAction } from '../entities/use-action.ts';
import { RecoveryCodes } from '../features/own-account/recovery-codes.tsx';
import { SetUpFactor } from '../features/own-account/set-up-factor.tsx';
import { Stage } from '../features/session/stage.tsx';
import { StepUp } from '../features/step-up/step-up.tsx';
import { t } from '../i18n/i18n.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { describeError } from '../ui/describe-error.ts';
import { WorkspaceFrame } from './workspace-frame.tsx';
import styles from './second-factor-gate.module.css';

/** In place of the inbox of an admin whom the server answers nothing else until they have a second factor. */
export function SecondFactorGate() {
  const { asked, codes } = useEnrolment();
  const begin = useAction(beginEnrolment);
  const leave = useAction(session.signOut);
  const error = begin.error ?? leave.error;
  return (
    <WorkspaceFrame>
      <Stage title={t('ownAccount.neededTitle')} text={t('ownAccount.neededText')}>
        {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
        <div className={styles.acts}>
          <Button onClick={() => void leave.run()}>{t('rail.signOut')}</Button>
          <Button kind="primary" busy={begin.busy} onClick={() => void begin.run()}>
            {t('ownAccount.setUpTitle')}
          </Button>
        </div>
      </Stage>
      {asked !== null && <SetUpFactor {...asked} onClose={leaveEnrolment} onDone={finishEnrolment} />}
      {codes !== null && <RecoveryCodes codes={codes} onDone={keptRecoveryCodes} />}
      <StepUp />
    </WorkspaceFrame>
  );
}
