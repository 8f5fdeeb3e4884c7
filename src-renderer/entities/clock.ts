import { create } from 'zustand';

/** The screen's clock: the server's time (epoch ms), moved on every 15 s so that rings and times stay true. */
export const useClock = create<{ now: number; offsetMs: number }>(() => ({ now: Date.now(), offsetMs: 0 }));

/** Server time at this moment: windows are judged by it, not by this machine's clock (R-8e). */
export function serverNow(): number {
  return Date.now() + useClock.getState().offsetMs;
}

export function setClockOffset(offsetMs: number): void {
  if (offsetMs !== useClock.getState().offsetMs) useClock.setState({ offsetMs, now: Date.now() + offsetMs });
}

export function startClock(): () => void {
  const timer = setInterval(() => useClock.setState({ now: serverNow() }), 15_000);
  return () => clearInterval(timer);
}

export const useNow = () => useClock((state) => state.now);
