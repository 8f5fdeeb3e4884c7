import type { Template } from '#shared/template.ts';
import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { nameOfLanguage } from '../../ui/language-name.ts';
import { showToast } from '../../ui/toasts.ts';

interface DeleteTemplateProps {
  template: Template;
  lastUsedAt: number | null;
  onClose: () => void;
}

/** Says what stops working, then deletes this language of it. */
export function DeleteTemplate({ template, lastUsedAt, onClose }: DeleteTemplateProps) {
  const now = useNow();
  const { id, name, status } = template;
  const sent = useAdmin('templateUses').data?.data.find((use) => use.id === id)?.sent ?? 0;
  const language = nameOfLanguage(template.language);
  const remove = useAction(async () => {
    if ((await actAdmin('deleteTemplate', { params: { id } })) !== null) {
      showToast({ kind: 'info', text: t('templateLibrary.deleted', { name, language }) });
    }
    onClose();
  });
  return (
    <ConfirmDialog
      open
      title={t('templateLibrary.deleteTitle', { name, language })}
      confirm={t('templateLibrary.deleteConfirm')}
      busy={remove.busy}
      error={remove.error}
      onConfirm={() => void remove.run()}
      onCancel={onClose}
    >
      <p>
        {lastUsedAt === null
          ? t('templateLibrary.deleteUnused')
          : t('templateLibrary.deleteUsed', { count: sent, ago: formatAgo(lastUsedAt, now) })}
      </p>
      <p>{t('templateLibrary.deleteText')}</p>
      {status === 'APPROVED' && <p>{t('templateLibrary.deleteName', { name })}</p>}
    </ConfirmDialog>
  );
}
