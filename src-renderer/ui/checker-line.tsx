import type { CannotSendReason } from '#shared/account.ts';
import {
  Ban,
  CircleAlert,
  Eye,
  FileWarning,
  Hourglass,
  Timer,
  TimerOff,
  UserRoundX,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../i18n/i18n.ts';
import { formatNumber } from './format-time.ts';
import styles from './checker-line.module.css';

/** Why a text can't go out now, or (`waits`, `too_fast`) won't go at once. */
export type SendProblem =
  | { kind: 'viewer' }
  | { kind: 'blocked' }
  | { kind: 'opted_out' }
  | { kind: 'window_closed' }
  /** One of the files can't go out as it is. */
  | { kind: 'file' }
  | { kind: 'waits'; reason: CannotSendReason }
  | { kind: 'too_fast'; waitMs: number }
  | { kind: 'too_long'; over: number }
  /** A field of a quick reply that is still to be filled in. */
  | { kind: 'hole'; label: string }
  /** A colleague answered since the draft was begun; '' when their name isn't known. */
  | { kind: 'answered'; by: string };

const icons: Record<SendProblem['kind'], LucideIcon> = {
  viewer: Eye,
  blocked: Ban,
  opted_out: UserRoundX,
  window_closed: TimerOff,
  file: FileWarning,
  waits: Hourglass,
  too_fast: Timer,
  too_long: CircleAlert,
  hole: CircleAlert,
  answered: Users,
};

/** What helps, as a button. */
export interface Fix {
  label: string;
  run: () => void;
}

interface CheckerLineProps {
  id: string;
  problem: SendProblem | null;
  /** What stands there while nothing is wrong. */
  hint: string;
  fixes?: readonly Fix[];
}

/** Says why sending is not possible and offers what helps; otherwise which keys send. */
export function CheckerLine({ id, problem, hint, fixes = [] }: CheckerLineProps) {
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
        {explain(problem)}
        {fixes.map(({ label, run }) => (
          <button key={label} type="button" className={styles.fix} onClick={run}>
            {label}
          </button>
        ))}
      </span>
    </p>
  );
}

function explain(problem: SendProblem): string {
  switch (problem.kind) {
    case 'viewer':
      return t('checker.viewer');
    case 'blocked':
      return t('checker.blocked');
    case 'opted_out':
      return t('checker.optedOut');
    case 'window_closed':
      return t('checker.windowClosed');
    case 'file':
      return t('checker.file');
    case 'waits':
      return t(`checker.waits.${problem.reason}`);
    case 'too_fast':
      return t('checker.tooFast', { seconds: formatNumber(Math.ceil(problem.waitMs / 1000)) });
    case 'too_long':
      return t('checker.tooLong', { count: problem.over });
    case 'hole':
      return t('checker.hole', { field: problem.label });
    case 'answered':
      return problem.by === '' ? t('checker.answeredByColleague') : t('checker.answered', { name: problem.by });
  }
}
