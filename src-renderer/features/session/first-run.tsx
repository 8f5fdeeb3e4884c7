import { useId, useState, type ReactNode } from 'react';
import { ArrowRight, LaptopMinimal, Server, Sparkles, type LucideIcon } from 'lucide-react';
import { session } from '../../entities/app-state.ts';
import { hasWorkspace, useWorkspaces, workspaces } from '../../entities/workspaces.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { ConnectForm } from './connect-form.tsx';
import { SetUpForm } from './set-up-form.tsx';
import { Stage } from './stage.tsx';
import { useAction } from '../../entities/use-action.ts';
import styles from './session.module.css';

/** The first minute: look around in the demo, set up a company here, join one, or bring one back. */
export function FirstRun({ restore }: { restore: (onBack: () => void) => ReactNode }) {
  const [way, setWay] = useState<'choose' | 'set_up' | 'connect' | 'restore'>('choose');
  const demo = useAction(session.tryDemo);
  const { tiles, before } = useWorkspaces();
  const back = () => setWay('choose');
  const goBack = before === null ? null : () => void workspaces.show(before);
  if (way === 'set_up') return <SetUpForm onBack={back} />;
  if (way === 'connect') return <ConnectForm onBack={back} />;
  if (way === 'restore') {
    return (
      <Stage title={t('restore.title')} text={t('restore.lead')}>
        <div className={styles.panel}>{restore(back)}</div>
      </Stage>
    );
  }
  return (
    <Stage
      title={t(goBack === null ? 'firstRun.title' : 'workspaces.add')}
      text={t(goBack === null ? 'firstRun.lead' : 'workspaces.addLead')}
    >
      {demo.error !== null && (
        <div className={styles.error}>
          <Banner tone="danger">{describeError(demo.error)}</Banner>
        </div>
      )}
      <div className={styles.choices}>
        {!hasWorkspace(tiles, 'demo') && (
          <Choice
            main={goBack === null}
            icon={Sparkles}
            title={t('firstRun.demo')}
            note={demo.busy ? t('firstRun.demoStarting') : t('firstRun.demoNote')}
            disabled={demo.busy}
            onChoose={() => void demo.run()}
          />
        )}
        {!hasWorkspace(tiles, 'embedded') && (
          <Choice
            icon={LaptopMinimal}
            title={t('firstRun.setUp')}
            note={t('firstRun.setUpNote')}
            disabled={demo.busy}
            onChoose={() => setWay('set_up')}
          />
        )}
        <Choice
          icon={Server}
          title={t('firstRun.connect')}
          note={t('firstRun.connectNote')}
          disabled={demo.busy}
          onChoose={() => setWay('connect')}
        />
      </div>
      <div className={styles.below}>
        {goBack !== null && (
          <Button kind="quiet" onClick={goBack}>
            {t('action.back')}
          </Button>
        )}
        {!hasWorkspace(tiles, 'embedded') && (
          <Button kind="quiet" disabled={demo.busy} onClick={() => setWay('restore')}>
            {t('firstRun.restore')}
          </Button>
        )}
      </div>
    </Stage>
  );
}

interface ChoiceProps {
  icon: LucideIcon;
  title: string;
  note: string;
  main?: boolean;
  disabled: boolean;
  onChoose: () => void;
}

function Choice({ icon: Icon, title, note, main, disabled, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <button
      type="button"
      className={styles.choice}
      data-main={main || undefined}
      disabled={disabled}
      onClick={onChoose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-note`}
    >
      <span className={styles.choiceIcon}>
        <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
      </span>
      <span className={styles.choiceText}>
        <span id={`${id}-title`} className={styles.choiceTitle}>
          {title}
        </span>
        <span id={`${id}-note`} className={styles.choiceNote}>
          {note}
        </span>
      </span>
      <ArrowRight size={16} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}
