import { LocateFixed } from 'lucide-react';
import { useState } from 'react';
import type { Place } from '../wire-body.ts';
import controls from './controls.module.css';
import { coordinatesOf, MapPicture } from './map-card.tsx';
import { Sheet } from './sheet.tsx';

/** Places a customer may be at; real cities, so that maps of the outside show something. */
const places: readonly Place[] = [
  { latitude: 38.8977, longitude: -77.0365, name: '', address: '' },
  { latitude: 51.5081, longitude: -0.0759, name: 'Tower Bridge Piers', address: 'St Katharine’s Way, London' },
  { latitude: 52.5219, longitude: 13.4132, name: 'Alexanderplatz', address: '10178 Berlin' },
  { latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Centro Histórico, Ciudad de México' },
  { latitude: -22.9711, longitude: -43.1823, name: 'Copacabana', address: 'Av. Atlântica, Rio de Janeiro' },
  { latitude: 30.0444, longitude: 31.2357, name: 'ميدان التحرير', address: 'القاهرة' },
];

/** Which place to send. */
export function PlaceSheet(props: { onSend: (place: Place) => void; onClose: () => void }) {
  const [place, setPlace] = useState<Place>(places[0]!);
  const change = (part: Partial<Place>): void => setPlace((known) => ({ ...known, ...part }));
  return (
    <Sheet
      title="Send location"
      onClose={props.onClose}
      footer={
        <button type="button" className={controls['primary']} onClick={() => props.onSend(place)}>
          Send this location
        </button>
      }
    >
      <div className={controls['stack']}>
        <MapPicture place={place} />
        <label className={controls['field']}>
          Place
          <select
            value={places.findIndex(
              ({ latitude, longitude }) => latitude === place.latitude && longitude === place.longitude,
            )}
            onChange={(event) => setPlace(places[Number(event.target.value)] ?? place)}
          >
            {places.map(({ name, latitude }, index) => (
              <option key={latitude} value={index}>
                {name || 'Current location'}
              </option>
            ))}
            <option value={-1} hidden>
              {coordinatesOf(place)}
            </option>
          </select>
        </label>
        <label className={controls['field']}>
          Name
          <input
            dir="auto"
            value={place.name}
            maxLength={200}
            onChange={(event) => change({ name: event.target.value })}
          />
        </label>
        <label className={controls['field']}>
          Address
          <input
            dir="auto"
            value={place.address}
            maxLength={400}
            onChange={(event) => change({ address: event.target.value })}
          />
        </label>
        <p className={controls['hint']}>
          <LocateFixed size={14} aria-hidden /> {coordinatesOf(place)}. Without a name and address it is sent as the
          current position.
        </p>
      </div>
    </Sheet>
  );
}

/** A received place, large. */
export function MapSheet(props: { place: Place; onClose: () => void }) {
  const { place } = props;
  return (
    <Sheet title={place.name || 'Location'} onClose={props.onClose}>
      <div className={controls['stack']}>
        <MapPicture place={place} />
        <p className={controls['hint']} dir="auto">
          {place.address !== '' && (
            <>
              {place.address}
              <br />
            </>
          )}
          {coordinatesOf(place)}
        </p>
      </div>
    </Sheet>
  );
}
