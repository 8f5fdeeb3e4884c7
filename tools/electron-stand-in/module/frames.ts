import { EventEmitter } from 'node:events';
import type { Params } from '../chromium/cdp.ts';
import { IpcMain } from './ipc-main.ts';
import { stubMethods } from './not-implemented.ts';
import { fromReachable } from './schemes.ts';

/** Name of the world preload scripts run in, as Electron calls it. */
export const preloadWorld = 'Electron Isolated Context';

/** What a frame needs of the page it belongs to. */
export interface FrameHost {
  sendTo(frame: WebFrameMain, channel: string, args: unknown[]): void;
  evaluateIn(frame: WebFrameMain, code: string, userGesture: boolean): Promise<unknown>;
  reload(): void;
}

let lastNumber = 0;

/** webFrameMain: one frame of a page for as long as the frame exists. */
export class WebFrameMain extends EventEmitter {
  readonly ipc = new IpcMain();
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  readonly processId = 1;
  readonly visibilityState = 'visible';
  readonly #host: FrameHost;
  /** Chromium's id, which is also frameToken. Empty until the window's target exists. */
  frameToken: string;
  parent: WebFrameMain | null;
  frames: WebFrameMain[] = [];
  name = '';
  url = 'about:blank';
  origin = 'null';
  detached = false;

  constructor(host: FrameHost, frameToken: string, parent: WebFrameMain | null) {
    super();
    this.#host = host;
    this.frameToken = frameToken;
    this.parent = parent;
    this.frameTreeNodeId = this.routingId = ++lastNumber;
  }

  get top(): WebFrameMain | null {
    return this.parent ? this.parent.top : this;
  }
  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }
  isDestroyed(): boolean {
    return this.detached;
  }
  send(channel: string, ...args: unknown[]): void {
    this.#host.sendTo(this, channel, args);
  }
  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.#host.evaluateIn(this, code, userGesture);
  }
  reload(): boolean {
    if (this.parent || this.detached) return false;
    this.#host.reload();
    return true;
  }
}

stubMethods(
  WebFrameMain.prototype,
  'webFrameMain',
  `collectJavaScriptCallStack copyVideoFrameAt postMessage printToPDF saveVideoFrameAs`,
);

interface Context {
  frame: WebFrameMain;
  isPreload: boolean;
}

/** The frames of a page and the JavaScript contexts alive in them, kept current by DevTools events. */
export class FrameTree {
  readonly main: WebFrameMain;
  readonly #host: FrameHost;
  readonly #frames = new Map<string, WebFrameMain>();
  readonly #contexts = new Map<number, Context>();

  constructor(host: FrameHost) {
    this.#host = host;
    this.main = new WebFrameMain(host, '', null);
  }

  setMainId(frameId: string): void {
    this.main.frameToken = frameId;
    this.#frames.set(frameId, this.main);
  }

  get(frameId: string): WebFrameMain | undefined {
    return this.#frames.get(frameId);
  }

  frameOf(contextId: number): WebFrameMain | null {
    return this.#contexts.get(contextId)?.frame ?? null;
  }

  /** The id of the frame's living context, in the preload's world or the page's. */
  contextOf(frame: WebFrameMain, isPreload: boolean): number | null {
    for (const [id, context] of this.#contexts)
      if (context.frame === frame && context.isPreload === isPreload) return id;
    return null;
  }

  on(method: string, params: Params): void {
    if (method === 'Page.frameAttached') this.#attach(params.frameId, params.parentFrameId);
    else if (method === 'Page.frameDetached') {
      if (params.reason === 'remove') this.#detach(params.frameId);
    } else if (method === 'Page.frameNavigated') this.#navigated(params.frame);
    else if (method === 'Page.navigatedWithinDocument') {
      const frame = this.#frames.get(params.frameId);
      if (frame) frame.url = fromReachable(params.url);
    } else if (method === 'Runtime.executionContextCreated') this.#contextCreated(params.context);
    else if (method === 'Runtime.executionContextDestroyed') this.#contexts.delete(params.executionContextId);
    else if (method === 'Runtime.executionContextsCleared') this.#contexts.clear();
  }

  destroy(): void {
    for (const frame of this.main.framesInSubtree) frame.detached = true;
    this.#contexts.clear();
    this.#frames.clear();
  }

  #attach(frameId: string, parentId: string): void {
    const parent = this.#frames.get(parentId);
    if (!parent || this.#frames.has(frameId)) return;
    const frame = new WebFrameMain(this.#host, frameId, parent);
    this.#frames.set(frameId, frame);
    parent.frames.push(frame);
  }

  #detach(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (!frame?.parent) return;
    frame.parent.frames = frame.parent.frames.filter((other) => other !== frame);
    for (const gone of frame.framesInSubtree) {
      gone.detached = true;
      this.#frames.delete(gone.frameToken);
      for (const [id, context] of this.#contexts) if (context.frame === gone) this.#contexts.delete(id);
    }
  }

  #navigated(info: Params): void {
    const frame = this.#frames.get(info.id);
    if (!frame) return;
    if (!frame.parent) for (const child of frame.frames) this.#detach(child.frameToken);
    frame.name = info.name ?? '';
    frame.url = fromReachable(info.url + (info.urlFragment ?? ''));
    frame.origin = toOrigin(info.securityOrigin);
  }

  #contextCreated(info: Params): void {
    const frame = this.#frames.get(info.auxData?.frameId);
    const isPreload = info.name === preloadWorld;
    if (!frame || !(isPreload || info.auxData.isDefault)) return;
    this.#contexts.set(info.id, { frame, isPreload });
    if (!isPreload) frame.origin = toOrigin(info.origin);
  }
}

/** Chromium writes an opaque origin as "://", Electron as "null". */
function toOrigin(origin: string): string {
  return origin === '://' || origin === '' ? 'null' : fromReachable(origin);
}
