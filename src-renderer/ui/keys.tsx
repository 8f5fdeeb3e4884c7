import { keyCaps } from './shortcut.ts';
import styles from './keys.module.css';

/** A shortcut as key caps; keys pressed one after the other stand side by side. */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className={styles.keys}>
      {shortcut.split(' ').flatMap((press) =>
        keyCaps(press).map((cap) => (
          <kbd key={`${press}:${cap}`} className={styles.cap}>
            {cap}
          </kbd>
        )),
      )}
    </span>
  );
}
