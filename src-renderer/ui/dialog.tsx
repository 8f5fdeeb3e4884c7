import type { ReactNode } from 'react';
import { useRef } from 'react';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { t } from '../i18n/i18n.ts';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** `false`: the title is only for screen readers and the content draws its own top. */
  header?: boolean;
  width?: 'narrow' | 'normal' | 'wide' | 'page';
  /** Asked when it closes: false when the focus goes somewhere else than back. */
  givesFocusBack?: () => boolean;
  children: ReactNode;
}

export function Dialog({
  open,
  onClose,
  title,
  header = true,
  width = 'normal',
  givesFocusBack,
  children,
}: DialogProps) {
  const popupRef = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            ref={popupRef}
            // Without a field of its own the dialog takes the focus: nothing in it is chosen yet.
            initialFocus={header ? popupRef : true}
            {...(givesFocusBack && { finalFocus: givesFocusBack })}
            className={styles.popup}
            data-width={width}
            aria-label={header ? undefined : title}
          >
            {header && (
              <header className={styles.header}>
                <Base.Title className={styles.title}>{title}</Base.Title>
                <IconButton label={t('action.close')} icon={X} shortcut="Escape" onClick={onClose} />
              </header>
            )}
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
