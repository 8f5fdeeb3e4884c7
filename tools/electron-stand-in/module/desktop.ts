// What a desktop environment would answer, as far as an app that runs without one needs an answer.
import { EventEmitter } from 'node:events';
import { notImplemented, partial } from './not-implemented.ts';

/** Opens nothing: there may be no program, and a test that forgets to replace these must not start one. */
export const shell = partial('shell', {
  async openExternal(url: string): Promise<void> {
    console.error(`[electron stand-in] shell.openExternal(${url})`);
  },
  async openPath(file: string): Promise<string> {
    console.error(`[electron stand-in] shell.openPath(${file})`);
    return '';
  },
  showItemInFolder(file: string): void {
    console.error(`[electron stand-in] shell.showItemInFolder(${file})`);
  },
  beep(): void {},
});

const fullHd = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  label: 'stand-in',
  bounds: fullHd,
  workArea: fullHd,
  size: { width: fullHd.width, height: fullHd.height },
  workAreaSize: { width: fullHd.width, height: fullHd.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  touchSupport: 'unknown',
};

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  dipToScreenPoint: <T>(point: T): T => point,
  screenToDipPoint: <T>(point: T): T => point,
  dipToScreenRect: <T>(_window: unknown, rect: T): T => rect,
  screenToDipRect: <T>(_window: unknown, rect: T): T => rect,
});

export const powerMonitor = Object.assign(new EventEmitter(), {
  onBatteryPower: false,
  isOnBatteryPower: () => false,
  getSystemIdleTime: () => 0,
  getSystemIdleState: (_threshold: number) => 'active',
  getCurrentThermalState: () => 'unknown',
});

const blockers = new Set<number>();
let lastBlocker = 0;
export const powerSaveBlocker = {
  start(): number {
    blockers.add(++lastBlocker);
    return lastBlocker;
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
};

const shortcuts = new Map<string, () => void>();
let areShortcutsSuspended = false;
/** Registrations are kept; no key ever reaches them. */
export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    if (shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  registerAll(accelerators: string[], callback: () => void): void {
    for (const accelerator of accelerators) globalShortcut.register(accelerator, callback);
  },
  isRegistered: (accelerator: string) => shortcuts.has(accelerator),
  unregister: (accelerator: string) => void shortcuts.delete(accelerator),
  unregisterAll: () => shortcuts.clear(),
  setSuspended: (suspended: boolean) => void (areShortcutsSuspended = suspended),
  isSuspended: () => areShortcutsSuspended,
};

export const systemPreferences = Object.assign(new EventEmitter(), {
  getAccentColor: () => '3584e4ff',
  getAnimationSettings: () => ({
    shouldRenderRichAnimation: true,
    scrollAnimationsEnabledBySystem: true,
    prefersReducedMotion: false,
  }),
  getMediaAccessStatus: () => 'granted',
});

const crashParameters: Record<string, string> = {};
/** Collects no crashes. */
export const crashReporter = {
  start(): void {},
  getLastCrashReport: () => null,
  getUploadedReports: () => [],
  getUploadToServer: () => false,
  setUploadToServer(): void {},
  addExtraParameter: (key: string, value: string) => void (crashParameters[key] = value),
  removeExtraParameter: (key: string) => void delete crashParameters[key],
  getParameters: () => ({ ...crashParameters }),
};

export const net = {
  fetch: (input: string | Request, init?: RequestInit) => globalThis.fetch(input, init),
  isOnline: () => true,
  get online(): boolean {
    return net.isOnline();
  },
  request: () => notImplemented('net.request'),
  resolveHost: () => notImplemented('net.resolveHost'),
  WebSocket: globalThis.WebSocket,
};
