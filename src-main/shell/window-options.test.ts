import { expect, it } from 'vitest';
import { windowOptions } from './window-options.ts';

const look = { preload: '/app/preload.js', bounds: null, dark: false, packaged: true, icon: null };

it.each(['main', 'quick_reply', 'conversation'] as const)(
  'S-2 S-3 S-4 S-6 S-8 S-9 S-11 S-13 S-26 every guard of the %s window is set explicitly',
  (kind) => {
    expect(windowOptions(kind, look).webPreferences).toEqual({
      preload: '/app/preload.js',
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
      devTools: false,
    });
  },
);

it('gives the main window its size, and a remembered place when there is one', () => {
  expect(windowOptions('main', look)).toMatchObject({ width: 1280, height: 820, minWidth: 720, minHeight: 520 });
  const bounds = { x: 5, y: 6, width: 900, height: 700 };
  expect(windowOptions('main', { ...look, bounds })).toMatchObject(bounds);
});

it('keeps the quick-reply window small and on top', () => {
  expect(windowOptions('quick_reply', look)).toMatchObject({ width: 380, height: 160, alwaysOnTop: true });
});
