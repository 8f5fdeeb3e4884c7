import type { IntegrationView } from '#shared/wire/rest.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { goTo } from './accounts-store.ts';

/** Says what stays, what goes and what waits, then removes the number. */
export function DeleteAccount({ account, onClose }: { account: IntegrationView; onClose: () => void }) {
  const { id, waiting, provider, isDefault } = account;
  const name = visibleName(account.name);
  const remove = useAction(async () => {
    if ((await actAdmin('deleteIntegration', { params: { id } })) === null) return;
    onClose();
    goTo({ at: 'list' });
  });
  return (
    <ConfirmDialog
      open
      title={t('accounts.deleteTitle', { name })}
      confirm={t('accounts.deleteConfirm')}
      busy={remove.busy}
      error={remove.error}
      onConfirm={() => void remove.run()}
      onCancel={onClose}
    >
      <p>{t('accounts.deleteStays')}</p>
      <p>{t(provider === 'gateway' ? 'accounts.deleteUnlinks' : 'accounts.deleteErases')}</p>
      {waiting > 0 && <p>{t('accounts.deleteWaiting', { count: waiting })}</p>}
      {isDefault && <p>{t('accounts.deleteDefault')}</p>}
    </ConfirmDialog>
  );
}
