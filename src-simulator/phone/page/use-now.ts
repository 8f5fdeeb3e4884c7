import { useEffect, useState } from 'react';

const tickMs = 1000;

/** The simulator's time, moving on once a second. */
export function useNow(offset: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now + offset;
}
