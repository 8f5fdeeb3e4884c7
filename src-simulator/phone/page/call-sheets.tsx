import { PhoneOff } from 'lucide-react';
import type { PhoneNumber } from '../wire.ts';
import { NumberAvatar } from './avatar.tsx';
import controls from './controls.module.css';
import styles from './call-sheets.module.css';
import { Sheet } from './sheet.tsx';

/** The customer rings; hanging up ends it. Businesses do not pick up in the simulator. */
export function CallSheet(props: { number: PhoneNumber; onClose: () => void }) {
  return (
    <Sheet title="Voice call" fills onClose={props.onClose}>
      <div className={styles['call']}>
        <NumberAvatar number={props.number} size={104} />
        <strong>{props.number.name}</strong>
        <output>Ringing…</output>
        <button type="button" className={styles['hangUp']} aria-label="Hang up" data-autofocus onClick={props.onClose}>
          <PhoneOff size={26} aria-hidden />
        </button>
      </div>
    </Sheet>
  );
}

/** May the business call? */
export function PermissionSheet(props: {
  company: string;
  onAnswer: (isAccepted: boolean) => void;
  onClose: () => void;
}) {
  return (
    <Sheet title={`Let ${props.company} call you?`} onClose={props.onClose}>
      <div className={controls['stack']}>
        <p className={controls['hint']}>
          They can call you on this phone for the next 7 days. You can stop that any time.
        </p>
        <button type="button" className={controls['primary']} onClick={() => props.onAnswer(true)}>
          Allow calls
        </button>
        <button type="button" className={controls['secondary']} onClick={() => props.onAnswer(false)}>
          Don’t allow
        </button>
      </div>
    </Sheet>
  );
}
