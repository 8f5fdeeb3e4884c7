import { existsSync } from 'node:fs';
import { DbusNotifier } from './dbus-notifier.ts';
import type { ElectronNotifier } from './electron-notifier.ts';
import type { Notifier } from './notifier.ts';

/** Ruling 67: on Linux our own D-Bus notifier whenever a session bus with a notification server exists. */
export async function chooseNotifier(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
  electron: ElectronNotifier,
): Promise<Notifier> {
  if (platform === 'linux') {
    const address = sessionBusAddress(environment);
    const dbus = address === null ? null : await DbusNotifier.connect(address);
    if (dbus !== null) return dbus;
  }
  return electron;
}

/** Where the session bus listens: named by the session, else the place systemd gives it. */
export function sessionBusAddress(
  environment: Record<string, string | undefined>,
  exists: (path: string) => boolean = existsSync,
): string | null {
  const named = environment['DBUS_SESSION_BUS_ADDRESS'];
  if (named !== undefined && named !== '') return named;
  const runtime = environment['XDG_RUNTIME_DIR'];
  return runtime !== undefined && runtime !== '' && exists(`${runtime}/bus`) ? `unix:path=${runtime}/bus` : null;
}
