import { useEffect, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { Keys } from '../../ui/keys.tsx';
import { pressOf } from '../../ui/shortcut.ts';
import styles from './keyboard.module.css';

/** How long it waits for the second key of a sequence. */
const sequenceMs = 1000;

/** Hears the next keys instead of everyone else. A bare letter may be the first of two; Escape gives up. */
export function RecordKeys({ onKeys, onCancel }: { onKeys: (keys: string) => void; onCancel: () => void }) {
  const [first, setFirst] = useState<string | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape' || event.key === 'Tab') return onCancel();
      const press = pressOf(event);
      if (press === null) return;
      if (first !== null) return onKeys(`${first} ${press}`);
      if (press.includes('+')) return onKeys(press);
      setFirst(press);
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    const timer = first === null ? undefined : setTimeout(() => onKeys(first), sequenceMs);
    return () => {
      removeEventListener('keydown', onKeyDown, { capture: true });
      clearTimeout(timer);
    };
  }, [first, onKeys, onCancel]);
  return (
    <span role="status" className={styles.recording}>
      {first === null ? (
        t('keyboard.press')
      ) : (
        <>
          <Keys shortcut={first} /> {t('keyboard.pressSecond')}
        </>
      )}
    </span>
  );
}
