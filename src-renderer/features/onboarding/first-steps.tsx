import { Check } from 'lucide-react';
import { FirstStep } from '#shared/settings.ts';
import { hideFirstSteps } from '../../entities/first-steps.ts';
import { useSettings } from '../../entities/settings.ts';
import { guarded } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './onboarding.module.css';

interface FirstStepsProps {
  open: boolean;
  /** The key that does each, as it is now. */
  keysOf: (step: FirstStep) => string | undefined;
  onTour: () => void;
  onClose: () => void;
}

/** What one does once to know one's way around; each is ticked off when it is done for real. */
export function FirstSteps({ open, keysOf, onTour, onClose }: FirstStepsProps) {
  const { done } = useSettings((settings) => settings.firstSteps);
  const hide = () => {
    onClose();
    void guarded(() => hideFirstSteps(true));
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('firstSteps.title')} width="narrow">
      <div className={styles.body}>
        <p className={styles.lead}>
          {t('firstSteps.progress', { done: done.length, count: FirstStep.options.length })}
        </p>
        <progress
          className={styles.progress}
          aria-label={t('firstSteps.title')}
          max={FirstStep.options.length}
          value={done.length}
        />
        <ul className={styles.steps}>
          {FirstStep.options.map((step) => (
            <Step key={step} step={step} isDone={done.includes(step)} keys={keysOf(step)} />
          ))}
        </ul>
        <div className={styles.acts}>
          <Button kind="quiet" onClick={hide}>
            {t('firstSteps.hide')}
          </Button>
          <Button kind="primary" onClick={onTour}>
            {t('firstSteps.tour')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Step({ step, isDone, keys }: { step: FirstStep; isDone: boolean; keys: string | undefined }) {
  return (
    <li className={styles.step} data-done={isDone}>
      <span className={styles.mark} role="img" aria-label={t(isDone ? 'firstSteps.done' : 'firstSteps.open')}>
        {isDone && <Check size={12} strokeWidth={2.5} aria-hidden="true" />}
      </span>
      <span className={styles.stepText}>{t(`firstSteps.step.${step}`)}</span>
      {keys !== undefined && <Keys shortcut={keys} />}
    </li>
  );
}
