import type { ThreadMessage } from '#shared/inbox.ts';
import { classifyFailure, type SendFailure } from '#shared/send-failure.ts';
import { useCan } from '../../entities/directory.ts';
import { restoreToDraft } from '../../entities/drafts.ts';
import { sendContent } from '../../entities/send-content.ts';
import { openTemplatePicker } from '../../entities/template-picker.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { fixesOf } from './fixes.ts';
import { OtherFileButton } from './other-file-button.tsx';
import { toOutgoing } from './to-outgoing.ts';

/** What a person can do about a message that WhatsApp refused, by why it did (the error table of R-6e). */
export function FailureFixes({ message, failure }: { message: ThreadMessage; failure: SendFailure }) {
  const maySend = useCan('message.send');
  if (!maySend) return null;
  const { conversationId, replyTo } = message;
  const outgoing = toOutgoing(message.content);
  const text = message.content.type === 'text' ? message.content.text : '';
  return fixesOf(classifyFailure(failure.code), message.content).map((fix) => {
    switch (fix) {
      case 'again':
        // It is known not to have arrived: sent again it is a message of its own.
        return (
          <Button
            key={fix}
            size="small"
            onClick={() =>
              outgoing !== null && void sendContent(conversationId, outgoing, { replyTo, keepsDraft: true })
            }
          >
            {t('problem.sendAgain')}
          </Button>
        );
      case 'document':
        // Of any format: what WhatsApp refuses as a picture it takes as this.
        return (
          <Button
            key={fix}
            size="small"
            kind="quiet"
            onClick={() => {
              if (outgoing?.type !== 'media') return;
              const document = { ...outgoing, kind: 'document' as const, voice: false };
              void sendContent(conversationId, document, { replyTo, keepsDraft: true });
            }}
          >
            {t('attachments.asDocument')}
          </Button>
        );
      case 'file':
        return <OtherFileButton key={fix} message={message} />;
      case 'template':
        return (
          <Button key={fix} size="small" onClick={() => openTemplatePicker(conversationId, text)}>
            {t('problem.useTemplate')}
          </Button>
        );
      case 'edit':
        return (
          <Button key={fix} size="small" kind="quiet" onClick={() => restoreToDraft(conversationId, 'reply', text)}>
            {t('problem.edit')}
          </Button>
        );
    }
  });
}
