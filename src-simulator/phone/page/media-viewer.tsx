import { Sheet } from './sheet.tsx';
import type { MediaRef } from '../wire-body.ts';
import styles from './media-viewer.module.css';

/** A photo or video as large as the phone is. */
export function MediaViewer(props: { media: MediaRef; isVideo: boolean; caption: string; onClose: () => void }) {
  const { media } = props;
  return (
    <Sheet title={media.filename ?? (props.isVideo ? 'Video' : 'Photo')} fills onClose={props.onClose}>
      <figure className={styles['figure']}>
        {props.isVideo ? (
          // A customer's video has no captions.
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <video src={media.src ?? undefined} controls autoPlay playsInline />
        ) : (
          <img src={media.src ?? undefined} alt={props.caption || 'Photo'} />
        )}
        {props.caption !== '' && <figcaption dir="auto">{props.caption}</figcaption>}
      </figure>
    </Sheet>
  );
}
