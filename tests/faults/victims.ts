import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { crashPoints as backendPoints } from '../../src-backend/platform/crash-point.ts';
import { crashPoints as desktopPoints } from '../../src-main/cache/crash-point.ts';
import type { Desktop } from '../support/desktop.ts';
import type { Team } from '../support/team.ts';
import type { Victim } from './kills.ts';

export function toBackendVictim(team: Team): Victim {
  const { backend } = team;
  return {
    name: 'backend',
    dir: backend.dir,
    points: backendPoints,
    start: (how) => team.startBackend(how),
    ended: () => backend.child().ended,
    kill: () => backend.kill(),
    isRunning: () => backend.isRunning(),
  };
}

export function toDesktopVictim(desktop: Desktop): Victim {
  return {
    name: desktop.name,
    dir: desktop.dir,
    points: desktopPoints,
    async start({ crashAt }) {
      // Only a desktop without a cache loads a snapshot; the cache may be deleted at any time (D1).
      if (crashAt?.endsWith('snapshot-swap')) {
        for (const suffix of ['', '-wal', '-shm']) rmSync(join(desktop.dir, `cache.db${suffix}`), { force: true });
      }
      await desktop.start(crashAt === undefined ? {} : { crashAt });
    },
    ended: () => desktop.child().ended,
    kill: () => desktop.kill(),
    isRunning: () => desktop.isRunning(),
  };
}
