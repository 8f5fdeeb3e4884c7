import { LayoutTemplate } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { getDraft } from '../../entities/drafts.ts';
import { openTemplatePicker } from '../../entities/template-picker.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';

export function TemplateButton({ conversationId }: { conversationId: ConversationId }) {
  return (
    <IconButton
      label={t('templates.title')}
      icon={LayoutTemplate}
      shortcut="KeyT"
      side="top"
      onClick={() => openTemplatePicker(conversationId, getDraft(conversationId, 'reply'))}
    />
  );
}
