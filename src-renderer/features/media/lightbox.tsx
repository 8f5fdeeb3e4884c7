import { useEffect, useRef, useState } from 'react';
import { Dialog as Base } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { closeLightbox, moveLightbox, useLightbox, type LightboxItem } from '../../entities/lightbox.ts';
import { mediaUrl, saveMedia, useMediaView } from '../../entities/media.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatFull } from '../../ui/format-time.ts';
import { matches, parsePress } from '../../ui/shortcut.ts';
import { Quote } from '../../ui/user-text.tsx';
import { closer, farther, fitted, moved, type Zoom } from './zoom.ts';
import styles from './lightbox.module.css';

const saveKey = parsePress('mod+KeyS');

/** Pictures and films, large: arrows lead on, `+` and `-` and the wheel zoom, Esc leads back. */
export function Lightbox() {
  const shown = useLightbox((state) => state.shown);
  const item = shown?.items[shown.index];
  return (
    <Base.Root open={item !== undefined} onOpenChange={(open) => !open && closeLightbox()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup} aria-label={t('lightbox.title')}>
          {item && shown && <Stage key={item.messageId} item={item} index={shown.index} count={shown.items.length} />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Stage({ item, index, count }: { item: LightboxItem; index: number; count: number }) {
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const view = useMediaView(item.media, true);
  const isPicture = item.kind === 'image';
  useKeys(setZoom, item);
  const label =
    item.caption === null || item.caption === '' ? t(isPicture ? 'media.photo' : 'media.video') : item.caption;
  return (
    <>
      <header className={styles.bar}>
        <p className={styles.when}>
          {formatFull(item.at)}
          {count > 1 && <span className={styles.place}>{t('lightbox.place', { at: index + 1, of: count })}</span>}
        </p>
        {isPicture && (
          <>
            <IconButton
              label={t('lightbox.zoomOut')}
              icon={ZoomOut}
              onClick={() => setZoom(farther)}
              disabled={zoom.scale <= 1}
            />
            <IconButton label={t('lightbox.zoomIn')} icon={ZoomIn} onClick={() => setZoom(closer)} />
          </>
        )}
        <IconButton
          label={t('media.saveFile')}
          icon={Download}
          shortcut="mod+KeyS"
          onClick={() => saveMedia(item.media)}
        />
        <IconButton label={t('action.close')} icon={X} shortcut="Escape" onClick={closeLightbox} />
      </header>
      <div className={styles.stage}>
        {view?.state === 'here' && view.shown === 'picture' && (
          <LargePicture src={mediaUrl(item.media.id)} label={label} zoom={zoom} onZoom={setZoom} />
        )}
        {view?.state === 'here' && view.shown === 'film' && (
          // What was filmed has no captions.
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <video className={styles.film} src={mediaUrl(item.media.id)} controls autoPlay aria-label={label} />
        )}
        {view?.state === 'here' && view.shown === null && <p className={styles.note}>{t('media.notShown')}</p>}
        {view?.state === 'away' && <p className={styles.note}>{inOurWords(view.message)}</p>}
        {index > 0 && (
          <button
            type="button"
            className={styles.arrow}
            data-side="before"
            aria-label={t('lightbox.before')}
            onClick={() => moveLightbox(-1)}
          >
            <ChevronLeft size={26} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
        {index < count - 1 && (
          <button
            type="button"
            className={styles.arrow}
            data-side="after"
            aria-label={t('lightbox.after')}
            onClick={() => moveLightbox(1)}
          >
            <ChevronRight size={26} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
      </div>
      {item.caption !== null && item.caption !== '' && (
        <p className={styles.caption}>
          <Quote text={item.caption} />
        </p>
      )}
    </>
  );
}

interface LargePictureProps {
  src: string;
  label: string;
  zoom: Zoom;
  onZoom: (change: (before: Zoom) => Zoom) => void;
}

function LargePicture({ src, label, zoom, onZoom }: LargePictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    // React's own listener is passive and could not keep the page from being zoomed.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      onZoom(event.deltaY < 0 ? closer : farther);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [onZoom]);
  return (
    <div
      ref={frame}
      className={styles.frame}
      data-zoomed={zoom.scale > 1}
      onDoubleClick={() => onZoom((before) => (before.scale > 1 ? fitted : closer(closer(before))))}
      onPointerMove={(event) => {
        if (event.buttons === 1) onZoom((before) => moved(before, event.movementX, event.movementY));
      }}
    >
      <img
        className={styles.picture}
        src={src}
        alt={label}
        draggable={false}
        style={{ '--scale': zoom.scale, '--x': `${zoom.x}px`, '--y': `${zoom.y}px` }}
      />
    </div>
  );
}

function useKeys(setZoom: (change: (before: Zoom) => Zoom) => void, item: LightboxItem): void {
  useEffect(() => {
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
    const onKeyDown = (event: KeyboardEvent) => {
      // Over the app its own shortcuts are silent.
      if (matches(saveKey, event)) {
        event.preventDefault();
        saveMedia(item.media);
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        ArrowRight: () => moveLightbox(forward),
        ArrowLeft: () => moveLightbox(forward === 1 ? -1 : 1),
        '+': () => setZoom(closer),
        '=': () => setZoom(closer),
        '-': () => setZoom(farther),
        '0': () => setZoom(() => fitted),
      }[event.key];
      // A film's own controls take the arrows while they have the focus.
      if (act === undefined || event.target instanceof HTMLMediaElement) return;
      event.preventDefault();
      act();
    };
    // On the way down: the dialog keeps the arrows to itself.
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, [setZoom, item]);
}
