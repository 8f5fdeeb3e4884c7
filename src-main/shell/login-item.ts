import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** With it Parley starts without showing its window. */
export const hiddenFlag = '--hidden';

export interface LoginItemPlace {
  platform: NodeJS.Platform;
  /** The app's own executable. */
  executable: string;
  /** XDG_CONFIG_HOME, or the place it stands for. */
  configHome: string;
  setLoginItemSettings: (settings: { openAtLogin: boolean; args: string[] }) => void;
}

/** Starts Parley with the person's session, or no more. Linux has no call for it, but a folder of files. */
export function setLaunchAtLogin(on: boolean, place: LoginItemPlace): void {
  if (place.platform !== 'linux') {
    place.setLoginItemSettings({ openAtLogin: on, args: on ? [hiddenFlag] : [] });
    return;
  }
  const folder = join(place.configHome, 'autostart');
  const file = join(folder, 'parley.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, desktopEntry(place.executable));
}

/** A path stands in quotes, in which the specification lets four characters be escaped. */
function desktopEntry(executable: string): string {
  const quoted = `"${executable
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
  const lines = ['Type=Application', 'Name=Parley', `Exec=${quoted} ${hiddenFlag}`, 'X-GNOME-Autostart-enabled=true'];
  return `[Desktop Entry]\n${lines.join('\n')}\n`;
}
