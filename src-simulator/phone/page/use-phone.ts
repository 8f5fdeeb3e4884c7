import { useCallback, useEffect, useRef, useState } from 'react';
import type { Bubble, Phone } from '../wire.ts';
import { fetchPhone, listen } from './api.ts';
import { addBubble, applyEvent, isNewChat } from './phone-state.ts';

export interface LivePhone {
  phone: Phone | null;
  isLive: boolean;
  /** The simulator's clock minus this computer's, ms. */
  clockOffset: number;
  add: (phoneNumberId: string, bubble: Bubble) => void;
  /** Fetches what no news tells: who is blocked, the profile. */
  refresh: () => void;
}

/** One customer's phone, kept up to date. */
export function usePhone(waId: string | null): LivePhone {
  const [phone, setPhone] = useState<Phone | null>(null);
  const [isLive, setIsLive] = useState(false);
  const [clockOffset, setClockOffset] = useState(0);
  const latest = useRef(phone);
  useEffect(() => {
    latest.current = phone;
  }, [phone]);

  const refresh = useCallback(async (): Promise<void> => {
    if (waId === null) return;
    try {
      const fetched = await fetchPhone(waId);
      setClockOffset(fetched.now - Date.now());
      setPhone(fetched);
      setIsLive(true);
    } catch {
      setIsLive(false);
    }
  }, [waId]);

  useEffect(() => {
    if (waId === null) return;
    return listen(waId, {
      open: () => void refresh(),
      lost: () => setIsLive(false),
      event: (event) => {
        if (event.kind === 'typing') setClockOffset(event.now - Date.now());
        setPhone((known) => (known?.waId === waId ? applyEvent(known, event) : known));
        if (latest.current?.waId === waId && isNewChat(latest.current, event)) void refresh();
      },
    });
  }, [waId, refresh]);

  const add = useCallback(
    (phoneNumberId: string, bubble: Bubble) => setPhone((known) => known && addBubble(known, phoneNumberId, bubble)),
    [],
  );
  return {
    // What belongs to the person before is not shown, also when its answer comes late.
    phone: phone?.waId === waId ? phone : null,
    isLive,
    clockOffset,
    add,
    refresh: useCallback(() => void refresh(), [refresh]),
  };
}
