import { FileText, Image, Music, Sticker, Video, X, type LucideIcon } from 'lucide-react';
import { previewOf, type MediaKind } from '#shared/content.ts';
import type { ConversationId } from '#shared/ids.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useMe, useUser } from '../../entities/directory.ts';
import { kindOf, setDraftFiles, useFilesOf } from '../../entities/draft-files.ts';
import { useMessage } from '../../entities/messages.ts';
import { quoteMessage, useQuoted } from '../../entities/quoted-reply.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import styles from './draft-cards.module.css';

const icons: Record<MediaKind, LucideIcon> = {
  image: Image,
  video: Video,
  audio: Music,
  document: FileText,
  sticker: Sticker,
};

/** What goes with the text: the message it answers, and the files of quick replies. */
export function DraftCards({ conversationId }: { conversationId: ConversationId }) {
  const files = useFilesOf(conversationId);
  return (
    <>
      <QuotedCard conversationId={conversationId} />
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file) => {
            const Icon = icons[kindOf(file.mime)];
            const name = file.filename ?? t('composer.file');
            return (
              <li key={file.mediaId} className={styles.file}>
                <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
                <Name text={name} className={styles.text} />
                <IconButton
                  label={t('composer.dropFile', { name: visibleName(name) })}
                  icon={X}
                  side="top"
                  onClick={() =>
                    setDraftFiles(
                      conversationId,
                      files.filter((one) => one !== file),
                    )
                  }
                />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function QuotedCard({ conversationId }: { conversationId: ConversationId }) {
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
