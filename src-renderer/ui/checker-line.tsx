import type { CannotSendReason } from '#shared/account.ts';
import { CircleAlert, Eye, Hourglass, TimerOff } from 'lucide-react';
import { t } from '../i18n/i18n.ts';
import styles from './checker-line.module.css';

/** Why a text can't go out now, or (`waits`) won't go at once. */
export type SendProblem =
  | { kind: 'viewer' }
  | { kind: 'window_closed' }
  | { kind: 'waits'; reason: CannotSendReason }
  | { kind: 'too_long'; over: number };

const icons = { viewer: Eye, window_closed: TimerOff, waits: Hourglass, too_long: CircleAlert };

interface CheckerLineProps {
  id: string;
  problem: SendProblem | null;
  /** What stands there while nothing is wrong. */
  hint: string;
  onWriteNote?: () => void;
}

/** Says why sending is not possible and offers what helps; otherwise which keys send. */
export function CheckerLine({ id, problem, hint, onWriteNote }: CheckerLineProps) {
  if (problem === null) {
    return (
      <p id={id} className={styles.line}>
        {hint}
      </p>
    );
  }
  const Icon = icons[problem.kind];
  return (
    <p id={id} className={styles.line} data-kind={problem.kind} role="status">
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <span>
        {explain(problem)}{' '}
        {problem.kind === 'window_closed' && onWriteNote && (
          <button type="button" className={styles.fix} onClick={onWriteNote}>
            {t('checker.writeNote')}
          </button>
        )}
      </span>
    </p>
  );
}

function explain(problem: SendProblem): string {
  switch (problem.kind) {
    case 'viewer':
      return t('checker.viewer');
    case 'window_closed':
      return t('checker.windowClosed');
    case 'waits':
      return t(`checker.waits.${problem.reason}`);
    case 'too_long':
      return t('checker.tooLong', { count: problem.over });
  }
}
