import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/error.ts';
import type { Answer, FromWorker, Request, StoreMethod } from './store-messages.ts';
import type { StoreNotice, StoreOptions } from './databases.ts';
import type { WorkspaceStore } from './workspace-store.ts';

type Arguments<M extends StoreMethod> = Parameters<WorkspaceStore[M]>;
type Result<M extends StoreMethod> = ReturnType<WorkspaceStore[M]>;

interface Waiting {
  request: Request;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

const restartsAllowed = 3;

/** The store as main sees it: `store.call('threadPage', query)` runs `WorkspaceStore.threadPage` in the worker. */
export interface Store {
  call: <M extends StoreMethod>(method: M, ...args: Arguments<M>) => Promise<Result<M>>;
  /** Closes the files cleanly and ends the worker. */
  close: () => Promise<void>;
}

/**
 * Starts the worker and opens the files. A worker that dies is started again and gets the calls it did not answer once
 * more (every one of them may run twice without harm); after three deaths calls fail with `unavailable`.
 */
export async function openStore(
  workerUrl: URL,
  options: StoreOptions,
  onNotice: (notice: StoreNotice) => void,
): Promise<Store> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let deaths = 0;
  let closing = false;
  let worker = start();

  function start(): Worker {
    const started = new Worker(workerUrl);
    started.on('message', (message: FromWorker) => {
      if ('notice' in message) onNotice(message.notice);
      else settle(message);
    });
    // An 'exit' follows every 'error'.
    started.on('error', (error) => console.error('the store worker failed', error));
    started.on('exit', () => {
      if (!closing) restart();
    });
    return started;
  }

  function restart(): void {
    deaths += 1;
    if (deaths > restartsAllowed) {
      closing = true;
      for (const { reject } of waiting.values()) reject(stopped());
      waiting.clear();
      return;
    }
    const unanswered = [...waiting.values()].map(({ request }) => request);
    worker = start();
    if (!unanswered.some(({ method }) => method === 'open')) void post({ id: ++lastId, method: 'open', options });
    for (const request of unanswered) worker.postMessage(request);
  }

  function post(request: Request): Promise<unknown> {
    if (closing && request.method !== 'close') return Promise.reject(stopped());
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { request, resolve, reject });
      worker.postMessage(request);
    });
  }

  function settle(answer: Answer): void {
    const call = waiting.get(answer.id);
    if (call === undefined) return;
    waiting.delete(answer.id);
    if ('value' in answer) call.resolve(answer.value);
    else if ('bug' in answer) call.reject(new Error(`in the store: ${answer.bug}`));
    else {
      const { code, message, details } = answer.error;
      call.reject(new AppError(code, message, details === undefined ? {} : { details }));
    }
  }

  try {
    await post({ id: ++lastId, method: 'open', options });
  } catch (error) {
    closing = true;
    await worker.terminate();
    throw error;
  }
  return {
    // The worker runs the method of this very name, so its result has this type.
    call: (method, ...args) => post({ id: ++lastId, method, args }) as Promise<never>,
    close: async () => {
      if (closing) return;
      closing = true;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      await Promise.race([post({ id: ++lastId, method: 'close', args: [] }), ended]);
      await ended;
    },
  };
}

const stopped = (): AppError =>
  new AppError('unavailable', 'The local store has stopped. Restart Parley; nothing that was saved is lost.');
