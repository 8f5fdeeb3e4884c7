// Longer than other files: the public surface of one Electron class, each member a few lines.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../cli/launch.ts';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { emitEvent, emitPlain } from './events.ts';
import type { WebFrameMain } from './frames.ts';
import { loadPage } from './loading.ts';
import { createImage, type NativeImage } from './native-image.ts';
import { notImplemented, stubMethods } from './not-implemented.ts';
import type { Size } from './page.ts';
import { PageContents } from './page-contents.ts';
import type { WebPreferences } from './page-scripts.ts';
import { toReachable } from './schemes.ts';
import type { OpenHandler } from './window-open.ts';
import { windows } from './window-registry.ts';

export class WebContents extends PageContents {
  readonly debugger = notYet('webContents.debugger');
  readonly navigationHistory = notYet('webContents.navigationHistory');
  readonly hostWebContents = null;
  readonly devToolsWebContents = null;
  readonly opener = null;
  /** @internal */
  openHandler: OpenHandler = () => ({ action: 'allow' });
  userAgent = '';
  audioMuted = false;
  backgroundThrottling: boolean;
  readonly #size: () => Size;
  #isDestroyed = false;
  #zoomFactor = 1;

  constructor(owner: BrowserWindow, preferences: WebPreferences, size: () => Size) {
    super(owner, preferences, size());
    this.#size = size;
    this.backgroundThrottling = preferences.backgroundThrottling ?? true;
    emitEvent(app, 'web-contents-created', {}, this);
  }

  get focusedFrame(): WebFrameMain | null {
    return this.isFocused() ? this.mainFrame : null;
  }
  getOwnerBrowserWindow(): BrowserWindow {
    return this.owner;
  }
  getType(): string {
    return 'window';
  }

  loadURL(url: string): Promise<void> {
    return loadPage(this, this.page, this.navigation, url);
  }
  loadFile(
    file: string,
    options: { query?: Record<string, string>; search?: string; hash?: string } = {},
  ): Promise<void> {
    const url = pathToFileURL(path.resolve(launch.folder, file));
    if (options.search) url.search = options.search;
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    if (options.hash) url.hash = options.hash;
    return this.loadURL(url.href);
  }
  reload(): void {
    this.navigation.expect(toReachable(this.mainFrame.url));
    this.page.post('Page.reload');
  }
  reloadIgnoringCache(): void {
    this.navigation.expect(toReachable(this.mainFrame.url));
    this.page.post('Page.reload', { ignoreCache: true });
  }
  stop(): void {
    this.page.post('Page.stopLoading');
  }
  getURL(): string {
    return this.mainFrame.url === 'about:blank' ? '' : this.mainFrame.url;
  }
  getTitle(): string {
    return this.title;
  }
  isLoading(): boolean {
    return this.isPageLoading;
  }
  isLoadingMainFrame(): boolean {
    return this.isPageLoading;
  }
  isWaitingForResponse(): boolean {
    return false;
  }

  send(channel: string, ...args: unknown[]): void {
    this.sendTo(this.mainFrame, channel, args);
  }
  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.evaluateIn(this.mainFrame, code, userGesture);
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  async capturePage(rect?: { x: number; y: number; width: number; height: number }): Promise<NativeImage> {
    const clip = rect && { clip: { ...rect, scale: 1 } };
    const { data } = await this.page.send('Page.captureScreenshot', { format: 'png', ...clip });
    return createImage(Buffer.from(data, 'base64'));
  }
  async printToPDF(): Promise<Buffer> {
    const { data } = await this.page.send('Page.printToPDF', { printBackground: true });
    return Buffer.from(data, 'base64');
  }
  async insertText(text: string): Promise<void> {
    await this.page.send('Input.insertText', { text });
  }
  forcefullyCrashRenderer(): void {
    this.page.post('Page.crash');
  }

