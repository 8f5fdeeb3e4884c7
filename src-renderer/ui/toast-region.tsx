import { Info, TriangleAlert, X } from 'lucide-react';
import { t } from '../i18n/i18n.ts';
import { Button, IconButton } from './button.tsx';
import { hideToast, useToasts } from './toasts.ts';
import styles from './toast-region.module.css';

export function ToastRegion() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div
      className={styles.region}
      role="status"
      aria-label={t('toast.region')}
      data-pane={toasts.length > 0 ? 'toasts' : undefined}
    >
      {toasts.map(({ id, kind, text, action }) => {
        const Icon = kind === 'warning' ? TriangleAlert : Info;
        return (
          <div key={id} className={styles.toast} data-kind={kind}>
            <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
            <span className={styles.text}>{text}</span>
            {action && (
              <Button
                kind="quiet"
                size="small"
                onClick={() => {
                  hideToast(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton label={t('action.dismiss')} icon={X} side="top" onClick={() => hideToast(id)} />
          </div>
        );
      })}
    </div>
  );
}
