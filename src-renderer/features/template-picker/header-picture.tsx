import { Image } from 'lucide-react';
import type { MediaId } from '#shared/ids.ts';
import { t } from '../../i18n/i18n.ts';
import styles from './template-preview.module.css';

/** The chosen picture above the text. */
export function HeaderPicture({ id: _id }: { id: MediaId }) {
  return (
    <div className={styles.media} data-given="true">
      <Image size={26} strokeWidth={1.25} aria-label={t('templates.picture')} />
    </div>
  );
}
