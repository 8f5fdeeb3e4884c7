import { useEffect } from 'react';
import { CornerUpLeft } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import { loadMessage, useMessage } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { previewOf } from '../../ui/preview.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import { jumpTo } from './jump.ts';
import { useAuthor } from './use-author.ts';
import styles from './message-quote.module.css';

/** The message that another one answers; a press leads to it, however far back it is. */
export function MessageQuote({ conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId }) {
  const message = useMessage(messageId);
  const author = useAuthor(message);
  const isMissing = message === null;
  useEffect(() => {
    if (isMissing) void loadMessage(conversationId, messageId);
  }, [isMissing, conversationId, messageId]);
  const text = message === null ? t('message.earlier') : previewOf(message.content, 160);
  return (
    <button
      type="button"
      className={styles.quote}
      data-ours={message?.direction === 'outbound'}
      aria-label={t('message.toQuoted', { text })}
      onClick={() => void jumpTo(conversationId, messageId)}
    >
      <CornerUpLeft size={13} strokeWidth={2} aria-hidden="true" />
      <span className={styles.words}>
        {message !== null && <Name text={author.name} className={styles.author} />}
        <Quote text={text} className={styles.text} />
      </span>
    </button>
  );
}
