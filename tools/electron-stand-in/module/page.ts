import { randomBytes } from 'node:crypto';
import { CdpError, type Params } from '../chromium/cdp.ts';
import { ignoreGone, listen, send } from './engine.ts';
import { preloadWorld } from './frames.ts';
import { shouldUseDarkColors } from './native-theme.ts';
import { binding, pageScripts, type WebPreferences } from './page-scripts.ts';
import { openTarget, type Target } from './targets.ts';

export interface Size {
  width: number;
  height: number;
}

export interface PageHost {
  preferences: WebPreferences;
  /** The page exists; its events follow. */
  onOpen(targetId: string): void;
  onEvent(method: string, params: Params): void;
}

/** One page of Chromium: its DevTools session, with the stand-in's scripts and interception in place. */
export class Page {
  /** Rejects only if Chromium is gone. */
  readonly ready: Promise<Target>;
  target: Target | null = null;
  #closed = false;
  /** What is being done to Chromium's window: without windows it crashes when a page goes in the middle of it. */
  #moving: Promise<unknown> = Promise.resolve();
  #stop: () => void = () => {};

  constructor(size: Size, host: PageHost) {
    this.ready = this.#open(size, host);
    this.ready.catch(ignoreGone);
  }

  async #open(size: Size, host: PageHost): Promise<Target> {
    const target = await openTarget(size.width, size.height);
    const { targetId, sessionId } = target;
    this.target = target;
    if (this.#closed) {
      send('Target.closeTarget', { targetId }).catch(ignoreGone);
      throw new CdpError('The window was closed before it was open');
    }
    host.onOpen(targetId);
    this.#stop = listen(sessionId, (method, params) => host.onEvent(method, params));
    const scripts = pageScripts(randomBytes(8).toString('hex'), host.preferences);
    const run = (method: string, params: Params = {}) => send(method, params, sessionId);
    await Promise.all([
      run('Page.enable'),
      run('Runtime.enable'),
      run('Inspector.enable'),
      run('Runtime.addBinding', { name: binding, executionContextName: preloadWorld }),
      run('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
      run('Page.addScriptToEvaluateOnNewDocument', { worldName: preloadWorld, source: scripts.isolated }),
      run('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      run('Emulation.setEmulatedMedia', { features: mediaFeatures() }),
      run('Runtime.runIfWaitingForDebugger'),
      this.#resize(targetId, size),
    ]);
    return target;
  }

  async #resize(targetId: string, size: Size): Promise<void> {
    const { windowId } = await send('Browser.getWindowForTarget', { targetId });
    await send('Browser.setContentsSize', { windowId, ...size });
  }

  /** A command of this page's session, once it is ready. */
  async send(method: string, params: Params = {}): Promise<Params> {
    const { sessionId } = await this.ready;
    if (this.#closed) throw new CdpError(`${method}: the window was closed`);
    return send(method, params, sessionId);
  }

  /** As send(), for commands whose failure can only mean that the page has gone. */
  post(method: string, params: Params = {}): void {
    this.send(method, params).catch(ignoreGone);
  }

  /** Sets position, size or state (normal, minimized, maximized, fullscreen) of Chromium's window. */
  setBounds(bounds: Params): Promise<void> {
    return this.#move(async (targetId) => {
      const { windowId } = await send('Browser.getWindowForTarget', { targetId });
      await send('Browser.setWindowBounds', { windowId, bounds });
    });
  }

  setSize(size: Size): Promise<void> {
    return this.#move((targetId) => this.#resize(targetId, size));
  }

  #move(work: (targetId: string) => Promise<void>): Promise<void> {
    const before = this.#moving;
    const move = async (): Promise<void> => {
      await before;
      const { targetId } = await this.ready;
      if (this.#closed) throw new CdpError('The window was closed');
      await work(targetId);
    };
    const moved = move();
    this.#moving = moved.catch(ignoreGone);
    return moved;
  }

  applyTheme(): void {
    this.post('Emulation.setEmulatedMedia', { features: mediaFeatures() });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    const { target } = this;
    if (target === null) return;
    this.#moving.then(() => send('Target.closeTarget', { targetId: target.targetId })).catch(ignoreGone);
  }
}

function mediaFeatures(): Params[] {
  return [{ name: 'prefers-color-scheme', value: shouldUseDarkColors() ? 'dark' : 'light' }];
}
