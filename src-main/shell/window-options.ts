import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { WindowKind } from '#shared/wire/ipc.ts';

export interface WindowLook {
  preload: string;
  /** null = centred at the kind's own size. */
  bounds: Rectangle | null;
  dark: boolean;
  packaged: boolean;
  icon: string | null;
}

const sizes: Record<WindowKind, BrowserWindowConstructorOptions> = {
  main: { width: 1280, height: 820, minWidth: 720, minHeight: 520 },
  conversation: { width: 560, height: 760, minWidth: 420, minHeight: 420 },
  quick_reply: {
    width: 380,
    height: 160,
    useContentSize: true,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
  },
};

/** Options of every window. All that hardens it is written out, defaults included (S-2..S-4, S-6, S-8..S-11, S-26). */
export function windowOptions(kind: WindowKind, look: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...sizes[kind],
    ...look.bounds,
    title: 'Parley',
    show: false,
    autoHideMenuBar: true,
    // The page's own background, so that no white flashes before it has drawn.
    backgroundColor: look.dark ? '#111416' : '#fcfcfc',
    ...(look.icon === null ? {} : { icon: look.icon }),
    webPreferences: {
      preload: look.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      disableBlinkFeatures: 'Auxclick',
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: true,
      devTools: !look.packaged,
    },
  };
}
