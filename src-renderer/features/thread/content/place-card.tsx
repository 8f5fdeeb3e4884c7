import { Copy, ExternalLink, MapPin } from 'lucide-react';
import type { Place } from '#shared/content.ts';
import { copyText } from '../../../entities/clipboard.ts';
import { openExternal } from '../../../entities/windows.ts';
import { t } from '../../../i18n/i18n.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Quote } from '../../../ui/user-text.tsx';
import styles from './cards.module.css';

/** A place: a drawing, not a map. Nothing is asked of a map's server until somebody opens one in the browser. */
export function PlaceCard({ place }: { place: Place }) {
  const { latitude, longitude, name, address } = place;
  const numbers = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const title = name || t('content.place');
  const query = `mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return (
    <div className={styles.place} role="group" aria-label={t('content.placeOf', { name: title })}>
      <div className={styles.ground} aria-hidden="true">
        <MapPin size={28} strokeWidth={1.75} />
      </div>
      <div className={styles.row}>
        <div className={styles.words}>
          <p className={styles.title}>
            <Quote text={title} />
          </p>
          {address !== null && address !== '' && (
            <p className={styles.line}>
              <Quote text={address} />
            </p>
          )}
          <p className={styles.numbers} dir="ltr">
            {numbers}
          </p>
        </div>
        <IconButton label={t('content.copyPlace')} icon={Copy} side="top" onClick={() => copyText(numbers)} />
        <IconButton
          label={t('content.openMap')}
          icon={ExternalLink}
          side="top"
          onClick={() => openExternal(`https://www.openstreetmap.org/?${query}`)}
        />
      </div>
    </div>
  );
}
