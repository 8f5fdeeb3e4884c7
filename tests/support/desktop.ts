import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/error.ts';
import { newId, type ClientId } from '#shared/ids.ts';
import { createApi, type Envelope } from '#shared/wire/ipc-client.ts';
import type { Api } from '#shared/wire/ipc.ts';
import type { WorkspaceEvents } from '../../src-main/workspace/workspace-api.ts';
import type { AgentMessage, AgentRequest, Place } from './agent-protocol.ts';
import { startChild, type Child } from './child.ts';
import { within } from './deadline.ts';

/** The process of a desktop was killed while it was asked something: it may or may not have done it. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
}

type Act = AgentRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
type Listener<N extends keyof WorkspaceEvents> = (payload: WorkspaceEvents[N]) => void;

/** An agent's desktop: folder, keys and session outlive its process, which may be killed and started again. */
export interface Desktop {
  readonly name: string;
  readonly dir: string;
  readonly logFile: string;
  /** The calls of the renderer. Rejects with AppError, or GoneError when the process died meanwhile. */
  readonly api: Api;
  isRunning(): boolean;
  /** The latest process, also when it has ended. */
  child(): Child;
  /** Starts the process, opens the workspace, goes on with the session or signs in. `crashAt`: PARLEY_CRASH_AT. */
  start(options?: { crashAt?: string }): Promise<void>;
  ask(act: Act): Promise<unknown>;
  /** Survives restarts of the process. */
  on<N extends keyof WorkspaceEvents>(name: N, listener: Listener<N>): () => void;
  kill(): Promise<void>;
  /** Closes the workspace and ends the process; false when it had to be killed. */
  stop(): Promise<boolean>;
}

export function createDesktop(options: {
  name: string;
  folder: string;
  url: string;
  email: string;
  password: string;
  env?: Record<string, string>;
  undoSendSeconds?: Place['undoSendSeconds'];
}): Desktop {
  const dir = join(options.folder, options.name);
  const logFile = join(options.folder, `${options.name}.log`);
  mkdirSync(dir, { recursive: true });
  const place: Place = {
    dir,
    databaseKey: randomBytes(32).toString('hex'),
    url: options.url,
    client: { id: newId<ClientId>(), name: options.name },
    undoSendSeconds: options.undoSendSeconds ?? 0,
  };
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const open = new Map<number, { resolve: (envelope: Envelope) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let child: Child | null = null;

  const running = (): Child => {
    if (child === null || !child.isRunning()) throw new GoneError(`${options.name} is not running`);
    return child;
  };
  const post = (act: Act): Promise<Envelope> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      open.set(id, { resolve, reject });
      // A union spread over loses its discrimination; the parts are exactly an AgentRequest.
      const request = { ...act, id } as AgentRequest;
      running().process.send(request, (error) => {
        if (error !== null) reject(new GoneError(`${options.name} is gone`, { cause: error }));
      });
    });
  const ask = async (act: Act): Promise<unknown> => {
    const envelope = await within(`${options.name} to ${act.act}`, 60_000, post(act));
    if (envelope.ok) return envelope.value;
    const { code, message, details } = envelope.error;
    throw new AppError(code, message, details === undefined ? {} : { details });
  };
  const failOpenAsks = async (started: Child): Promise<void> => {
    await started.ended;
    for (const { reject } of open.values()) reject(new GoneError(`${options.name} is gone`));
    open.clear();
  };
  const receive = (message: AgentMessage): void => {
    if (message.kind === 'answer') {
      open.get(message.id)?.resolve(message.envelope);
      open.delete(message.id);
    } else {
      const payload: unknown = JSON.parse(message.payload);
      for (const listener of listeners.get(message.name) ?? []) listener(payload);
    }
  };

  return {
    name: options.name,
    dir,
    logFile,
    api: createApi({
      invoke: (channel, input) =>
        within(`${options.name}: ${channel}`, 60_000, post({ act: 'invoke', channel, input })),
      on: () => {
        throw new Error('events come through Desktop.on');
      },
    }),
    isRunning: () => child?.isRunning() ?? false,
    child() {
      if (child === null) throw new GoneError(`${options.name} was never started`);
      return child;
    },
    async start({ crashAt } = {}) {
      const started = startChild({
        name: options.name,
        file: join(import.meta.dirname, 'agent-process.ts'),
        env: { NODE_ENV: 'test', ...options.env },
        crashAt,
        logFile,
      });
      child = started;
      // Only our own agent-process.ts writes here.
      started.process.on('message', (message) => receive(message as AgentMessage));
      void failOpenAsks(started);
      const state = await ask({ act: 'open', place });
      if (state === 'sign_in') await ask({ act: 'signIn', email: options.email, password: options.password });
    },
    ask,
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      // Payloads are paired with names by the process that sends them.
      const untyped = listener as (payload: unknown) => void;
      listeners.set(name, set.add(untyped));
      return () => void set.delete(untyped);
    },
    async kill() {
      await child?.kill();
    },
    stop: async () => (await child?.stop()) ?? true,
  };
}
