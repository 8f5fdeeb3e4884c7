import { useCallback, useEffect, useState } from 'react';

const shownMs = 2500;

/** A short thing said at the bottom of the phone, which goes away by itself. */
export function useSaying(): [string | null, (words: string) => void] {
  const [saying, setSaying] = useState<{ words: string } | null>(null);
  useEffect(() => {
    if (!saying) return;
    const timer = setTimeout(() => setSaying(null), shownMs);
    return () => clearTimeout(timer);
  }, [saying]);
  return [saying?.words ?? null, useCallback((words) => setSaying({ words }), [])];
}
