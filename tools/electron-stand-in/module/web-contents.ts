// Longer than other files: the public surface of one Electron class, each member a few lines.
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Params } from '../chromium/cdp.ts';
import { launch } from '../cli/launch.ts';
import type { ToMain, ToPage } from '../page/isolated-world.ts';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { ignoreGone } from './engine.ts';
import { emitEvent, emitPlain } from './events.ts';
import { FrameTree, type WebFrameMain } from './frames.ts';
import { dispatch, encodeArguments } from './ipc-dispatch.ts';
import { IpcMain } from './ipc-main.ts';
import { LoadError } from './load-error.ts';
import { createImage, type NativeImage } from './native-image.ts';
import { Navigation } from './navigation.ts';
import { notImplemented, stubMethods } from './not-implemented.ts';
import { Page, type Size } from './page.ts';
import { binding, checkPreferences, receiver, type WebPreferences } from './page-scripts.ts';
import { applyChecks, requestPermission } from './permissions.ts';
import { answerRequest } from './requests.ts';
import { fromReachable, schemeOf, toReachable } from './schemes.ts';
import { defaultSession, Session, session } from './session.ts';
import { windows } from './window-registry.ts';
import type { OpenDetails, OpenHandler } from './window-open.ts';

interface HostRequest extends OpenDetails {
  op: 'leave' | 'title' | 'open-window' | 'request-permission' | 'request-display-media' | 'check-permissions';
  permission: string;
  title: string;
  mediaTypes?: string[];
}

