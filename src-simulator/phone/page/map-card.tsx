import { MapPin } from 'lucide-react';
import { useMemo } from 'react';
import type { Place } from '../wire-body.ts';
import { useChatActions } from './chat-actions.ts';
import styles from './map-card.module.css';
import { drawMap, mapSize } from './map-drawing.ts';

/** A place in a bubble; a tap shows it larger with its coordinates. */
export function MapCard({ place }: { place: Place }) {
  const { open } = useChatActions();
  return (
    <button
      type="button"
      className={styles['card']}
      aria-label={`Open map: ${place.name || coordinatesOf(place)}`}
      onClick={() => open({ kind: 'map', place })}
    >
      <MapPicture place={place} />
      <span className={styles['words']} dir="auto">
        <span className={styles['name']}>{place.name || 'Current location'}</span>
        <span className={styles['address']}>{place.address || coordinatesOf(place)}</span>
      </span>
    </button>
  );
}

/** The drawn map with a pin. Nothing is fetched. */
export function MapPicture({ place }: { place: Place }) {
  const map = useMemo(() => drawMap(place.latitude, place.longitude), [place.latitude, place.longitude]);
  return (
    <span className={styles['map']}>
      <svg viewBox={`0 0 ${mapSize.width} ${mapSize.height}`} preserveAspectRatio="xMidYMid slice" aria-hidden>
        {map.parks.map((path) => (
          <path key={path} d={path} className={styles['park']} />
        ))}
        {map.streets.map((path) => (
          <path key={path} d={path} className={styles['street']} />
        ))}
        <path d={map.water} className={styles['water']} />
        {map.avenues.map((path) => (
          <path key={path} d={path} className={styles['avenueEdge']} />
        ))}
        {map.avenues.map((path) => (
          <path key={path} d={path} className={styles['avenue']} />
        ))}
      </svg>
      <MapPin className={styles['pin']} size={34} strokeWidth={1.5} aria-hidden />
    </span>
  );
}

export function coordinatesOf({ latitude, longitude }: Place): string {
  const half = (value: number, positive: string, negative: string): string =>
    `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
  return `${half(latitude, 'N', 'S')}, ${half(longitude, 'E', 'W')}`;
}
