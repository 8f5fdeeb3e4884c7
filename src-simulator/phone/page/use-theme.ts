import { useEffect, useState, useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const storageKey = 'parley-phone-theme';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const onSystemChange = (follow: () => void): (() => void) => {
  prefersDark.addEventListener('change', follow);
  return () => prefersDark.removeEventListener('change', follow);
};

/** The system's theme until somebody chooses; the choice is kept in this browser. */
export function useTheme(): [Theme, () => void] {
  const [chosen, setChosen] = useState<Theme | null>(() => {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : null;
  });
  const isSystemDark = useSyncExternalStore(onSystemChange, () => prefersDark.matches);

  const theme = chosen ?? (isSystemDark ? 'dark' : 'light');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  return [
    theme,
    () => {
      const next = theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem(storageKey, next);
      setChosen(next);
    },
  ];
}
