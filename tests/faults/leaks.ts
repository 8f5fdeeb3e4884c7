import { runningChildren } from '../support/child.ts';
import { filesBelow, findPlaintext } from '../support/folder.ts';
import { descendantsOf } from '../support/process-usage.ts';
import type { Person, Team } from '../support/team.ts';

/** Looks for what must never be readable in a file, while programs run and after they have ended. */
export interface LeakWatch {
  /** Right after a kill, before the files are opened again: a log not folded in, a file half written. */
  look(dir: string): void;
  /** After everything has been stopped: plain secrets in data and logs, and processes that are left. */
  finish(logFiles: readonly string[]): string[];
}

/** `canary` stands in every message of the run. */
export function watchForLeaks(team: Team, people: readonly Person[], canary: string): LeakWatch {
  const { accessToken } = team.simulator.company;
  const secrets = [canary, accessToken, team.backend.admin.password, ...people.map(({ password }) => password)];
  const found: string[] = [];
  return {
    look(dir) {
      found.push(...findPlaintext(filesBelow(dir), secrets));
    },
    finish(logFiles) {
      const dirs = [team.backend.dir, ...people.map(({ desktop }) => desktop.dir)];
      const left = new Set([...runningChildren().map(({ pid }) => pid), ...descendantsOf(process.pid)]);
      return [
        ...found,
        ...findPlaintext([...dirs.flatMap(filesBelow), ...logFiles], secrets),
        ...[...left].map((pid) => `process ${pid} is left`),
      ];
    },
  };
}
