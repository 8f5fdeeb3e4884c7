import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { within } from './deadline.ts';

// Real processes of a test run. Every one is remembered and ended by its pid, also when the run is interrupted.

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** We ended it, or the crash point that we set did. Anything else is a crash. */
  wasWanted: boolean;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly process: ChildProcess;
  readonly ended: Promise<Ending>;
  isRunning(): boolean;
  /** The first line on stdout, past or future, that matches; rejects when the process ends before. */
  line(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<Ending>;
  /** Asks it to end and waits; kills it when it does not. True when it ended by itself. */
  stop(withinMs?: number): Promise<boolean>;
}

export interface ChildOptions {
  name: string;
  file: string;
  args?: readonly string[];
  nodeFlags?: readonly string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** PARLEY_CRASH_AT: it will kill itself there. */
  crashAt?: string | undefined;
  /** stdout and stderr go here, appended: a restarted process goes on in the same file. */
  logFile: string;
}

const running = new Set<Child>();
const crashes: string[] = [];
let isGuarded = false;

/** Starts a Node program with an IPC channel. */
export function startChild(options: ChildOptions): Child {
  guardExit();
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const proc = fork(options.file, options.args ?? [], {
    cwd: options.cwd,
    execArgv: [...(options.nodeFlags ?? [])],
    env: { ...process.env, ...options.env, PARLEY_CRASH_AT: options.crashAt },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });

  let output = '';
  const waiting = new Set<() => void>();
  proc.stdout?.setEncoding('utf8').on('data', (text: string) => {
    writeSync(log, text);
    // Only the beginning matters: ready lines. A talkative process must not fill our memory.
    if (output.length < 65_536) output += text;
    for (const look of waiting) look();
  });
  proc.stderr?.setEncoding('utf8').on('data', (text: string) => void writeSync(log, text));

  let isWanted = false;
  let ending: Ending | null = null;
  const ended = new Promise<Ending>((resolve) => {
    proc.once('error', (error) => writeSync(log, `${String(error)}\n`));
    proc.once('close', (code, signal) => {
      const wasWanted = isWanted || (options.crashAt !== undefined && signal === 'SIGKILL');
      ending = { code, signal, wasWanted };
      if (!wasWanted) crashes.push(`${options.name} ended with ${signal ?? code}:\n${tail(options.logFile)}`);
      running.delete(child);
      closeSync(log);
      for (const look of waiting) look();
      resolve(ending);
    });
  });

  const child: Child = {
    name: options.name,
    pid: proc.pid ?? 0,
    process: proc,
    ended,
    isRunning: () => ending === null,
    line(pattern, withinMs = 60_000) {
      const found = new Promise<RegExpExecArray>((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match === null && ending === null) return;
          waiting.delete(look);
          if (match) resolve(match);
          else reject(new Error(`${options.name} ended before it said ${String(pattern)}:\n${tail(options.logFile)}`));
        };
        waiting.add(look);
        look();
      });
      return within(`${options.name} to say ${String(pattern)} (log: ${options.logFile})`, withinMs, found);
    },
    kill() {
      isWanted = true;
      proc.kill('SIGKILL');
      return ended;
    },
    async stop(withinMs = 10_000) {
      isWanted = true;
      proc.kill('SIGTERM');
      try {
        await within(`${options.name} to end`, withinMs, ended);
        return true;
      } catch {
        await child.kill();
        return false;
      }
    },
  };
  running.add(child);
  return child;
}

/** Children that have not ended. */
export function runningChildren(): readonly Child[] {
  return [...running];
}

/** Programs that ended although nobody had asked them to, with the end of their logs. */
export function unexpectedEnds(): readonly string[] {
  return crashes;
}

/** The last lines of a log, for error texts. */
export function tail(logFile: string, lines = 30): string {
  return readFileSync(logFile, 'utf8').split('\n').slice(-lines).join('\n');
}

function guardExit(): void {
  if (isGuarded) return;
  isGuarded = true;
  process.on('exit', () => {
    for (const child of running) child.process.kill('SIGKILL');
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => process.exit(code));
  }
}
