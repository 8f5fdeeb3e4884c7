import { useState, type ReactElement } from 'react';
import type { MediaId } from '#shared/ids.ts';
import styles from './attachment-tray.module.css';

/** A small view of a picture on this computer; `instead` where it can't be drawn. */
export function Thumbnail({ id, name, instead }: { id: MediaId; name: string; instead: ReactElement }) {
  const [hasFailed, setHasFailed] = useState(false);
  if (hasFailed) return instead;
  return <img className={styles.picture} src={`/media/${id}`} alt={name} onError={() => setHasFailed(true)} />;
}