let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly ipc = new IpcMain();
  readonly session: Session;
  readonly debugger = notYet('webContents.debugger');
  readonly navigationHistory = notYet('webContents.navigationHistory');
  readonly hostWebContents = null;
  readonly devToolsWebContents = null;
  readonly opener = null;
  /** @internal */
  readonly page: Page;
  /** @internal */
  openHandler: OpenHandler = () => ({ action: 'allow' });
  userAgent = '';
  audioMuted = false;
  backgroundThrottling: boolean;
  readonly #frames: FrameTree;
  readonly #navigation: Navigation;
  readonly #owner: BrowserWindow;
  readonly #preferences: WebPreferences;
  readonly #size: () => Size;
  #title = '';
  #isLoading = false;
  #isCrashed = false;
  #isDestroyed = false;
  #zoomFactor = 1;

  constructor(owner: BrowserWindow, preferences: WebPreferences, size: () => Size) {
    super();
    checkPreferences(preferences);
    this.#owner = owner;
    this.#preferences = preferences;
    this.#size = size;
    this.backgroundThrottling = preferences.backgroundThrottling ?? true;
    this.session =
      preferences.session instanceof Session
        ? preferences.session
        : preferences.partition
          ? session.fromPartition(preferences.partition)
          : defaultSession;
    this.#frames = new FrameTree({
      sendTo: (frame, channel, args) => this.#sendTo(frame, channel, args),
      evaluateIn: (frame, code, userGesture) => this.#evaluate(frame, code, userGesture),
      reload: () => this.reload(),
    });
    this.#navigation = new Navigation(this, this.#frames.main);
    this.page = new Page(size(), {
      preferences,
      // A page's first frame has the page's id.
      onOpen: (targetId) => this.#frames.setMainId(targetId),
      onEvent: (method, params) => this.#on(method, params),
    });
    emitEvent(app, 'web-contents-created', {}, this);
  }

  get mainFrame(): WebFrameMain {
    return this.#frames.main;
  }
  get focusedFrame(): WebFrameMain | null {
    return this.isFocused() ? this.mainFrame : null;
  }
  getOwnerBrowserWindow(): BrowserWindow {
    return this.#owner;
  }
  getType(): string {
    return 'window';
  }

  async loadURL(url: string): Promise<void> {
    if (schemeOf(url) === '') throw new LoadError('ERR_INVALID_URL', url);
    await this.page.ready;
    const target = new URL(toReachable(url)).href;
    this.#navigation.expect(target);
    const loaded = Promise.withResolvers<void>();
    const settle = () => loaded.resolve();
    this.once('did-finish-load', settle);
    this.once('destroyed', settle);
    try {
      const { errorText } = await this.page.send('Page.navigate', { url: target });
      if (errorText) {
        const error = new LoadError(errorText, url);
        emitEvent(this, 'did-fail-load', {}, error.errno, error.code, url, true);
        throw error;
      }
      await loaded.promise;
    } finally {
      this.off('did-finish-load', settle);
      this.off('destroyed', settle);
    }
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
    this.#navigation.expect(toReachable(this.mainFrame.url));
    this.page.post('Page.reload');
  }
  reloadIgnoringCache(): void {
    this.#navigation.expect(toReachable(this.mainFrame.url));
    this.page.post('Page.reload', { ignoreCache: true });
  }
  stop(): void {
    this.page.post('Page.stopLoading');
  }
  getURL(): string {
    return this.mainFrame.url === 'about:blank' ? '' : this.mainFrame.url;
  }
  getTitle(): string {
    return this.#title;
  }
  isLoading(): boolean {
    return this.#isLoading;
  }
  isLoadingMainFrame(): boolean {
    return this.#isLoading;
  }
  isWaitingForResponse(): boolean {
    return false;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#sendTo(this.mainFrame, channel, args);
  }
  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.#evaluate(this.mainFrame, code, userGesture);
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
    return windows.focused === this.#owner;
  }
  close(): void {
    this.#owner.destroy();
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isCrashed(): boolean {
    return this.#isCrashed;
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
    this.page.close();
    this.#frames.destroy();
    emitPlain(this, 'destroyed');
  }

  #sendTo(frame: WebFrameMain, channel: string, args: unknown[]): void {
    const message: ToPage = { op: 'event', channel, body: encodeArguments(args) };
    const context = this.#frames.contextOf(frame, true);
    if (context !== null) this.#post(context, message);
  }

  #post(executionContextId: number, message: ToPage): void {
    const functionDeclaration = `function (message) { ${receiver}(message); }`;
    this.page.post('Runtime.callFunctionOn', {
      executionContextId,
      functionDeclaration,
      arguments: [{ value: message }],
    });
  }

  async #evaluate(frame: WebFrameMain, expression: string, userGesture: boolean): Promise<unknown> {
    await this.page.ready;
    const contextId = this.#frames.contextOf(frame, false);
    if (contextId === null)
      throw new Error(
        'Script failed to execute, this normally means an error was thrown. Check the renderer console for the error.',
      );
    const { result, exceptionDetails } = await this.page.send('Runtime.evaluate', {
      expression,
      contextId,
      userGesture,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  #on(method: string, params: Params): void {
    const { main } = this.#frames;
    this.#frames.on(method, params);
    switch (method) {
      case 'Runtime.bindingCalled':
        if (params.name === binding) this.#receive(JSON.parse(params.payload) as ToMain, params.executionContextId);
        break;
      case 'Fetch.requestPaused':
        this.#answer(params);
        break;
      case 'Page.frameRequestedNavigation':
        this.#onWanted(this.#frames.get(params.frameId), params.url, params.disposition);
        break;
      case 'Page.windowOpen':
        this.#onWindowOpen(params);
        break;
      case 'Page.frameStartedLoading':
        if (params.frameId === main.frameToken) this.#setLoading(true);
        break;
      case 'Page.frameStoppedLoading':
        if (params.frameId === main.frameToken) this.#setLoading(false);
        break;
      case 'Page.frameNavigated':
        this.#onNavigated(params.frame.id);
        break;
      case 'Page.navigatedWithinDocument':
        emitEvent(this, 'did-navigate-in-page', {}, fromReachable(params.url), params.frameId === main.frameToken);
        break;
      case 'Page.domContentEventFired':
        emitEvent(this, 'dom-ready');
        break;
      case 'Page.loadEventFired':
        if (main.url !== 'about:blank') emitEvent(this, 'did-finish-load');
        break;
      case 'Runtime.consoleAPICalled':
        this.#onConsole(params);
        break;
      case 'Inspector.targetCrashed':
        this.#onCrashed();
        break;
      case 'Inspector.detached':
        this.#owner.onPageGone();
        break;
    }
  }

  #onWanted(frame: WebFrameMain | undefined, wanted: string, disposition: string): void {
    const url = frame && this.#navigation.onWanted(frame, wanted, disposition);
    if (url) this.page.post('Page.navigate', { url, frameId: frame.frameToken });
  }

  /** A way to a new window that the script in the page can't see, such as a form's target. */
  #onWindowOpen({ url, windowName, windowFeatures }: Params): void {
    const details = { frameName: windowName, features: windowFeatures.join(), disposition: 'foreground-tab' };
    this.#owner.openFromPage({ url: fromReachable(url), ...details });
  }

  #setTitle(title: string): void {
    this.#title = title;
    emitEvent(this, 'page-title-updated', {}, title, true);
  }

  #setLoading(isLoading: boolean): void {
    if (this.#isLoading === isLoading) return;
    this.#isLoading = isLoading;
    emitPlain(this, isLoading ? 'did-start-loading' : 'did-stop-loading');
  }

  #onNavigated(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (!frame) return;
    this.#navigation.onCommitted(frame);
    const isMain = frame === this.mainFrame;
    if (isMain) {
      this.#isCrashed = false;
      emitEvent(this, 'did-navigate', {}, frame.url, 200, 'OK');
    }
    emitEvent(this, 'did-frame-navigate', {}, frame.url, 200, 'OK', isMain, frame.processId, frame.routingId);
  }

  #onConsole(params: Params): void {
    const levels: Record<string, string> = { error: 'error', assert: 'error', warning: 'warning', debug: 'debug' };
    const level = levels[params.type] ?? 'info';
    const message = params.args.map((arg: Params) => String(arg.value ?? arg.description ?? arg.type)).join(' ');
    const place = params.stackTrace?.callFrames[0];
    const details = {
      message,
      level,
      lineNumber: (place?.lineNumber ?? -1) + 1,
      sourceId: fromReachable(place?.url ?? ''),
      frame: this.mainFrame,
    };
    const legacyLevel = ['debug', 'info', 'warning', 'error'].indexOf(level);
    emitEvent(this, 'console-message', details, legacyLevel, message, details.lineNumber, details.sourceId);
  }

  #onCrashed(): void {
    this.#isCrashed = true;
    const details = { reason: 'crashed', exitCode: 5 };
    emitEvent(this, 'render-process-gone', {}, details);
    emitEvent(app, 'render-process-gone', {}, this, details);
  }

  #receive(message: ToMain, contextId: number): void {
    const frame = this.#frames.frameOf(contextId);
    if (!frame) return;
    const isAlive = () => this.#frames.frameOf(contextId) === frame;
    dispatch({
      message,
      contents: this,
      frame,
      isAlive,
      reply: (id, ok, body) => {
        if (isAlive()) this.#post(contextId, { op: 'reply', id, ok, body });
      },
      host: (request) => this.#host(frame, request as HostRequest),
      preloadError: (text) => {
        console.error(`Unable to load preload script: ${this.#preferences.preload}\n${text}`);
        emitEvent(this, 'preload-error', {}, this.#preferences.preload, new Error(text));
      },
    });
  }

  /** What the stand-in's script in the page asks for. */
  async #host(frame: WebFrameMain, request: HostRequest): Promise<unknown> {
    const origin = toReachable(frame.origin);
    if (request.op === 'open-window') return this.#owner.openFromPage({ ...request, url: fromReachable(request.url) });
    if (request.op === 'title') return this.#setTitle(request.title);
    if (request.op === 'leave') return this.#onWanted(frame, request.url, 'currentTab');
    if (request.op === 'check-permissions') return applyChecks(this, this.session, origin, frame.origin);
    if (request.op === 'request-display-media')
      return this.session.requestDisplayMedia({
        frame,
        securityOrigin: frame.origin,
        videoRequested: true,
        audioRequested: false,
        userGesture: true,
      });
    const { permission, mediaTypes } = request;
    const details = {
      requestingUrl: frame.url,
      isMainFrame: frame === this.mainFrame,
      ...(mediaTypes && { mediaTypes }),
    };
    return requestPermission(this, this.session, origin, permission, details);
  }

  #answer(paused: Params): void {
    answerRequest(
      {
        id: this.id,
        session: this.session,
        mainFrame: this.mainFrame,
        frame: (frameId) => this.#frames.get(frameId),
        mayNavigate: (frame, url, isRedirect) => this.#navigation.mayRequest(frame, url, isRedirect),
        beforeDocument: (origin) => this.#beforeDocument(origin),
        send: (method, params) => this.page.send(method, params),
      },
      paused,
    ).catch(ignoreGone);
  }

  #beforeDocument(origin: string): Promise<void> {
    // Not awaited: Chromium answers a page's commands only after the navigation that waits here. It is needed because
    // another debugger sets emulation back; Playwright does, when it first sees the page.
    this.page.applyTheme();
    return applyChecks(this, this.session, origin, fromReachable(origin));
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

