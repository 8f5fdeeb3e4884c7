import { t } from '../i18n/i18n.ts';
import { showToast } from '../ui/toasts.ts';

/** Puts plain text on the clipboard and says so. */
export function copyText(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => showToast({ kind: 'info', text: t('action.copied') }),
    () => showToast({ kind: 'warning', text: t('action.copyFailed') }),
  );
}
