/** Time as the sync engine sees it; tests move it by hand. `now` is epoch ms of this machine. */
export interface Clock {
  now: () => number;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after: (delayMs: number, callback: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
