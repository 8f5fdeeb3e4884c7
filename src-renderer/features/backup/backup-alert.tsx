import { useIsOwnCompany } from '../../entities/app-state.ts';
import { useBackups } from '../../entities/backups.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

/** The last backup failed: said wherever the person is, until one succeeds. */
export function BackupAlert({ onShow }: { onShow: () => void }) {
  const backups = useBackups((state) => state.backups);
  const isOwn = useIsOwnCompany();
  if (!isOwn || backups === null || !backups.available || backups.problem === null) return null;
  return (
    <Banner
      tone="danger"
      actions={
        <Button size="small" onClick={onShow}>
          {t('backup.show')}
        </Button>
      }
    >
      {t('backup.failed')} {t(`backup.problem.${backups.problem.code}`)}
    </Banner>
  );
}
