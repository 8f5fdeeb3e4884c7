import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { utilityProcess } from 'electron';
import type { Child } from './supervisor.ts';

/** What a child needs of our environment. Everything else, whatever secrets a person's shell holds, stays here. */
const passedOn = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

const largestLog = 5 * 1024 * 1024;

export interface UtilityOptions {
  modulePath: string;
  serviceName: string;
  args?: readonly string[];
  /** Its output is appended here; a file over 5 MB begins anew. */
  logFile: string;
}

/** A program of ours as a utility process: no Node switches, no secrets in argv or environment (S-21). */
export function startUtility({ modulePath, serviceName, args = [], logFile }: UtilityOptions): Child {
  const child = utilityProcess.fork(modulePath, [...args], {
    serviceName,
    env: Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    // Under a flood V8 would let its young generation grow to 134 MB and never give it back; 4 MB cost no speed.
    execArgv: ['--max-semi-space-size=4'],
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = openLog(logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.on('exit', () => log.end());
  child.on('error', (type, location) => console.error(`${serviceName}: ${type} at ${location}`));
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    stop: () => void child.kill(),
    destroy: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}

function openLog(file: string): ReturnType<typeof createWriteStream> {
  mkdirSync(dirname(file), { recursive: true });
  const isLarge = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog;
  const log = createWriteStream(file, { flags: isLarge ? 'w' : 'a', mode: 0o600 });
  // A full disk must not end the app for want of a log.
  log.on('error', () => undefined);
  return log;
}
