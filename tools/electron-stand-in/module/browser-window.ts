// Longer than other files: the public surface of one Electron class, each member a few lines.
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { ignoreGone, isEngineHeadless } from './engine.ts';
import { createEvent, emitEvent, emitPlain } from './events.ts';
import type { NativeImage } from './native-image.ts';
import { notImplemented, stubMethods } from './not-implemented.ts';
import type { WebPreferences } from './page-scripts.ts';
import { WebContents } from './web-contents.ts';
import type { OpenDetails } from './window-open.ts';
import { windows } from './window-registry.ts';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface BrowserWindowOptions extends Partial<Rectangle> {
  show?: boolean;
  title?: string;
  parent?: BrowserWindow;
  modal?: boolean;
  alwaysOnTop?: boolean;
  backgroundColor?: string;
  resizable?: boolean;
  minimizable?: boolean;
  maximizable?: boolean;
  closable?: boolean;
  movable?: boolean;
  focusable?: boolean;
  fullscreen?: boolean;
  frame?: boolean;
  skipTaskbar?: boolean;
  minWidth?: number;
  minHeight?: number;
  maxWidth?: number;
  maxHeight?: number;
  opacity?: number;
  webPreferences?: WebPreferences;
}

/**
 * A window of Chromium. Its state is kept here, since headless Chromium has no window manager to ask; width and height
 * are those of the page (on Linux without a window manager the two are the same).
 */