stubMethods(WebContents.prototype, 'webContents', [
  'addWorkSpace',
  'adjustSelection',
  'beginFrameSubscription',
  'canGoBack',
  'canGoForward',
  'canGoToOffset',
  'centerSelection',
  'clearHistory',
  'clone',
  'copy',
  'copyImageAt',
  'copyVideoFrameAt',
  'cut',
  'delete',
  'disableDeviceEmulation',
  'downloadURL',
  'enableDeviceEmulation',
  'endFrameSubscription',
  'executeJavaScriptInIsolatedWorld',
  'findInPage',
  'getAllSharedWorkers',
  'getDevToolsTitle',
  'getFrameRate',
  'getMediaSourceId',
  'getOrCreateDevToolsTargetId',
  'getOSProcessId',
  'getPrintersAsync',
  'getProcessId',
  'getWebRTCIPHandlingPolicy',
  'getWebRTCUDPPortRange',
  'getZoomMode',
  'goBack',
  'goForward',
  'goToIndex',
  'goToOffset',
  'insertCSS',
  'inspectElement',
  'inspectServiceWorker',
  'inspectSharedWorker',
  'inspectSharedWorkerById',
  'invalidate',
  'isBeingCaptured',
  'isCaretBrowsingEnabled',
  'isOffscreen',
  'isPainting',
  'paste',
  'pasteAndMatchStyle',
  'postMessage',
  'print',
  'redo',
  'removeInsertedCSS',
  'removeWorkSpace',
  'replace',
  'replaceMisspelling',
  'savePage',
  'saveVideoFrameAs',
  'scrollToBottom',
  'scrollToTop',
  'selectAll',
  'sendInputEvent',
  'sendToFrame',
  'setCaretBrowsingEnabled',
  'setDevToolsTitle',
  'setDevToolsWebContents',
  'setFrameRate',
  'setImageAnimationPolicy',
  'setWebRTCUDPPortRange',
  'setZoomMode',
  'showDefinitionForSelection',
  'startDrag',
  'startPainting',
  'stopFindInPage',
  'stopPainting',
  'takeHeapSnapshot',
  'undo',
  'unselect',
]);

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
