import { useEffect, useState } from 'react';
import type { Bubble, Phone } from '../wire.ts';
import { fetchPhone, listen } from './api.ts';
import { addBubble, applyEvent } from './phone-state.ts';

export interface LivePhone {
  phone: Phone | null;
  isLive: boolean;
  /** The simulator's clock minus this computer's, ms. */
  clockOffset: number;
  add: (phoneNumberId: string, bubble: Bubble) => void;
}

/** One customer's phone, kept up to date. */
export function usePhone(waId: string | null): LivePhone {
  const [phone, setPhone] = useState<Phone | null>(null);
  const [isLive, setIsLive] = useState(false);
  const [clockOffset, setClockOffset] = useState(0);

  useEffect(() => {
    if (waId === null) return;
    let isCurrent = true;
    const refresh = async (): Promise<void> => {
      try {
        const fetched = await fetchPhone(waId);
        if (!isCurrent) return;
        setClockOffset(fetched.now - Date.now());
        setPhone(fetched);
        setIsLive(true);
      } catch {
        if (isCurrent) setIsLive(false);
      }
    };
    const stop = listen(waId, {
      open: () => void refresh(),
      lost: () => setIsLive(false),
      event: (event) => {
        if (event.kind === 'typing') setClockOffset(event.now - Date.now());
        setPhone((known) => (known?.waId === waId ? applyEvent(known, event) : known));
      },
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [waId]);

  return {
    phone: phone?.waId === waId ? phone : null,
    isLive,
    clockOffset,
    add: (phoneNumberId, bubble) => setPhone((known) => known && addBubble(known, phoneNumberId, bubble)),
  };
}
