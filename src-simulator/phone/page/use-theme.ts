import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

const storageKey = 'parley-phone-theme';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

/** The system's theme until somebody chooses; the choice is kept in this browser. */
export function useTheme(): [Theme, () => void] {
  const [chosen, setChosen] = useState<Theme | null>(() => {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : null;
  });
  const [isSystemDark, setIsSystemDark] = useState(prefersDark.matches);
  useEffect(() => {
    const follow = (): void => setIsSystemDark(prefersDark.matches);
    prefersDark.addEventListener('change', follow);
    return () => prefersDark.removeEventListener('change', follow);
  }, []);

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