export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return [...windows.all];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return windows.focused;
  }
  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return contents?.getOwnerBrowserWindow() ?? null;
  }
  static fromBrowserView(): null {
    return null;
  }
  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  readonly id: number;
  readonly webContents: WebContents;
  accessibleTitle = '';
  autoHideMenuBar = false;
  resizable: boolean;
  minimizable: boolean;
  maximizable: boolean;
  closable: boolean;
  movable: boolean;
  focusable: boolean;
  fullScreenable = true;
  title: string;
  #bounds: Rectangle;
  #isVisible: boolean;
  #isMinimized = false;
  #isMaximized = false;
  #isFullScreen: boolean;
  #isAlwaysOnTop: boolean;
  #isDestroyed = false;
  #wasReady = false;
  #parent: BrowserWindow | null;
  #isModal: boolean;
  #opacity: number;
  #backgroundColor: string;
  #isEnabled = true;
  #minimumSize: [number, number];
  #maximumSize: [number, number];

  constructor(options: BrowserWindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = show;
    this.#isFullScreen = options.fullscreen ?? false;
    this.#isAlwaysOnTop = options.alwaysOnTop ?? false;
    this.#parent = options.parent ?? null;
    this.#isModal = options.modal ?? false;
    this.#opacity = options.opacity ?? 1;
    this.#backgroundColor = options.backgroundColor ?? '#FFFFFF';
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#maximumSize = [options.maxWidth ?? 0, options.maxHeight ?? 0];
    this.title = options.title ?? app.name;
    this.resizable = options.resizable ?? true;
    this.minimizable = options.minimizable ?? true;
    this.maximizable = options.maximizable ?? true;
    this.closable = options.closable ?? true;
    this.movable = options.movable ?? true;
    this.focusable = options.focusable ?? true;
    this.webContents = new WebContents(this, options.webPreferences ?? {}, () => this.#bounds);
    this.id = this.webContents.id;
    windows.all.add(this);
    this.webContents.on('did-finish-load', () => this.#onLoaded());
    this.webContents.on('page-title-updated', (event, title: string) => {
      if (!emitEvent(this, 'page-title-updated', event, title, true)) this.title = title;
    });
    emitEvent(app, 'browser-window-created', {}, this);
    if (show) queueMicrotask(() => this.focus());
    else if (!isEngineHeadless()) this.#setChromiumState('minimized');
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  loadFile(file: string, options?: { query?: Record<string, string>; search?: string; hash?: string }): Promise<void> {
    return this.webContents.loadFile(file, options);
  }
  reload(): void {
    this.webContents.reload();
  }
  capturePage(rect?: Rectangle): Promise<NativeImage> {
    return this.webContents.capturePage(rect);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    if (this.#isVisible || this.#isDestroyed) return;
    this.#isVisible = true;
    this.#setChromiumState('normal');
    emitEvent(this, 'show');
  }
  hide(): void {
    if (!this.#isVisible || this.#isDestroyed) return;
    this.#isVisible = false;
    this.#setChromiumState('minimized');
    this.blur();
    emitEvent(this, 'hide');
  }
  isVisible(): boolean {
    return this.#isVisible && !this.#isMinimized;
  }
  focus(): void {
    if (windows.focused === this || this.#isDestroyed || !this.#isVisible || !this.focusable) return;
    windows.focused?.blur();
    windows.focused = this;
    this.webContents.page.post('Page.bringToFront');
    this.webContents.page.post('Emulation.setFocusEmulationEnabled', { enabled: true });
    emitEvent(this, 'focus');
    emitEvent(app, 'browser-window-focus', {}, this);
  }
  blur(): void {
    if (windows.focused !== this) return;
    windows.focused = null;
    this.webContents.page.post('Emulation.setFocusEmulationEnabled', { enabled: false });
    emitEvent(this, 'blur');
    emitEvent(app, 'browser-window-blur', {}, this);
  }
  isFocused(): boolean {
    return windows.focused === this;
  }
  moveTop(): void {
    this.webContents.focus();
  }

  minimize(): void {
    if (this.#isMinimized) return;
    this.#isMinimized = true;
    this.#setChromiumState('minimized');
    this.blur();
    emitEvent(this, 'minimize');
  }
  restore(): void {
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    this.#setChromiumState('normal');
    emitEvent(this, 'restore');
    this.focus();
  }
  isMinimized(): boolean {
    return this.#isMinimized;
  }
  maximize(): void {
    this.show();
    if (this.#isMaximized) return;
    this.#isMaximized = true;
    if (!isEngineHeadless()) this.#setChromiumState('maximized');
    emitEvent(this, 'maximize');
  }
  unmaximize(): void {
    if (!this.#isMaximized) return;
    this.#isMaximized = false;
    if (!isEngineHeadless()) this.#setChromiumState('normal');
    emitEvent(this, 'unmaximize');
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  setFullScreen(flag: boolean): void {
    if (this.#isFullScreen === flag) return;
    this.#isFullScreen = flag;
    if (!isEngineHeadless()) this.#setChromiumState(flag ? 'fullscreen' : 'normal');
    emitEvent(this, flag ? 'enter-full-screen' : 'leave-full-screen');
  }
  isFullScreen(): boolean {
    return this.#isFullScreen;
  }
  isNormal(): boolean {
    return !this.#isMinimized && !this.#isMaximized && !this.#isFullScreen;
  }
  /** A minimised window of Chromium is what makes document.visibilityState "hidden". */
  #setChromiumState(windowState: string): void {
    this.webContents.page.setBounds({ windowState }).catch(ignoreGone);
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }
  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (width !== before.width || height !== before.height) {
      this.webContents.page.setSize({ width, height }).catch(ignoreGone);
      this.webContents.applySize();
      emitEvent(this, 'resize');
      emitEvent(this, 'resized');
    }
    if (x !== before.x || y !== before.y) {
      this.webContents.page.setBounds({ left: x, top: y }).catch(ignoreGone);
      emitEvent(this, 'move');
      emitEvent(this, 'moved');
    }
  }
  getNormalBounds(): Rectangle {
    return this.getBounds();
  }
  getContentBounds(): Rectangle {
    return this.getBounds();
  }
  setContentBounds(bounds: Partial<Rectangle>): void {
    this.setBounds(bounds);
  }
  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getContentSize(): [number, number] {
    return this.getSize();
  }
  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }
  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y];
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }
  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height];
  }
  getMinimumSize(): [number, number] {
    return this.#minimumSize;
  }
  setMaximumSize(width: number, height: number): void {
    this.#maximumSize = [width, height];
  }
  getMaximumSize(): [number, number] {
    return this.#maximumSize;
  }
  setAspectRatio(): void {}
  center(): void {}

  getTitle(): string {
    return this.title;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setAlwaysOnTop(flag: boolean): void {
    if (this.#isAlwaysOnTop === flag) return;
    this.#isAlwaysOnTop = flag;
    emitEvent(this, 'always-on-top-changed', {}, flag);
  }
  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }
  getParentWindow(): BrowserWindow | null {
    return this.#parent;
  }
  setParentWindow(parent: BrowserWindow | null): void {
    this.#parent = parent;
  }
  getChildWindows(): BrowserWindow[] {
    return [...windows.all].filter((window) => window.getParentWindow() === this);
  }
  isModal(): boolean {
    return this.#isModal;
  }
  setEnabled(enable: boolean): void {
    this.#isEnabled = enable;
  }
  isEnabled(): boolean {
    return this.#isEnabled;
  }
  setOpacity(opacity: number): void {
    this.#opacity = opacity;
  }
  getOpacity(): number {
    return this.#opacity;
  }
  getBackgroundColor(): string {
    return this.#backgroundColor;
  }
  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
  }
  isResizable(): boolean {
    return this.resizable;
  }
  setResizable(resizable: boolean): void {
    this.resizable = resizable;
  }
  isFocusable(): boolean {
    return this.focusable;
  }
  setFocusable(focusable: boolean): void {
    this.focusable = focusable;
  }
  isFullScreenable(): boolean {
    return this.fullScreenable;
  }
  setFullScreenable(fullScreenable: boolean): void {
    this.fullScreenable = fullScreenable;
  }
  getMediaSourceId(): string {
    return `window:${this.id}:0`;
  }
  // Parts of a desktop's frame, menu bar and task bar, which these windows don't have.
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  isMenuBarVisible(): boolean {
    return false;
  }
  setAutoHideMenuBar(): void {}
  isMenuBarAutoHide(): boolean {
    return false;
  }
  setSkipTaskbar(): void {}
  flashFrame(): void {}
  setProgressBar(): void {}
  setOverlayIcon(): void {}
  setIcon(): void {}
  setHasShadow(): void {}
  hasShadow(): boolean {
    return false;
  }
  setIgnoreMouseEvents(): void {}
  isKiosk(): boolean {
    return false;
  }
  isVisibleOnAllWorkspaces(): boolean {
    return false;
  }
  setContentProtection(): void {}
  setVisibleOnAllWorkspaces(): void {}
  setTitleBarOverlay(): void {}
  setWindowButtonVisibility(): void {}
  setAppDetails(): void {}
  setThumbarButtons(): boolean {
    return false;
  }

  close(): void {
    if (this.#isDestroyed || emitEvent(this, 'close')) return;
    this.destroy();
  }
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    for (const child of this.getChildWindows()) child.destroy();
    this.blur();
    windows.all.delete(this);
    this.webContents.destroy();
    emitPlain(this, 'closed');
    if (windows.all.size === 0) app.onAllWindowsClosed();
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  /** @internal Chromium closed the window: somebody clicked its X, or the page closed itself. */
  onPageGone(): void {
    if (this.#isDestroyed) return;
    emitEvent(this, 'close');
    this.destroy();
  }
  /** @internal A page wants a window: the app's handler decides, and what it allows becomes a BrowserWindow. */
  openFromPage({ url, frameName, features, disposition }: OpenDetails): void {
    const contents = this.webContents;
    const referrer = { url: contents.getURL(), policy: 'strict-origin-when-cross-origin' };
    const answer = contents.openHandler({ url, frameName, features, disposition, referrer });
    if (answer.action !== 'allow') return;
    const options = answer.overrideBrowserWindowOptions ?? {};
    const window = new BrowserWindow(options);
    emitEvent(contents, 'did-create-window', {}, window, { url, frameName, options, disposition, referrer });
    window.loadURL(url).catch((error: unknown) => console.error('[electron stand-in]', error));
  }

  #onLoaded(): void {
    if (this.#wasReady) return;
    this.#wasReady = true;
    emitEvent(this, 'ready-to-show', createEvent({}));
  }
}

stubMethods(
  BrowserWindow.prototype,
  'BrowserWindow',
  `addBrowserView blurWebView focusOnWebView getBrowserView getBrowserViews getNativeWindowHandle moveAbove
   removeBrowserView setBrowserView setKiosk setShape setTopBrowserView`,
);

/** Exists by name: every window here is a BrowserWindow. */
export const BaseWindow = class {
  static getAllWindows = () => BrowserWindow.getAllWindows();
  static getFocusedWindow = () => BrowserWindow.getFocusedWindow();
  static fromId = (id: number) => BrowserWindow.fromId(id);
  constructor() {
    notImplemented('new BaseWindow()');
  }
};
