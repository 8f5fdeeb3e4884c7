import type { ReactNode } from 'react';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { t } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { describeError } from './describe-error.ts';
import { Banner } from './banner.tsx';
import dialog from './dialog.module.css';
import styles from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** What will be the case afterwards. */
  children: ReactNode;
  /** The act in its own words: never "OK". */
  confirm: string;
  tone?: 'primary' | 'danger';
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something that can't simply be taken back. It does not close by a stray click. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, confirm, tone = 'danger', busy = false, error = null, onConfirm, onCancel } = props;
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialog.backdrop} />
        <AlertDialog.Viewport className={dialog.viewport}>
          <AlertDialog.Popup className={dialog.popup} data-width="narrow">
            <div className={styles.body}>
              <AlertDialog.Title className={dialog.title}>{title}</AlertDialog.Title>
              <AlertDialog.Description render={<div />} className={styles.text}>
                {children}
              </AlertDialog.Description>
              {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
              <div className={styles.acts}>
                <Button onClick={onCancel}>{t('action.cancel')}</Button>
                <Button kind={tone} busy={busy} onClick={onConfirm}>
                  {confirm}
                </Button>
              </div>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
