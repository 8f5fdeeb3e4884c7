import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface Owner {
  main: number;
  chromium: number;
}

/** How long a Chromium whose main process was killed gets to write its profile and go. */
const FAREWELL_MS = 1500;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readOwner(file: string): Owner | null {
  try {
    // Written by claim() below; a torn file counts as none.
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

/** Whether that process is still the Chromium of this profile and not another program that got its number. */
function runsOn(pid: number, profile: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile);
  } catch {
    return false;
  }
}

/**
 * A profile folder no other Chromium uses. A Chromium left by a killed main process is waited for and then ended, since
 * a second one on the same profile would hand its windows over to it and exit. While another main process runs on the
 * profile (a second instance), the answer is a temporary folder.
 */
export async function prepareProfile(profile: string, farewellMs = FAREWELL_MS): Promise<string> {
  mkdirSync(profile, { recursive: true });
  const owner = readOwner(path.join(profile, 'stand-in.json'));
  if (owner && runsOn(owner.chromium, profile)) {
    if (owner.main !== process.pid && isAlive(owner.main))
      return mkdtempSync(path.join(tmpdir(), 'electron-stand-in-'));
    for (let waited = 0; waited < farewellMs && runsOn(owner.chromium, profile); waited += 20) await delay(20);
    if (runsOn(owner.chromium, profile)) process.kill(owner.chromium, 'SIGKILL');
    while (runsOn(owner.chromium, profile)) await delay(10);
  }
  removeStaleSocket(path.join(profile, 'SingletonSocket'));
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'DevToolsActivePort']) {
    rmSync(path.join(profile, name), { force: true });
  }
  return profile;
}

/** A killed Chromium leaves the temporary folder with its socket behind. */
function removeStaleSocket(link: string): void {
  try {
    const folder = path.dirname(readlinkSync(link));
    if (path.basename(folder).startsWith('org.chromium.')) rmSync(folder, { recursive: true, force: true });
  } catch {
    // There is none.
  }
}

export function claimProfile(profile: string, chromium: number): void {
  if (!existsSync(profile)) return;
  writeFileSync(path.join(profile, 'stand-in.json'), JSON.stringify({ main: process.pid, chromium } satisfies Owner));
}
