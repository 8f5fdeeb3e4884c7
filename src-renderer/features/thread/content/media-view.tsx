import { CloudDownload, FileClock, FileX2, ImageOff, Play, RotateCw, WifiOff, type LucideIcon } from 'lucide-react';
import type { ContentOf, Media } from '#shared/content.ts';
import { useCan } from '../../../entities/directory.ts';
import {
  askWhatsAppAgain,
  fetchMedia,
  mediaUrl,
  useMediaView,
  type MediaView as View,
} from '../../../entities/media.ts';
import { t } from '../../../i18n/i18n.ts';
import { inOurWords } from '../../../i18n/sentences.ts';
import { Button } from '../../../ui/button.tsx';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { DocumentCard } from './document-card.tsx';
import { Picture } from './picture.tsx';
import { SoundPlayer } from './sound-player.tsx';
import styles from './media-view.module.css';

export interface MediaViewProps {
  kind: ContentOf<'media'>['kind'];
  media: Media;
  voice?: boolean;
  caption: string | null;
  /** Opens it large. */
  onOpen: () => void;
}

/** The file of a message: a picture, film, sound or paper, or why it is not there. */
export function MediaView(props: MediaViewProps) {
  const { kind, media } = props;
  if (media.state !== 'ready') return <NotThere media={media} />;
  if (kind === 'document') return <DocumentCard media={media} />;
  return <Ready {...props} />;
}

function Ready({ kind, media, voice = false, caption, onOpen }: MediaViewProps) {
  // Films are large and often not looked at: they come when somebody wants them.
  const view = useMediaView(media, kind !== 'video');
  if (view?.state === 'away') return <Away media={media} view={view} />;
  if (kind === 'audio') {
    const canPlay = view?.state !== 'here' || view.shown === 'sound' || view.shown === 'film';
    return canPlay ? (
      <SoundPlayer media={media} voice={voice} isHere={view?.state === 'here'} />
    ) : (
      <DocumentCard media={media} />
    );
  }
  if (kind === 'video') return <Film media={media} view={view} caption={caption} onOpen={onOpen} />;
  // Not a picture that may be decoded: too large, damaged, or something else under a picture's name (S-27).
  if (view?.state === 'here' && view.shown !== 'picture')
    return <DocumentCard media={media} note={t('media.notShown')} />;
  return <Picture media={media} view={view} isSticker={kind === 'sticker'} caption={caption} onOpen={onOpen} />;
}

function Film(props: { media: Media; view: View | null; caption: string | null; onOpen: () => void }) {
  const { media, view, caption, onOpen } = props;
  if (view?.state === 'here' && view.shown !== 'film')
    return <DocumentCard media={media} note={t('media.notPlayed')} />;
  const isHere = view?.state === 'here';
  const isComing = view?.state === 'coming';
  const label = caption === null || caption === '' ? t('media.video') : t('media.videoOf', { caption });
  return (
    <button
      type="button"
      className={styles.film}
      aria-label={isHere ? t('media.play', { what: label }) : t('media.get', { what: label })}
      aria-busy={isComing}
      onClick={() =>
        isHere ? onOpen() : void fetchMedia(media.id).then((found) => found?.state === 'here' && onOpen())
      }
    >
      {isHere && <video className={styles.poster} src={`${mediaUrl(media.id)}#t=0.1`} preload="metadata" muted />}
      <span className={styles.play}>
        {isHere ? (
          <Play size={22} fill="currentColor" aria-hidden="true" />
        ) : (
          <CloudDownload size={20} aria-hidden="true" />
        )}
      </span>
      {media.size !== null && (
        <span className={styles.size}>{isComing ? t('media.coming') : formatBytes(media.size)}</span>
      )}
    </button>
  );
}

/** What stands in the place of a file that is not in the store. */
function NotThere({ media }: { media: Media }) {
  const mayAsk = useCan('message.send');
  switch (media.state) {
    case 'pending':
      return <Plate icon={FileClock} title={t('media.pending')} text={t('media.pendingText')} />;
    case 'expired':
      return <Plate icon={FileX2} title={t('media.expired')} text={t('media.expiredText')} />;
    case 'refused':
      return <Plate icon={FileX2} title={t('media.refused')} text={t('media.refusedText')} />;
    default:
      return (
        <Plate icon={ImageOff} title={t('media.failed')} text={t('media.failedText')}>
          {mayAsk && (
            <Button size="small" icon={RotateCw} onClick={() => askWhatsAppAgain(media.id)}>
              {t('media.askAgain')}
            </Button>
          )}
        </Plate>
      );
  }
}

/** It is on the server, and this computer has no copy of it. */
function Away({ media, view }: { media: Media; view: Extract<View, { state: 'away' }> }) {
  const isOffline = view.code === 'offline' || view.code === 'unavailable';
  return (
    <Plate
      icon={isOffline ? WifiOff : ImageOff}
      title={isOffline ? t('media.offline') : t('media.missing')}
      text={isOffline ? t('media.offlineText') : inOurWords(view.message)}
    >
      <Button size="small" icon={RotateCw} onClick={() => void fetchMedia(media.id)}>
        {t('action.retry')}
      </Button>
    </Plate>
  );
}

function Plate(props: { icon: LucideIcon; title: string; text: string; children?: React.ReactNode }) {
  const { icon: Icon, title, text, children } = props;
  return (
    <div className={styles.plate}>
      <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <p className={styles.plateTitle}>{title}</p>
        <p className={styles.plateText} dir="auto">
          {text}
        </p>
        {children !== undefined && <div className={styles.plateAction}>{children}</div>}
      </div>
    </div>
  );
}
