import { FileUp } from 'lucide-react';
import type { ThreadMessage } from '#shared/inbox.ts';
import { forgetFile, pickFiles } from '../../entities/attachments.ts';
import { restoreToDraft } from '../../entities/drafts.ts';
import { takeBack } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';

/**
 * Another file in the place of one that was refused: it stands in the draft, with the words that went with the first, and
 * a person sends it. What has not left this computer is taken back; what WhatsApp refused stays in the thread.
 */
export function OtherFileButton({ message }: { message: ThreadMessage }) {
  const replace = async () => {
    const { conversationId, content, outbox } = message;
    if (content.type !== 'media' || !(await pickFiles(conversationId))) return;
    const caption = content.caption ?? '';
    const text = outbox === null ? caption : await takeBack(outbox.mutationId);
    if (outbox !== null) forgetFile(content.media.id);
    if (text !== '') restoreToDraft(conversationId, 'reply', text);
  };
  return (
    <Button
      size="small"
      icon={FileUp}
      onClick={() =>
        void replace().catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }))
      }
    >
      {t('problem.otherFile')}
    </Button>
  );
}
