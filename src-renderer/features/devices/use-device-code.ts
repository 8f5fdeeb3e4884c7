import { useEffect, useState } from 'react';
import type { DeviceState } from '#shared/device.ts';
import type { DeviceId } from '#shared/ids.ts';
import { actAdmin } from '../../entities/admin.ts';
import { codePicture } from './code-picture.ts';

interface DeviceCode {
  state: DeviceState | null;
  /** Address of the picture; null: there is nothing to scan at this moment. */
  picture: string | null;
  pairingCode: string | null;
  /** Since when this code is on screen (epoch ms). */
  shownAt: number;
  error: unknown;
}

const nothingYet: DeviceCode = { state: null, picture: null, pairingCode: null, shownAt: 0, error: null };

/** The code of a device as it is now, asked for anew until a phone has scanned it. It stops at an error. */
export function useDeviceCode(id: DeviceId): DeviceCode {
  const [shown, setShown] = useState(nothingYet);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let last: { code: string; picture: string } | null = null;
    const forget = (): void => {
      if (last !== null) URL.revokeObjectURL(last.picture);
      last = null;
    };
    const ask = async (): Promise<void> => {
      try {
        const answer = await actAdmin('deviceCode', { params: { id } });
        if (isOver || answer === null) return;
        const { state, qr, refreshAfterMs } = answer;
        if (qr?.code !== last?.code) {
          forget();
          if (qr !== null) last = { code: qr.code, picture: URL.createObjectURL(codePicture(qr.image)) };
          setShown({
            state,
            picture: last?.picture ?? null,
            pairingCode: qr?.pairingCode ?? null,
            shownAt: Date.now(),
            error: null,
          });
        } else setShown((now) => ({ ...now, state, error: null }));
        if (state !== 'connected') timer = setTimeout(() => void ask(), refreshAfterMs);
      } catch (error) {
        if (!isOver) setShown((now) => ({ ...now, error }));
      }
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
      forget();
    };
  }, [id]);
  return shown;
}
