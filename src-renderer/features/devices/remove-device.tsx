import type { Device } from '#shared/device.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';

/** Says what becomes of the number, then unlinks the phone. */
export function RemoveDevice({ device, onClose }: { device: Device; onClose: () => void }) {
  const remove = useAction(async () => {
    if ((await actAdmin('removeDevice', { params: { id: device.id } })) !== null) onClose();
  });
  return (
    <ConfirmDialog
      open
      title={t('devices.removeTitle', { name: visibleName(device.name) })}
      confirm={t('devices.removeConfirm')}
      busy={remove.busy}
      error={remove.error}
      onConfirm={() => void remove.run()}
      onCancel={onClose}
    >
      <p>{t('devices.removeText')}</p>
      {device.accountId !== null && <p>{t('devices.removeAccount')}</p>}
    </ConfirmDialog>
  );
}
