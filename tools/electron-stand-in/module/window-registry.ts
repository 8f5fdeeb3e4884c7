import type { BrowserWindow } from './browser-window.ts';

/** Every open window and the one that has the focus, for the modules that must not depend on the windows themselves. */
export const windows: { all: Set<BrowserWindow>; focused: BrowserWindow | null } = { all: new Set(), focused: null };
