import type { IntegrationToken } from '#shared/integration-token.ts';
import { useNow } from '../../entities/clock.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatAgo } from '../../ui/format-ago.ts';

/** Says what breaks, then revokes. */
export function RevokeToken({ token, onClose }: { token: IntegrationToken; onClose: () => void }) {
  const now = useNow();
  const revoke = useAction(async () => {
    await makeOperation(
      { type: 'token.revoke', accountId: token.accountId, tokenId: token.id },
      t('apiKeys.revoked', { name: token.accountName }),
      true,
    );
    onClose();
  });
  return (
    <ConfirmDialog
      open
      title={t('apiKeys.revokeTitle', { name: token.accountName })}
      confirm={t('apiKeys.revokeConfirm')}
      busy={revoke.busy}
      error={revoke.error}
      onConfirm={() => void revoke.run()}
      onCancel={onClose}
    >
      <p>{t('apiKeys.revokeText', { name: token.name, lastFour: token.lastFour })}</p>
      <p>
        {token.lastUsedAt === null
          ? t('apiKeys.neverUsed')
          : t('apiKeys.stillUsed', { ago: formatAgo(Date.parse(token.lastUsedAt), now) })}
      </p>
    </ConfirmDialog>
  );
}
