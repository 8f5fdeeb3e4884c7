import { X } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useMe, useUser } from '../../entities/directory.ts';
import { useMessage } from '../../entities/messages.ts';
import { quoteMessage, useQuoted } from '../../entities/quoted-reply.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { IconButton } from '../../ui/button.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import styles from './quoted-card.module.css';

/** The message that the reply answers. */
export function QuotedCard({ conversationId }: { conversationId: ConversationId }) {
  const quoted = useMessage(useQuoted(conversationId));
  const contactName = useConversation(conversationId)?.contactName ?? '';
  const me = useMe();
  const authorId = quoted?.origin.kind === 'agent' ? quoted.origin.userId : null;
  const author = useUser(authorId);
  if (quoted === null) return null;
  const isMine = authorId !== null && authorId === me?.id;
  const name = quoted.direction === 'inbound' ? contactName : (author?.name ?? t('message.phoneApp'));
  return (
    <div className={styles.quote} role="group" aria-label={t('composer.quoting', { name: visibleName(name) })}>
      <div className={styles.quoted}>
        <p className={styles.author}>
          <Name text={isMine ? t('composer.quotingSelf') : t('composer.quoting', { name })} />
        </p>
        <p className={styles.text}>
          <Quote text={previewOf(quoted.content, 200)} />
        </p>
      </div>
      <IconButton
        label={t('composer.dropQuote')}
        icon={X}
        shortcut="Escape"
        side="top"
        onClick={() => quoteMessage(conversationId, null)}
      />
    </div>
  );
}
