import type { Events } from '#shared/wire/ipc.ts';
import { t } from '../i18n/i18n.ts';
import { wordsOf } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { nameOf } from './bulk.ts';
import { showConversation } from './windows.ts';

/** What an agent did, perhaps offline, and the server did not take: of whom, why, and for one the way there. */
export function sayRefused({ error, conversations }: Events['refused']): void {
  const what = wordsOf(error);
  const [first, ...others] = conversations;
  if (first === undefined) return void showToast({ kind: 'warning', text: what, stays: true });
  showToast({
    kind: 'warning',
    stays: true,
    text: t('triage.refused', { name: nameOf({ rows: conversations }), what }),
    ...(others.length === 0 && { action: { label: t('action.open'), run: () => showConversation(first.id) } }),
  });
}