  /** As the page would see it after Ctrl + plus: fewer, larger CSS pixels. */
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoomFactor = factor;
    this.applySize();
  }
  getZoomFactor(): number {
    return this.#zoomFactor;
  }
  get zoomFactor(): number {
    return this.#zoomFactor;
  }
  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }
  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level);
  }
  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2);
  }
  get zoomLevel(): number {
    return this.getZoomLevel();
  }
  set zoomLevel(level: number) {
    this.setZoomLevel(level);
  }
  /** @internal Gives the page the size of its window, in zoomed pixels. */
  applySize(): void {
    if (this.#zoomFactor === 1) {
      this.page.post('Emulation.clearDeviceMetricsOverride');
      return;
    }
    const { width, height } = this.#size();
    const scaled = { width: Math.round(width / this.#zoomFactor), height: Math.round(height / this.#zoomFactor) };
    this.page.post('Emulation.setDeviceMetricsOverride', {
      ...scaled,
      deviceScaleFactor: this.#zoomFactor,
      mobile: false,
    });
  }
  async setVisualZoomLevelLimits(): Promise<void> {}

  focus(): void {
    this.page.post('Page.bringToFront');
  }
  isFocused(): boolean {
    return windows.focused === this.owner;
  }
  close(): void {
    this.owner.destroy();
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isCrashed(): boolean {
    return this.isPageCrashed;
  }
  setBackgroundThrottling(allowed: boolean): void {
    this.backgroundThrottling = allowed;
  }
  getBackgroundThrottling(): boolean {
    return this.backgroundThrottling;
  }
  setAudioMuted(muted: boolean): void {
    this.audioMuted = muted;
  }
  isAudioMuted(): boolean {
    return this.audioMuted;
  }
  isCurrentlyAudible(): boolean {
    return false;
  }
  setUserAgent(userAgent: string): void {
    this.userAgent = userAgent;
    this.page.post('Emulation.setUserAgentOverride', { userAgent });
  }
  getUserAgent(): string {
    return this.userAgent;
  }
  setIgnoreMenuShortcuts(): void {}
  setWebRTCIPHandlingPolicy(): void {}
  openDevTools(): void {
    console.error('[electron stand-in] DevTools: start with --remote-debugging-port and connect a browser to it');
  }
  closeDevTools(): void {}
  toggleDevTools(): void {
    this.openDevTools();
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  isDevToolsFocused(): boolean {
    return false;
  }

  /** @internal */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.closePage();
    emitPlain(this, 'destroyed');
  }
}

function notYet(name: string): object {
  return new Proxy(
    {},
    {
      get: (_target, key) =>
        typeof key === 'symbol' || key === 'then' || key === 'toJSON' ? undefined : notImplemented(`${name}.${key}`),
    },
  );
}

stubMethods(
  WebContents.prototype,
  'webContents',
  `addWorkSpace adjustSelection beginFrameSubscription canGoBack canGoForward canGoToOffset centerSelection
   clearHistory clone copy copyImageAt copyVideoFrameAt cut delete disableDeviceEmulation downloadURL
   enableDeviceEmulation endFrameSubscription executeJavaScriptInIsolatedWorld findInPage getAllSharedWorkers
   getDevToolsTitle getFrameRate getMediaSourceId getOrCreateDevToolsTargetId getOSProcessId getPrintersAsync
   getProcessId getWebRTCIPHandlingPolicy getWebRTCUDPPortRange getZoomMode goBack goForward goToIndex goToOffset
   insertCSS inspectElement inspectServiceWorker inspectSharedWorker inspectSharedWorkerById invalidate
   isBeingCaptured isCaretBrowsingEnabled isOffscreen isPainting paste pasteAndMatchStyle postMessage print redo
   removeInsertedCSS removeWorkSpace replace replaceMisspelling savePage saveVideoFrameAs scrollToBottom
   scrollToTop selectAll sendInputEvent sendToFrame setCaretBrowsingEnabled setDevToolsTitle
   setDevToolsWebContents setFrameRate setImageAnimationPolicy setWebRTCUDPPortRange setZoomMode
   showDefinitionForSelection startDrag startPainting stopFindInPage stopPainting takeHeapSnapshot undo unselect`,
);

function owners(): BrowserWindow[] {
  return [...windows.all];
}

/** The static side that Electron exports as `webContents`. */
export const webContents = {
  getAllWebContents: () => owners().map((window) => window.webContents),
  getFocusedWebContents: () => windows.focused?.webContents ?? null,
  fromId: (id: number) => owners().find((window) => window.webContents.id === id)?.webContents,
  fromFrame: (frame: WebFrameMain) =>
    owners().find((window) => window.webContents.mainFrame === frame.top)?.webContents,
  fromDevToolsTargetId: (targetId: string) =>
    owners().find((window) => window.webContents.page.target?.targetId === targetId)?.webContents,
};
