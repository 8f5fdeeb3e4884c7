import { BatteryFull, SignalHigh, Wifi, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './device.module.css';
import { formatClock } from './times.ts';

/** The phone around the screen; on a narrow window only its screen is left. */
export function Device(props: { now: number; isLive: boolean; saying: string | null; children: ReactNode }) {
  return (
    <main className={styles['device']}>
      <div className={styles['screen']}>
        <div className={styles['status']}>
          <time className={styles['clock']}>{formatClock(props.now)}</time>
          <span className={styles['island']} aria-hidden />
          <span className={styles['signs']}>
            <SignalHigh size={16} aria-hidden />
            {props.isLive ? <Wifi size={16} aria-hidden /> : <WifiOff size={16} aria-hidden />}
            <span className="visually-hidden">
              {props.isLive ? 'Connected to the simulator' : 'Not connected to the simulator'}
            </span>
            <BatteryFull size={20} aria-hidden />
          </span>
        </div>
        <div className={styles['content']}>{props.children}</div>
        <output className={styles['toast']} data-shown={props.saying !== null || undefined}>
          {props.saying}
        </output>
        <div className={styles['home']} aria-hidden />
      </div>
    </main>
  );
}
