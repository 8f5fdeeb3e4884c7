import { useState } from 'react';
import { Image } from 'lucide-react';
import type { MediaId } from '#shared/ids.ts';
import { t } from '../i18n/i18n.ts';
import styles from './template-preview.module.css';

/** The chosen picture above the text. */
export function HeaderPicture({ id }: { id: MediaId }) {
  const [hasFailed, setHasFailed] = useState(false);
  if (!hasFailed) {
    return (
      <img
        className={styles.picture}
        src={`/media/${id}`}
        alt={t('templates.picture')}
        onError={() => setHasFailed(true)}
      />
    );
  }
  return (
    <div className={styles.media} data-given="true">
      <Image size={26} strokeWidth={1.25} aria-label={t('templates.picture')} />
    </div>
  );
}
