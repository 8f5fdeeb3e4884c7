// What goes on between a page and the app: messages, requests, navigation and the events that tell of them.
import { EventEmitter } from 'node:events';
import type { Params } from '../chromium/cdp.ts';
import type { ToMain, ToPage } from '../page/isolated-world.ts';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { ignoreGone } from './engine.ts';
import { emitEvent, emitPlain } from './events.ts';
import { FrameTree, type WebFrameMain } from './frames.ts';
import { dispatch, encodeArguments } from './ipc-dispatch.ts';
import { IpcMain } from './ipc-main.ts';
import { Navigation } from './navigation.ts';
import { Page, type Size } from './page.ts';
import { binding, checkPreferences, receiver, type WebPreferences } from './page-scripts.ts';
import { applyChecks, requestPermission } from './permissions.ts';
import { answerRequest } from './requests.ts';
import { fromReachable, toReachable } from './schemes.ts';
import { sessionFor, type Session } from './session.ts';
import type { OpenDetails } from './window-open.ts';

/** What the stand-in's scripts in the page ask for. */
interface HostRequest extends OpenDetails {
  op: 'leave' | 'title' | 'open-window' | 'request-permission' | 'request-display-media' | 'check-permissions';
  permission: string;
  title: string;
  mediaTypes?: string[];
}

let lastId = 0;

/** The part of a WebContents that Electron's API doesn't show. */
export abstract class PageContents extends EventEmitter {
  readonly id = ++lastId;
  readonly ipc = new IpcMain();
  readonly session: Session;
  /** @internal */
  readonly page: Page;
  protected readonly owner: BrowserWindow;
  protected readonly navigation: Navigation;
  protected title = '';
  protected isPageLoading = false;
  protected isPageCrashed = false;
  readonly #frames: FrameTree;
  readonly #preload: string | undefined;

  constructor(owner: BrowserWindow, preferences: WebPreferences, size: Size) {
    super();
    checkPreferences(preferences);
    this.owner = owner;
    this.#preload = preferences.preload;
    this.session = sessionFor(preferences);
    this.#frames = new FrameTree({
      sendTo: (frame, channel, args) => this.sendTo(frame, channel, args),
      evaluateIn: (frame, code, userGesture) => this.evaluateIn(frame, code, userGesture),
      reload: () => this.reload(),
    });
    this.navigation = new Navigation(this, this.#frames.main);
    this.page = new Page(size, {
      preferences,
      // A page's first frame has the page's id.
      onOpen: (targetId) => this.#frames.setMainId(targetId),
      onEvent: (method, params) => this.#on(method, params),
    });
  }

  abstract reload(): void;

  get mainFrame(): WebFrameMain {
    return this.#frames.main;
  }

  protected closePage(): void {
    this.page.close();
    this.#frames.destroy();
  }

  protected sendTo(frame: WebFrameMain, channel: string, args: unknown[]): void {
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

  protected async evaluateIn(frame: WebFrameMain, expression: string, userGesture: boolean): Promise<unknown> {
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
        this.owner.onPageGone();
        break;
    }
  }

  #onWanted(frame: WebFrameMain | undefined, wanted: string, disposition: string): void {
    const url = frame && this.navigation.onWanted(frame, wanted, disposition);
    if (url) this.page.post('Page.navigate', { url, frameId: frame.frameToken });
  }

  /** A way to a new window that the script in the page can't see, such as a form's target. */
  #onWindowOpen({ url, windowName, windowFeatures }: Params): void {
    const details = { frameName: windowName, features: windowFeatures.join(), disposition: 'foreground-tab' };
    this.owner.openFromPage({ url: fromReachable(url), ...details });
  }

  #setTitle(title: string): void {
    this.title = title;
    emitEvent(this, 'page-title-updated', {}, title, true);
  }

  #setLoading(isLoading: boolean): void {
    if (this.isPageLoading === isLoading) return;
    this.isPageLoading = isLoading;
    emitPlain(this, isLoading ? 'did-start-loading' : 'did-stop-loading');
  }

  #onNavigated(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (!frame) return;
    this.navigation.onCommitted(frame);
    const isMain = frame === this.mainFrame;
    if (isMain) {
      this.isPageCrashed = false;
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
    this.isPageCrashed = true;
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
        console.error(`Unable to load preload script: ${this.#preload}\n${text}`);
        emitEvent(this, 'preload-error', {}, this.#preload, new Error(text));
      },
    });
  }

  /** What the stand-in's script in the page asks for. */
  async #host(frame: WebFrameMain, request: HostRequest): Promise<unknown> {
    const origin = toReachable(frame.origin);
    if (request.op === 'open-window') return this.owner.openFromPage({ ...request, url: fromReachable(request.url) });
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
        mayNavigate: (frame, url, isRedirect) => this.navigation.mayRequest(frame, url, isRedirect),
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
