import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { within } from './deadline.ts';
import { makeFolder, removeFolder } from './folder.ts';

/** A session bus of a test's own: what is said on it never reaches the machine's desktop. */
export interface PrivateBus {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  address: string;
  stop: () => Promise<void>;
}

/** Needs `dbus-daemon` (Debian: dbus). */
export async function startPrivateBus(): Promise<PrivateBus> {
  const folder = makeFolder('bus');
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address', `--address=unix:dir=${folder}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await within('dbus-daemon to print its address', 60_000, firstLine(daemon));
  return {
    address,
    stop: async () => {
      await endOf(daemon);
      removeFolder(folder);
    },
  };
}

export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
  });
}

/** Ends a child and waits for it. */
export async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
