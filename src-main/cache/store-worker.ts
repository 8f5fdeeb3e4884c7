// Entry of the store's worker thread: all SQLite of the desktop runs here, so that main never waits for a disk.
import { parentPort } from 'node:worker_threads';
import { AppError } from '#shared/error.ts';
import { IndexJob } from '../search/index-job.ts';
import { DamagedFile } from './database.ts';
import type { Answer, FromWorker, Request } from './store-messages.ts';
import { WorkspaceStore } from './workspace-store.ts';

const port = parentPort;
if (port === null) throw new Error('store-worker.ts runs in a worker thread');
const post = (message: FromWorker): void => port.postMessage(message);

let store: WorkspaceStore | null = null;
const indexJob = new IndexJob((rows) => {
  try {
    return store?.indexSome(rows) ?? false;
  } catch (error) {
    // A full disk: searching finds less until there is room, everything else goes on.
    if (error instanceof AppError) return false;
    if (!(error instanceof DamagedFile)) throw error;
    store?.repair(error.profile);
    return true;
  }
});

port.on('message', (request: Request) => {
  post(answer(request));
  if (request.method === 'close') {
    indexJob.stop();
    port.close();
  } else indexJob.called();
});

function answer(request: Request): Answer {
  try {
    return { id: request.id, value: run(request) };
  } catch (error) {
    if (error instanceof AppError) {
      const { code, message, details } = error;
      return { id: request.id, error: { code, message, ...(details === undefined ? {} : { details }) } };
    }
    return { id: request.id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function run(request: Request): unknown {
  if (request.method === 'open') {
    store = new WorkspaceStore(request.options, (notice) => post({ notice }));
    return undefined;
  }
  if (store === null) throw new Error('the store is not open');
  try {
    return perform(store, request);
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    store.repair(error.profile);
    return perform(store, request);
  }
}

function perform(open: WorkspaceStore, { method, args }: Exclude<Request, { method: 'open' }>): unknown {
  // The client's `call` has checked that these arguments belong to this method.
  const work = open[method] as (...args: readonly unknown[]) => unknown;
  return work.call(open, ...args);
}
