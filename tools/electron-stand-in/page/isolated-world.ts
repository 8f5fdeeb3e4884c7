/**
 * The world a sandboxed preload script runs in: `require('electron')` with ipcRenderer and contextBridge, a small
 * `process`, no Node. Runs in the page as source text: it may refer to nothing outside itself.
 */
import type { Bridge } from './bridge.ts';
import type { Codec } from './codec.ts';

/** What a preload can read about the process it runs in. */
export interface PreloadProcess {
  versions: Record<string, string | undefined>;
  platform: string;
  arch: string;
  env: Record<string, string | undefined>;
  argv: string[];
  execPath: string;
  type: 'renderer';
  sandboxed: boolean;
  contextIsolated: boolean;
}

/** From the page to main, through the CDP binding. */
export type ToMain =
  | { op: 'invoke'; id: number; channel: string; body: string }
  | { op: 'send'; channel: string; body: string }
  | { op: 'host'; id: number; body: string }
  | { op: 'preload-error'; message: string };

/** From main to the page, as the argument of the receiver function. */
export type ToPage =
  | { op: 'reply'; id: number; ok: boolean; body: string }
  | { op: 'event'; channel: string; body: string };

export interface IsolatedWorldOptions {
  nonce: string;
  /** Name of the CDP binding this world posts to. */
  binding: string;
  /** Name of the function main calls in this world. */
  receiver: string;
  process: PreloadProcess;
  /** Preload runs in frames below the top one too (webPreferences.nodeIntegrationInSubFrames). */
  subFrames: boolean;
}

export function installIsolatedWorld(
  options: IsolatedWorldOptions,
  createBridge: (nonce: string, side: 'isolated', host: (request: unknown) => Promise<unknown>) => Bridge,
  createCodec: () => Codec,
  preload: (require: (id: string) => unknown, process: object) => void,
): void {
  type Listener = (...args: unknown[]) => void;
  const { encode, decode } = createCodec();
  const world = globalThis as unknown as Record<string, (value: unknown) => void>;
  const calls = new Map<number, { channel: string; resolve(v: unknown): void; reject(e: Error): void }>();
  let lastId = 0;

  function post(message: ToMain): void {
    world[options.binding]?.(JSON.stringify(message));
  }

  function ask(channel: string, message: (id: number) => ToMain): Promise<unknown> {
    const id = ++lastId;
    post(message(id));
    return new Promise((resolve, reject) => calls.set(id, { channel, resolve, reject }));
  }

  class Emitter {
    #listeners = new Map<string, { listener: Listener; run: Listener }[]>();
    #add(name: string, listener: Listener, run: Listener, first: boolean): this {
      const list = this.#listeners.get(name) ?? [];
      this.#listeners.set(name, first ? [{ listener, run }, ...list] : [...list, { listener, run }]);
      return this;
    }
    on(name: string, listener: Listener): this {
      return this.#add(name, listener, listener, false);
    }
    prependListener(name: string, listener: Listener): this {
      return this.#add(name, listener, listener, true);
    }
    once(name: string, listener: Listener): this {
      const run: Listener = (...args) => {
        this.off(name, listener);
        listener(...args);
      };
      return this.#add(name, listener, run, false);
    }
    off(name: string, listener: Listener): this {
      const list = this.#listeners.get(name) ?? [];
      const index = list.findLastIndex((entry) => entry.listener === listener);
      this.#listeners.set(
        name,
        list.filter((_entry, i) => i !== index),
      );
      return this;
    }
    addListener(name: string, listener: Listener): this {
      return this.on(name, listener);
    }
    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener);
    }
    removeAllListeners(name?: string): this {
      if (name === undefined) this.#listeners.clear();
      else this.#listeners.delete(name);
      return this;
    }
    listenerCount(name: string): number {
      return this.#listeners.get(name)?.length ?? 0;
    }
    emit(name: string, ...args: unknown[]): boolean {
      const list = this.#listeners.get(name) ?? [];
      for (const { run } of list) {
        try {
          run(...args);
        } catch (error) {
          reportError(error);
        }
      }
      return list.length > 0;
    }
  }

  /** A module whose other members say that they are missing here, instead of being undefined. */
  function partial<T extends object>(name: string, members: T): T {
    return new Proxy(members, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key);
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      },
    });
  }

  const host = (request: unknown) => ask('host', (id) => ({ op: 'host', id, body: encode(request) }));
  const { expose } = createBridge(options.nonce, 'isolated', host);

  const ipcRenderer = Object.assign(new Emitter(), {
    async invoke(channel: string, ...args: unknown[]) {
      const body = encode(args);
      return ask(channel, (id) => ({ op: 'invoke', id, channel, body }));
    },
    send: (channel: string, ...args: unknown[]) => post({ op: 'send', channel, body: encode(args) }),
    sendSync() {
      throw new Error('electron stand-in: ipcRenderer.sendSync is not implemented');
    },
    postMessage() {
      throw new Error('electron stand-in: ipcRenderer.postMessage is not implemented');
    },
  });

  world[options.receiver] = (value) => {
    // Called only by main, over CDP.
    const message = value as ToPage;
    if (message.op === 'event') {
      const [args] = [decode(message.body) as unknown[]];
      ipcRenderer.emit(message.channel, { sender: ipcRenderer, ports: [] }, ...args);
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.ok) call?.resolve(decode(message.body));
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.body}`));
  };

  if (window === window.top) reportTitle();

  /** Chromium's own reports of the title leave out changes after the first. */
  function reportTitle(): void {
    let last: string | null = null;
    const report = () => {
      if (document.title === last) return;
      last = document.title;
      host({ op: 'title', title: last }).catch(reportError);
    };
    document.addEventListener('DOMContentLoaded', () => {
      if (document.querySelector('title')) report();
      const watched = { childList: true, characterData: true, subtree: true };
      if (document.head) new MutationObserver(report).observe(document.head, watched);
    });
  }

  if (window !== window.top && !options.subFrames) return;

  const electron: Record<string, unknown> = partial('electron (preload)', {
    ipcRenderer,
    contextBridge: partial('contextBridge', { exposeInMainWorld: expose }),
    webFrame: partial('webFrame', { getZoomFactor: () => 1, getZoomLevel: () => 0 }),
    webUtils: partial('webUtils', {}),
    crashReporter: partial('crashReporter', { start() {} }),
    get default() {
      return electron;
    },
  });
  const modules: Record<string, unknown> = {
    electron,
    events: Object.assign(Emitter, { EventEmitter: Emitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (id: string): unknown => {
    const module = modules[id.replace(/^node:/, '').replace(/^electron\/.*/, 'electron')];
    if (!module) throw new Error(`module not found: ${id}`);
    return module;
  };
  const started = performance.now();
  const process = Object.assign(new Emitter(), options.process, {
    uptime: () => (performance.now() - started) / 1000,
    nextTick: (callback: Listener, ...args: unknown[]) => queueMicrotask(() => callback(...args)),
  });

  try {
    preload(require, process);
  } catch (error) {
    console.error('Unable to load preload script', error);
    post({ op: 'preload-error', message: String(error instanceof Error ? error.stack : error) });
  }
}
