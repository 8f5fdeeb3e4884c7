import { Paperclip } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { pickFiles } from '../../entities/attachments.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';

export function AttachButton({ conversationId }: { conversationId: ConversationId }) {
  return (
    <IconButton
      label={t('attachments.attach')}
      icon={Paperclip}
      shortcut="mod+KeyU"
      side="top"
      onClick={() => void pickFiles(conversationId)}
    />
  );
}
