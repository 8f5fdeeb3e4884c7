import { Download, FileText, ImageOff, Play, Sticker as StickerIcon, Video as VideoIcon } from 'lucide-react';
import { useState } from 'react';
import type { MediaRef } from '../wire-body.ts';
import { fileKind, formatSize } from './amounts.ts';
import { useChatActions } from './chat-actions.ts';
import styles from './media-bodies.module.css';

/** A photo; a tap shows it large. */
export function Picture({ media, caption }: { media: MediaRef; caption: string }) {
  const { open } = useChatActions();
  const [isBroken, setIsBroken] = useState(false);
  if (media.src === null || isBroken) return <Missing icon={ImageOff} media={media} what="Photo" />;
  return (
    <button
      type="button"
      className={styles['picture']}
      aria-label="Open photo"
      onClick={() => open({ kind: 'viewer', media, isVideo: false, caption })}
    >
      <img src={media.src} alt={caption === '' ? 'Photo' : ''} onError={() => setIsBroken(true)} />
    </button>
  );
}

export function Video({ media, caption }: { media: MediaRef; caption: string }) {
  const { open } = useChatActions();
  const [seconds, setSeconds] = useState<number | null>(null);
  if (media.src === null) return <Missing icon={VideoIcon} media={media} what="Video" />;
  return (
    <button
      type="button"
      className={styles['picture']}
      data-video
      aria-label="Play video"
      onClick={() => open({ kind: 'viewer', media, isVideo: true, caption })}
    >
      <video
        src={media.src}
        muted
        preload="metadata"
        tabIndex={-1}
        onLoadedMetadata={(event) => setSeconds(event.currentTarget.duration)}
      />
      <span className={styles['play']}>
        <Play size={22} fill="currentColor" strokeWidth={0} aria-hidden />
      </span>
      {seconds !== null && Number.isFinite(seconds) && (
        <span className={styles['length']}>
          <VideoIcon size={13} aria-hidden />
          {`${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`}
        </span>
      )}
    </button>
  );
}

export function Sticker({ media }: { media: MediaRef }) {
  const [isBroken, setIsBroken] = useState(false);
  if (media.src === null || isBroken) {
    return (
      <span className={styles['sticker']} data-missing>
        <StickerIcon size={56} strokeWidth={1.25} aria-hidden />
        <span className="visually-hidden">Sticker</span>
      </span>
    );
  }
  return <img className={styles['sticker']} src={media.src} alt="Sticker" onError={() => setIsBroken(true)} />;
}

/** A file with its icon; a tap downloads it. */
export function Document({ media }: { media: MediaRef }) {
  const name = media.filename ?? 'Document';
  const kind = fileKind(media.filename, media.mimeType);
  const facts = [kind, media.sizeBytes === null ? media.host : formatSize(media.sizeBytes)].filter(Boolean).join(' · ');
  const content = (
    <>
      <span className={styles['fileIcon']} data-kind={kind}>
        <FileText size={20} strokeWidth={1.75} aria-hidden />
      </span>
      <span className={styles['fileWords']}>
        <bdi className={styles['fileName']}>{name}</bdi>
        <span className={styles['fileFacts']}>{facts}</span>
      </span>
    </>
  );
  if (media.src === null) return <span className={styles['file']}>{content}</span>;
  return (
    <a className={styles['file']} href={media.src} download={name} aria-label={`Download ${name}`}>
      {content}
      <Download size={18} className={styles['download']} aria-hidden />
    </a>
  );
}

/** In place of what the simulator has no bytes of. */
function Missing(props: { icon: typeof ImageOff; media: MediaRef; what: string }) {
  const Icon = props.icon;
  return (
    <span className={styles['missing']}>
      <Icon size={26} strokeWidth={1.5} aria-hidden />
      <span>{props.what}</span>
      <span className={styles['from']}>{props.media.host ?? 'no longer available'}</span>
    </span>
  );
}
