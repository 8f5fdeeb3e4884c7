import { useState } from 'react';
import type { Media } from '#shared/content.ts';
import { fetchMedia, thumbnailUrl, type MediaView } from '../../../entities/media.ts';
import { keepThumbnail } from '../../../entities/thumbnails.ts';
import { t } from '../../../i18n/i18n.ts';
import styles from './picture.module.css';

interface PictureProps {
  media: Media;
  view: MediaView | null;
  isSticker: boolean;
  caption: string | null;
  onOpen: () => void;
}

const largest = { width: 320, height: 380 };
const smallest = 96;
/** Until its size is known. */
const unknown = { width: 260, height: 195 };
const sticker = { width: 140, height: 140 };

/** A picture at a size that is known before it has come, so that nothing moves when it does. */
export function Picture({ media, view, isSticker, caption, onOpen }: PictureProps) {
  const [isBroken, setIsBroken] = useState(false);
  const box = isSticker ? sticker : boxOf(view);
  const label = isSticker ? t('media.sticker') : captioned(caption);
  const image = view?.state === 'here' && !isBroken && (
    <img
      className={styles.image}
      src={thumbnailUrl(media.id)}
      alt={label}
      decoding="async"
      draggable={false}
      onLoad={(event) => keepThumbnail(media.id, event.currentTarget)}
      onError={() => {
        // Its place was needed for others meanwhile, or it can't be decoded.
        setIsBroken(true);
        void fetchMedia(media.id);
      }}
    />
  );
  const style = { '--w': `${box.width}px`, '--ratio': `${box.width} / ${box.height}` };
  if (isSticker) {
    return (
      <div className={styles.sticker} style={style}>
        {image}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={styles.picture}
      style={style}
      aria-label={t('media.open', { what: label })}
      aria-busy={view?.state !== 'here'}
      onClick={onOpen}
    >
      {image}
      {isBroken && <span className={styles.broken}>{t('media.broken')}</span>}
    </button>
  );
}

const captioned = (caption: string | null): string =>
  caption === null || caption === '' ? t('media.photo') : t('media.photoOf', { caption });

function boxOf(view: MediaView | null): { width: number; height: number } {
  if (view?.state !== 'here' || view.width === null || view.height === null) return unknown;
  const scale = Math.min(1, largest.width / view.width, largest.height / view.height);
  return {
    width: Math.max(smallest, Math.round(view.width * scale)),
    height: Math.max(smallest / 2, Math.round(view.height * scale)),
  };
}
