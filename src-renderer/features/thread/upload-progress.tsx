import type { MutationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { giveFileBack } from '../../entities/attachments.ts';
import { restoreToDraft } from '../../entities/drafts.ts';
import { takeBack } from '../../entities/messages.ts';
import { useUpload } from '../../entities/uploads.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { showToast } from '../../ui/toasts.ts';
import styles from './send-problem.module.css';

/** How far the file of a message is on its way to the server, and the way back while it is. */
export function UploadProgress({ message, mutationId }: { message: ThreadMessage; mutationId: MutationId }) {
  const { content } = message;
  const upload = useUpload(content.type === 'media' ? content.media.id : null);
  if (upload === null) return null;
  const { sent, total } = upload;
  const cancel = async () => {
    const text = await takeBack(mutationId);
    if (text !== '') restoreToDraft(message.conversationId, 'reply', text);
    giveFileBack(message);
  };
  return (
    <p className={styles.undo}>
      <progress className={styles.progress} max={total} value={sent} aria-label={t('problem.uploading')} />
      <span>{t('problem.uploaded', { sent: formatBytes(sent), total: formatBytes(total) })}</span>
      <Button
        size="small"
        kind="quiet"
        onClick={() =>
          void cancel().catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }))
        }
      >
        {t('problem.cancelUpload')}
      </Button>
    </p>
  );
}
