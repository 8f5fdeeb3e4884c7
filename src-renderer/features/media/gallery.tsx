import { FileText, Images, Link2, MessageSquare, Play } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { GalleryKind, ThreadMessage } from '#shared/inbox.ts';
import { openLightbox, toLightboxItem, type LightboxItem } from '../../entities/lightbox.ts';
import { saveMedia, thumbnailUrl, useMediaView } from '../../entities/media.ts';
import { openExternal } from '../../entities/windows.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatDay } from '../../ui/format-time.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import { closeGallery, readOn, showKind, useGallery } from './gallery-store.ts';
import { documentOf, linksOf } from './gallery-entries.ts';
import styles from './gallery.module.css';

const icons = { media: Images, documents: FileText, links: Link2 };

/** Pictures, documents and links of conversations, as far as this computer has them. */
export function Gallery({ onJump }: { onJump: (conversationId: ConversationId, messageId: MessageId) => void }) {
  const { conversationIds, kind, messages, next } = useGallery();
  const jump = ({ conversationId, id }: ThreadMessage) => {
    closeGallery();
    onJump(conversationId, id);
  };
  return (
    <Dialog open={conversationIds.length > 0} onClose={closeGallery} title={t('gallery.title')} width="wide">
      <div className={styles.top}>
        <Segmented
          label={t('gallery.kind')}
          value={kind}
          onChange={showKind}
          options={(['media', 'documents', 'links'] as const).map((value) => ({ value, label: t(`gallery.${value}`) }))}
        />
      </div>
      <div className={styles.body}>
        {messages !== null && messages.length === 0 && next === null && (
          <EmptyState icon={icons[kind]} title={t(`gallery.none.${kind}`)} text={t('gallery.noneText')} />
        )}
        {messages !== null && messages.length > 0 && <Entries kind={kind} messages={messages} onJump={jump} />}
        {next !== null && (
          <div className={styles.more}>
            <Button onClick={() => void readOn()}>{t('gallery.more')}</Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface EntriesProps {
  messages: readonly ThreadMessage[];
  onJump: (message: ThreadMessage) => void;
}

function Entries({ kind, messages, onJump }: EntriesProps & { kind: GalleryKind }) {
  switch (kind) {
    case 'media':
      return <Tiles messages={messages} />;
    case 'documents':
      return <Documents messages={messages} onJump={onJump} />;
    case 'links':
      return <Links messages={messages} onJump={onJump} />;
  }
}

function Tiles({ messages }: Pick<EntriesProps, 'messages'>) {
  const items = messages.flatMap((message) => toLightboxItem(message) ?? []);
  const open = (messageId: MessageId) => openLightbox(items.toReversed(), messageId);
  return (
    <ul className={styles.tiles}>
      {items.map((item) => (
        <li key={item.messageId}>
          <Tile item={item} onOpen={() => open(item.messageId)} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ item, onOpen }: { item: LightboxItem; onOpen: () => void }) {
  const isPicture = item.kind === 'image';
  const view = useMediaView(item.media, isPicture);
  const label = t(isPicture ? 'gallery.openPhoto' : 'gallery.openVideo', { day: formatDay(item.at) });
  return (
    <button type="button" className={styles.tile} aria-label={label} title={item.caption ?? undefined} onClick={onOpen}>
      {isPicture && view?.state === 'here' && view.shown === 'picture' && (
        <img className={styles.image} src={thumbnailUrl(item.media.id)} alt="" loading="lazy" decoding="async" />
      )}
      {!isPicture && <Play size={22} fill="currentColor" strokeWidth={0} aria-hidden="true" />}
    </button>
  );
}

function Documents({ messages, onJump }: EntriesProps) {
  return (
    <ul className={styles.rows}>
      {messages.map((message) => {
        const media = documentOf(message);
        if (media === null) return null;
        const name = media.filename ?? t('media.unnamed');
        return (
          <li key={message.id} className={styles.row}>
            <FileText size={20} strokeWidth={1.5} aria-hidden="true" />
            <button
              type="button"
              className={styles.words}
              aria-label={t('media.save', { name })}
              onClick={() => saveMedia(media)}
            >
              <Name text={name} className={styles.name} />
              <span className={styles.facts}>
                {[formatDay(message.at), media.size === null ? '' : formatBytes(media.size)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
            <ToMessage message={message} onJump={onJump} />
          </li>
        );
      })}
    </ul>
  );
}

function Links({ messages, onJump }: EntriesProps) {
  return (
    <ul className={styles.rows}>
      {messages.flatMap((message) =>
        linksOf(message).map((url) => (
          <li key={`${message.id}:${url}`} className={styles.row}>
            <Link2 size={20} strokeWidth={1.5} aria-hidden="true" />
            <button type="button" className={styles.words} onClick={() => openExternal(url)}>
              <Quote text={url} className={styles.url} />
              <span className={styles.facts}>{formatDay(message.at)}</span>
            </button>
            <ToMessage message={message} onJump={onJump} />
          </li>
        )),
      )}
    </ul>
  );
}

function ToMessage({ message, onJump }: { message: ThreadMessage; onJump: EntriesProps['onJump'] }) {
  return <IconButton label={t('gallery.toMessage')} icon={MessageSquare} side="left" onClick={() => onJump(message)} />;
}
