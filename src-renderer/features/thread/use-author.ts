import type { ThreadMessage } from '#shared/inbox.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useMe, useUser } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { visibleName } from '../../ui/text-hygiene.ts';

/** Who wrote a message, by the name shown above it. Programs are named as what they are (ruling 38). */
export function useAuthor(message: ThreadMessage | null): { name: string; isMe: boolean } {
  const me = useMe();
  const row = useConversation(message?.conversationId ?? null);
  const origin = message?.origin;
  const user = useUser(origin?.kind === 'agent' ? origin.userId : null);
  switch (origin?.kind) {
    case 'echo':
      return { name: t('message.phoneApp'), isMe: false };
    case 'integration':
      return { name: t('message.integration', { name: visibleName(origin.name) }), isMe: false };
    case 'queue':
      return { name: t('message.queue'), isMe: false };
    case 'rule':
      return { name: t(origin.rule === 'away' ? 'message.awayRule' : 'message.greetingRule'), isMe: false };
    case 'campaign':
      return { name: t('message.campaign'), isMe: false };
    case 'agent':
      if (origin.userId === me?.id) return { name: t('message.you'), isMe: true };
      return { name: user?.name ?? t('message.colleague'), isMe: false };
    case 'customer':
    case undefined:
      return { name: visibleName(row?.contactName ?? '') || t('message.customer'), isMe: false };
  }
}
