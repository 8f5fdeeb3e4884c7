/**
 * Electron's contextBridge between the page's main world and the preload's isolated world.
 * Both worlds share the DOM: Blink clones a CustomEvent's `detail` across worlds, and dispatching is synchronous,
 * so functions can be called and answered across the border without waiting.
 * Runs in the page as source text: it may refer to nothing outside itself.
 */
export interface Bridge {
  /** Only from the isolated world: defines `window[key]` in the main world. */
  expose(key: string, api: unknown): void;
  /** Only in the main world: calls the host function that the isolated world gave to its own bridge. */
  callHost(request: unknown): Promise<unknown>;
}

export function createBridge(
  nonce: string,
  side: 'main' | 'isolated',
  host?: (request: unknown) => Promise<unknown>,
): Bridge {
  type Callable = (...args: unknown[]) => unknown;
  type Wrapped =
    | { k: 'function' | 'promise'; id: number }
    | { k: 'array'; v: Wrapped[] }
    | { k: 'object'; v: [string, Wrapped][] }
    | { k: 'value'; v: unknown };
  type Message =
    | { op: 'call'; id: number; args: Wrapped[] }
    | { op: 'return'; ok: boolean; v: Wrapped }
    | { op: 'settle'; id: number; ok: boolean; v: Wrapped }
    | { op: 'expose'; key: string; v: Wrapped };

  const HOST = 0;
  const functions = new Map<number, Callable>();
  const functionIds = new WeakMap<Callable, number>();
  const proxies = new Map<number, Callable>();
  const pending = new Map<number, { resolve(v: unknown): void; reject(e: unknown): void }>();
  let lastId = HOST;
  let inbox: Extract<Message, { op: 'return' }> | null = null;
  // Taken before any script of the page can replace them.
  const { apply } = Reflect;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const PageEvent = CustomEvent;
  const target = window;
  const peer = side === 'main' ? 'isolated' : 'main';
  if (host) functions.set(HOST, (request) => host(request));

  function send(message: Message): void {
    apply(dispatch, target, [new PageEvent(nonce + peer, { detail: message })]);
  }

  function call(message: Message): unknown {
    inbox = null;
    send(message);
    // The answer was put there while send() ran, which the compiler cannot know.
    const answer = inbox as Extract<Message, { op: 'return' }> | null;
    inbox = null;
    if (!answer) throw new Error('The other side of the context bridge is gone');
    const value = unwrap(answer.v, false);
    if (!answer.ok) throw value;
    return value;
  }

  function isPlain(value: object): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return true;
    return !(
      value instanceof Date ||
      value instanceof RegExp ||
      value instanceof Map ||
      value instanceof Set ||
      value instanceof ArrayBuffer ||
      value instanceof Blob ||
      ArrayBuffer.isView(value)
    );
  }

  function wrap(value: unknown, depth = 0): Wrapped {
    if (depth > 1000)
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    if (typeof value === 'function') {
      const callable = value as Callable;
      let id = functionIds.get(callable);
      if (id === undefined) {
        id = ++lastId;
        functionIds.set(callable, id);
        functions.set(id, callable);
      }
      return { k: 'function', id };
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return { k: 'value', v: value };
    if (value instanceof Promise) {
      const id = ++lastId;
      value.then(
        (v: unknown) => send({ op: 'settle', id, ok: true, v: wrap(v) }),
        (e: unknown) => send({ op: 'settle', id, ok: false, v: wrap(e) }),
      );
      return { k: 'promise', id };
    }
    if (Array.isArray(value)) return { k: 'array', v: value.map((x) => wrap(x, depth + 1)) };
    if (value instanceof Error) return { k: 'value', v: new Error(value.message) };
    if (!isPlain(value)) return { k: 'value', v: value };
    return { k: 'object', v: Object.entries(value).map(([key, x]) => [key, wrap(x, depth + 1)]) };
  }

  function unwrap(wrapped: Wrapped, freeze: boolean): unknown {
    switch (wrapped.k) {
      case 'function': {
        const { id } = wrapped;
        let proxy = proxies.get(id);
        if (!proxy) {
          proxy = (...args) => call({ op: 'call', id, args: args.map((a) => wrap(a)) });
          proxies.set(id, proxy);
        }
        return proxy;
      }
      case 'promise':
        return new Promise((resolve, reject) => pending.set(wrapped.id, { resolve, reject }));
      case 'array': {
        const array = wrapped.v.map((x) => unwrap(x, freeze));
        return freeze ? Object.freeze(array) : array;
      }
      case 'object': {
        const object = Object.fromEntries(wrapped.v.map(([key, x]) => [key, unwrap(x, freeze)]));
        return freeze ? Object.freeze(object) : object;
      }
      default:
        return wrapped.v;
    }
  }

  function answer(run: () => unknown): void {
    let message: Message;
    try {
      message = { op: 'return', ok: true, v: wrap(run()) };
    } catch (error) {
      message = { op: 'return', ok: false, v: wrap(error instanceof Error ? error : new Error(String(error))) };
    }
    send(message);
  }

  target.addEventListener(nonce + side, (event) => {
    // Only the other side's bridge knows the nonce, so the detail is always a Message.
    const message = (event as CustomEvent<Message>).detail;
    if (message.op === 'return') inbox = message;
    else if (message.op === 'settle') {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      waiting?.[message.ok ? 'resolve' : 'reject'](unwrap(message.v, false));
    } else if (message.op === 'call') {
      answer(() => functions.get(message.id)?.(...message.args.map((a) => unwrap(a, false))));
    } else {
      answer(() => {
        if (message.key in target) {
          throw new Error(`Cannot bind an API on top of an existing property on the window object`);
        }
        Object.defineProperty(target, message.key, { value: unwrap(message.v, true), enumerable: true });
      });
    }
  });

  return {
    expose: (key, api) => void call({ op: 'expose', key, v: wrap(api) }),
    callHost: async (request) => call({ op: 'call', id: HOST, args: [wrap(request)] }),
  };
}
