import type { ReactElement, ReactNode } from 'react';
import { ContextMenu as Base } from '@base-ui/react/context-menu';
import styles from './floating.module.css';

/** What one can do to the thing itself: by the other mouse button, or by the menu key. Takes the items of a `Menu`. */
export function ContextMenu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.menu}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
