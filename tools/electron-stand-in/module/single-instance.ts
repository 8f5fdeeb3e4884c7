import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../chromium/profile.ts';
import { createExclusively } from './exclusive-file.ts';

/** What a second start tells the first one. */
export interface SecondInstance {
  argv: string[];
  cwd: string;
  data: unknown;
}

export interface InstanceLock {
  release(): void;
}

/** Unix sockets need short paths: for a long one the socket lies in the temporary folder, named after the profile. */
function socketOf(userData: string): string {
  const own = path.join(userData, 'SingletonSocket');
  if (own.length < 100) return own;
  const name = createHash('sha256').update(userData).digest('hex').slice(0, 24);
  return path.join(tmpdir(), `electron-stand-in-${process.getuid?.() ?? 0}-${name}.sock`);
}

function readHolder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** Process id of the instance that runs on this profile, if there is another one. */
export function findOtherInstance(userData: string): number | null {
  return readHolder(path.join(userData, 'SingletonLock'));
}

/** The lock, or null when another instance has it, which is then told about this start. */
export function lockInstance(
  userData: string,
  message: SecondInstance,
  onSecond: (m: SecondInstance) => void,
): InstanceLock | null {
  mkdirSync(userData, { recursive: true });
  const file = path.join(userData, 'SingletonLock');
  const socket = socketOf(userData);
  while (!createExclusively(file, String(process.pid))) {
    if (findOtherInstance(userData) !== null) {
      tellFirst(socket, message);
      return null;
    }
    rmSync(file, { force: true });
  }
  rmSync(socket, { force: true });
  const server = net.createServer((connection) => {
    let text = '';
    connection.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    connection.on('end', () => {
      connection.end('done');
      // Written by tellFirst() of the same program and user.
      onSecond(JSON.parse(text) as SecondInstance);
    });
    connection.on('error', () => connection.destroy());
  });
  server.listen(socket).unref();
  return {
    release() {
      server.close();
      rmSync(file, { force: true });
    },
  };
}

/** The connection keeps this process alive until the first instance has read the message. */
function tellFirst(socket: string, message: SecondInstance): void {
  const connection = net.connect(socket, () => connection.end(JSON.stringify(message)));
  connection.resume();
  connection.on('error', (error) =>
    console.error('[electron stand-in] cannot reach the first instance:', error.message),
  );
  pending = new Promise((resolve) => connection.on('close', () => resolve()));
}

let pending: Promise<void> = Promise.resolve();

/** Resolves when the first instance knows; the app must not exit before. */
export function secondInstanceTold(): Promise<void> {
  return pending;
}
