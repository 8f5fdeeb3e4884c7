import { useEffect, useState } from 'react';

/** In the place of a chat: the screen that links devices. */
export const linkPlace = 'link';

/**
 * Whose phone and which chat is on screen; kept in the address as `#waId/phoneNumberId` or `#waId/link`, so that it can
 * be linked to.
 */
export interface Place {
  waId: string | null;
  phoneNumberId: string | null;
}

export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const follow = (): void => setPlace(readPlace());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return [
    place,
    (next) => {
      window.location.hash = [next.waId, next.phoneNumberId].filter((part) => part !== null).join('/');
    },
  ];
}

function readPlace(): Place {
  const [waId, phoneNumberId] = window.location.hash.slice(1).split('/');
  return { waId: waId || null, phoneNumberId: phoneNumberId || null };
}
