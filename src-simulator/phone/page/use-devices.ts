import { useCallback, useEffect, useState } from 'react';
import type { PhoneDevice } from '../wire.ts';
import { fetchDevices } from './api.ts';

const everyMs = 2000;

/** Devices at the gateway, asked for again and again: their codes change. `onProblem` must stay the same function. */
export function useDevices(onProblem: (error: unknown) => void): {
  devices: PhoneDevice[] | null;
  refresh: () => void;
} {
  const [devices, setDevices] = useState<PhoneDevice[] | null>(null);
  const refresh = useCallback(() => void fetchDevices().then(setDevices, onProblem), [onProblem]);
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, everyMs);
    return () => clearInterval(timer);
  }, [refresh]);
  return { devices, refresh };
}
