import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './sheet.module.css';

/**
 * Slides up over the screen of the phone. Keeps the focus within, gives it back on closing; Escape, the shade and the
 * cross close it. `fills`: as high as the screen.
 */
export function Sheet(props: {
  title: string;
  fills?: boolean;
  footer?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // A field first, else what comes first after the cross.
    const [cross, first] = listFocusable(panel.current);
    const wanted = panel.current?.querySelector<HTMLElement>('[data-autofocus]') ?? first ?? cross;
    wanted?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);

  const { onClose } = props;
  useEffect(() => {
    const element = panel.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        onClose();
      }
      if (event.key !== 'Tab') return;
      const focusable = listFocusable(element);
      const edge = event.shiftKey ? focusable[0] : focusable.at(-1);
      if (document.activeElement !== edge) return;
      event.preventDefault();
      (event.shiftKey ? focusable.at(-1) : focusable[0])?.focus();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [onClose]);

  return (
    <div className={styles['layer']}>
      <div className={styles['shade']} onClick={props.onClose} aria-hidden />
      <div
        ref={panel}
        className={styles['panel']}
        data-fills={props.fills || undefined}
        role="dialog"
        aria-modal
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <header className={styles['head']}>
          <h2 id={titleId} dir="auto">
            {props.title}
          </h2>
          <button type="button" className={styles['close']} aria-label="Close" onClick={props.onClose}>
            <X size={18} aria-hidden />
          </button>
        </header>
        <div className={styles['content']}>{props.children}</div>
        {props.footer !== undefined && <footer className={styles['foot']}>{props.footer}</footer>}
      </div>
    </div>
  );
}

function listFocusable(root: HTMLElement | null): HTMLElement[] {
  const all = root?.querySelectorAll<HTMLElement>('button:not(:disabled), a[href], input, select, textarea, video');
  return [...(all ?? [])];
}
