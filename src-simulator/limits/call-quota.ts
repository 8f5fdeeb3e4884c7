import { BoundedMap } from '../engine/bounded-map.ts';

/** Calls per clock hour that began with the first of them, as Meta counts its business use cases. */
export interface CallQuota {
  /** Counts a call; `isOver` when it was one too many. */
  take(key: string, now: number, perHour: number): { isOver: boolean; percent: number; minutesLeft: number };
}

const hourMs = 3_600_000;

export function createCallQuota(capacity: number): CallQuota {
  const hours = new BoundedMap<string, { startedAt: number; calls: number }>(capacity);
  return {
    take(key, now, perHour) {
      let hour = hours.get(key);
      if (!hour || now >= hour.startedAt + hourMs) {
        hour = { startedAt: now, calls: 0 };
        hours.set(key, hour);
      }
      const isOver = hour.calls >= perHour;
      if (!isOver) hour.calls++;
      return {
        isOver,
        percent: Math.floor((hour.calls / perHour) * 100),
        minutesLeft: isOver ? Math.ceil((hour.startedAt + hourMs - now) / 60_000) : 0,
      };
    },
  };
}
