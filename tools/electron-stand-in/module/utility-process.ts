import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { emitEvent, emitPlain } from './events.ts';
import { utilities } from './utility-registry.ts';

interface ForkOptions {
  env?: NodeJS.ProcessEnv;
  execArgv?: string[];
  cwd?: string;
  stdio?: string | ('pipe' | 'ignore' | 'inherit')[];
  serviceName?: string;
}

const childSetup = pathToFileURL(path.join(import.meta.dirname, 'utility-child.ts')).href;
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** A Node process whose parentPort talks to this one. It ends when this one does, however that happens. */
class UtilityProcess extends EventEmitter {
  pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: string[], options: ForkOptions) {
    super();
    const { env = process.env, execArgv = [], cwd, stdio = 'inherit', serviceName } = options;
    const [, out = 'inherit', err = 'inherit'] = typeof stdio === 'string' ? [stdio, stdio, stdio] : stdio;
    const child = forkNode(modulePath, args, {
      env,
      ...(cwd !== undefined && { cwd }),
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', childSetup, ...execArgv],
      serialization: 'advanced',
      // Node's types want literals; Electron gives strings with the same three meanings.
      stdio: ['ignore', out as 'inherit', err as 'inherit', 'ipc'],
    });
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    children.add(child);
    child.on('spawn', () => {
      this.pid = child.pid;
      if (child.pid !== undefined) utilities.set(child.pid, serviceName ?? 'Node Utility Process');
      emitPlain(this, 'spawn');
    });
    child.on('message', (message) => emitPlain(this, 'message', message));
    child.on('error', (error) => emitPlain(this, 'error', 'FatalError', modulePath, String(error)));
    child.on('exit', (code, signal) => {
      children.delete(child);
      if (child.pid !== undefined) utilities.delete(child.pid);
      this.pid = undefined;
      const exitCode = code ?? (signal ? os.constants.signals[signal] : 1);
      emitPlain(this, 'exit', exitCode);
      const reason = signal
        ? signal === 'SIGSEGV' || signal === 'SIGABRT'
          ? 'crashed'
          : 'killed'
        : exitCode === 0
          ? 'clean-exit'
          : 'abnormal-exit';
      const name = serviceName ?? 'Node Utility Process';
      emitEvent(
        app,
        'child-process-gone',
        {},
        { type: 'Utility', reason, exitCode, serviceName: 'node.mojom.NodeService', name },
      );
    });
  }

  postMessage(message: unknown): void {
    // The message is the app's; Node clones it or throws. The other end may have ended, of which 'exit' tells.
    if (this.#child.connected) this.#child.send(message as object, () => {});
  }
  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: ForkOptions = {}): UtilityProcess {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready');
    return new UtilityProcess(modulePath, args, options);
  },
};
