import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard } from './clipboard.ts';
import { crashReporter, globalShortcut, net, powerMonitor, powerSaveBlocker, screen, shell } from './desktop.ts';
import { dialog } from './dialog.ts';
import { WebFrameMain } from './frames.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { NativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { Notification } from './notification.ts';
import { Protocol } from './protocol.ts';
import { createSafeStorage } from './safe-storage.ts';
import { Session } from './session.ts';
import { Tray } from './tray.ts';
import { WebContents, webContents } from './web-contents.ts';
import { WebRequest } from './web-request.ts';

const declarations = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');

/** Names of the methods that Electron declares for Linux in one class or interface. */
function declaredMethods(header: string): { statics: string[]; methods: string[] } {
  const start = declarations.indexOf(`\n  ${header} `);
  const body = declarations.slice(start, declarations.indexOf('\n  }\n', start));
  const statics: string[] = [];
  const methods: string[] = [];
  for (const [, comment = '', isStatic, name = ''] of body.matchAll(
    /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^ {4}(static )?(\w+)(?:<[^\n]*>)?\(/gm,
  )) {
    const platforms = /@platform ([\w,]+)/.exec(comment)?.[1];
    if (name === 'constructor' || (platforms && !platforms.includes('linux'))) continue;
    (isStatic ? statics : methods).push(name);
  }
  return { statics: [...new Set(statics)], methods: [...new Set(methods)] };
}

const safeStorage = createSafeStorage(
  () => {
    throw new Error('not opened here');
  },
  () => false,
);

it.each<[string, object, object?]>([
  ['interface App extends', app],
  ['class BrowserWindow extends', BrowserWindow.prototype, BrowserWindow],
  ['interface Clipboard', clipboard],
  ['interface CrashReporter', crashReporter],
  ['interface Dialog', dialog],
  ['interface GlobalShortcut', globalShortcut],
  ['interface IpcMain extends', ipcMain],
  ['class Menu extends', Menu.prototype, Menu],
  ['class NativeImage', NativeImage.prototype],
  ['interface NativeTheme extends', nativeTheme],
  ['interface Net', net],
  ['class Notification extends', Notification.prototype, Notification],
  ['interface PowerMonitor extends', powerMonitor],
  ['interface PowerSaveBlocker', powerSaveBlocker],
  ['interface Protocol', Protocol.prototype],
  ['interface SafeStorage', safeStorage],
  ['interface Screen extends', screen],
  ['class Session extends', Session.prototype],
  ['interface Shell', shell],
  ['class Tray extends', Tray.prototype],
  ['class WebContents extends', WebContents.prototype, webContents],
  ['class WebFrameMain extends', WebFrameMain.prototype],
  ['class WebRequest', WebRequest.prototype],
])(
  '%s: every method Electron declares for Linux is there, if only to say that it is missing',
  (header, members, staticMembers) => {
    const { statics, methods } = declaredMethods(header);
    expect(methods.length).toBeGreaterThan(0);
    expect(methods.filter((name) => typeof Reflect.get(members, name) !== 'function').join()).toBe('');
    if (staticMembers)
      expect(statics.filter((name) => typeof Reflect.get(staticMembers, name) !== 'function')).toEqual([]);
  },
);
