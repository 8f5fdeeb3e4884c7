import { useEffect, useState } from 'react';
import { Play } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow, GalleryKind } from '#shared/inbox.ts';
import { api } from '../../api.ts';
import { openLightbox, toLightboxItem, type LightboxItem } from '../../entities/lightbox.ts';
import { thumbnailUrl, useMediaView } from '../../entities/media.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { Section } from './contact-section.tsx';
import styles from './contact-panel.module.css';

const tiles = 6;
const conversationsLookedAt = 3;

export type ShowGallery = (conversationIds: readonly ConversationId[], kind: GalleryKind) => void;

interface MediaProps {
  conversations: readonly ConversationRow[];
  onShow: ShowGallery;
}

/** The newest pictures that were exchanged with somebody over any number, and the way to all files and links. */
export function ContactMedia({ conversations, onShow }: MediaProps) {
  const [items, setItems] = useState<readonly LightboxItem[]>([]);
  const ids = conversations.map(({ id }) => id);
  const key = conversations.map(({ id, lastMessageAt }) => `${id} ${lastMessageAt}`).join();
  useEffect(() => {
    let isCurrent = true;
    void newestPictures(key).then((found) => isCurrent && setItems(found));
    return () => {
      isCurrent = false;
    };
  }, [key]);
  if (ids.length === 0) return null;
  return (
    <Section title={t('contact.media')}>
      {items.length > 0 && (
        <ul className={styles.tiles}>
          {items.map((item) => (
            <li key={item.messageId}>
              <Tile item={item} onOpen={() => openLightbox(items.toReversed(), item.messageId)} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.kinds}>
        {(['media', 'documents', 'links'] as const).map((kind) => (
          <Button key={kind} size="small" onClick={() => onShow(ids, kind)}>
            {t(`gallery.${kind}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}

/** `key`: conversations and the times of their newest messages, which say when to look again. */
async function newestPictures(key: string): Promise<LightboxItem[]> {
  const wanted = key.split(',').slice(0, conversationsLookedAt);
  const pages = await Promise.all(
    wanted.map((one) => {
      // Written above.
      const conversationId = one.split(' ')[0] as ConversationId;
      return api.messages.gallery({ conversationId, kind: 'media', before: null }).catch(() => null);
    }),
  );
  return pages
    .flatMap((page) => page?.messages ?? [])
    .flatMap((message) => toLightboxItem(message) ?? [])
    .toSorted((a, b) => b.at - a.at)
    .slice(0, tiles);
}

function Tile({ item, onOpen }: { item: LightboxItem; onOpen: () => void }) {
  const isPicture = item.kind === 'image';
  const view = useMediaView(item.media, isPicture);
  const label = t(isPicture ? 'gallery.openPhoto' : 'gallery.openVideo', { day: formatDay(item.at) });
  return (
    <button type="button" className={styles.tile} aria-label={label} onClick={onOpen}>
      {isPicture && view?.state === 'here' && view.shown === 'picture' && (
        <img src={thumbnailUrl(item.media.id)} alt="" loading="lazy" decoding="async" />
      )}
      {!isPicture && <Play size={18} fill="currentColor" strokeWidth={0} aria-hidden="true" />}
    </button>
  );
}
