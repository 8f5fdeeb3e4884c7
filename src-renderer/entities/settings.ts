import { create } from 'zustand';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { api } from '../api.ts';

export const useSettings = create<Settings>(() => defaultSettings);

/** Also sets what the style sheets read: theme and density as attributes of the document. */
export function applySettings(settings: Settings): void {
  useSettings.setState(settings, true);
  const { dataset } = document.documentElement;
  dataset['density'] = settings.density;
  if (settings.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = settings.theme;
}

export async function loadSettings(): Promise<void> {
  applySettings(await api.settings.get());
}

/** Shown at once; main's answer confirms it or brings the old value back. */
export async function changeSettings(patch: Parameters<typeof api.settings.set>[0]): Promise<void> {
  const before = useSettings.getState();
  // `undefined` never stands in a patch we make, but its type allows it.
  applySettings({ ...before, ...(patch as Partial<Settings>) });
  try {
    applySettings(await api.settings.set(patch));
  } catch (error) {
    applySettings(before);
    throw error;
  }
}
