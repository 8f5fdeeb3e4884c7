// What the app gets for `import … from 'electron'` in its main process.
import { EventEmitter } from 'node:events';
import { launch } from '../cli/launch.ts';
import { app } from './app.ts';
import { BaseWindow, BrowserWindow } from './browser-window.ts';
import { clipboard, ClipboardItem } from './clipboard.ts';
import {
  crashReporter,
  globalShortcut,
  net,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
  systemPreferences,
} from './desktop.ts';
import { dialog } from './dialog.ts';
import { WebFrameMain } from './frames.ts';
import { ipcMain } from './ipc-main.ts';
import { openKeychain } from './keychain.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { missingClass, partial } from './not-implemented.ts';
import { Notification } from './notification.ts';
import { createSafeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { watchTargets } from './targets.ts';
import { Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';
import { webContents } from './web-contents.ts';

const { protocol } = session.defaultSession;
const safeStorage = createSafeStorage(
  () => openKeychain(process.env, launch.switches.get('password-store')),
  () => app.isReady(),
);
const autoUpdater = partial('autoUpdater', new EventEmitter());
const contentTracing = partial('contentTracing', {});
const desktopCapturer = partial('desktopCapturer', {});
const inAppPurchase = partial('inAppPurchase', {});
const netLog = partial('netLog', {});
const pushNotifications = partial('pushNotifications', {});
const webFrameMain = partial('webFrameMain', { WebFrameMain });
const BrowserView = missingClass('BrowserView');
const ImageView = missingClass('ImageView');
const MessageChannelMain = missingClass('MessageChannelMain');
const ShareMenu = missingClass('ShareMenu');
const TouchBar = missingClass('TouchBar');
const View = missingClass('View');
const WebContentsView = missingClass('WebContentsView');

const electron = {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
};

export {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
};
export default electron;

app
  .start(() => watchTargets())
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
