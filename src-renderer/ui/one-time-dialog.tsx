import type { ReactNode } from 'react';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from './button.tsx';
import dialog from './dialog.module.css';
import styles from './confirm-dialog.module.css';

interface OneTimeDialogProps {
  title: string;
  children: ReactNode;
  /** "I have saved it". */
  done: string;
  onDone: () => void;
}

/** Something that is never shown again: only its own button closes it, no stray click and no key. */
export function OneTimeDialog({ title, children, done, onDone }: OneTimeDialogProps) {
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialog.backdrop} />
        <AlertDialog.Viewport className={dialog.viewport}>
          <AlertDialog.Popup className={dialog.popup}>
            <div className={styles.body}>
              <AlertDialog.Title className={dialog.title}>{title}</AlertDialog.Title>
              <AlertDialog.Description render={<div />} className={styles.text}>
                {children}
              </AlertDialog.Description>
              <div className={styles.acts}>
                <Button kind="primary" onClick={onDone}>
                  {done}
                </Button>
              </div>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
