import type { Random } from '../../src-simulator/engine/random.ts';
import { DeadlineError, sleep, within } from '../support/deadline.ts';
import type { Ending } from '../support/child.ts';

// kill -9, half of the times at a named point of the code, half at any moment.

/** Something that can be killed and started again. */
export interface Victim {
  name: string;
  /** Where its data lies. */
  dir: string;
  points: readonly string[];
  start(options: { crashAt?: string }): Promise<void>;
  ended(): Promise<Ending>;
  kill(): Promise<void>;
  isRunning(): boolean;
}

export interface KillReport {
  total: number;
  /** `backend at after-attempt-row`, `maya at any moment`: how often. */
  counts: Map<string, number>;
  /** From start to ready, ms, by victim. */
  readyMs: Map<string, number[]>;
  /** A point that was not reached in time: the process was killed at that moment instead. */
  missedPoints: string[];
}

const patienceMs = 8000;

/** Kills `times` times; resolves when everybody is up again. What a start throws ends the run: it is a finding. */
export async function runKills(options: {
  victims: readonly { victim: Victim; weight: number }[];
  times: number;
  random: Random;
  onKill: (count: number, what: string, victim: Victim) => void;
}): Promise<KillReport> {
  const { random, times } = options;
  const report: KillReport = { total: 0, counts: new Map(), readyMs: new Map(), missedPoints: [] };
  const turns = new Map<Victim, string[]>();

  const noteKill = (victim: Victim, where: string): void => {
    const what = `${victim.name} ${where}`;
    report.total++;
    report.counts.set(what, (report.counts.get(what) ?? 0) + 1);
    options.onKill(report.total, what, victim);
  };
  const start = async (victim: Victim, crashAt?: string): Promise<void> => {
    const begun = performance.now();
    await victim.start(crashAt === undefined ? {} : { crashAt });
    if (crashAt !== undefined) return;
    report.readyMs.set(victim.name, [...(report.readyMs.get(victim.name) ?? []), performance.now() - begun]);
  };
  const dieAtPoint = async (victim: Victim, point: string): Promise<void> => {
    try {
      await start(victim, point);
    } catch (error) {
      // The point may lie on the way to being ready.
      if (victim.isRunning()) throw error;
    }
    try {
      await within(`${victim.name} to reach ${point}`, patienceMs, victim.ended());
      noteKill(victim, `at ${point}`);
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
      report.missedPoints.push(`${victim.name} at ${point}`);
      await victim.kill();
      noteKill(victim, 'at any moment');
    }
  };

  while (report.total < times) {
    const victim = pickWeighted(options.victims, random);
    await sleep(200 + random.next() * 1200);
    await victim.kill();
    noteKill(victim, 'at any moment');
    await sleep(random.next() * 600);
    if (report.total < times) {
      // Every point gets its turn before one comes again.
      const left = turns.get(victim) ?? [];
      if (left.length === 0) left.push(...random.shuffle(victim.points));
      turns.set(victim, left);
      const point = left.pop();
      if (point !== undefined) {
        await dieAtPoint(victim, point);
        await sleep(random.next() * 600);
      }
    }
    await start(victim);
  }
  return report;
}

function pickWeighted(victims: readonly { victim: Victim; weight: number }[], random: Random): Victim {
  let left = random.next() * victims.reduce((sum, { weight }) => sum + weight, 0);
  for (const { victim, weight } of victims) {
    left -= weight;
    if (left <= 0) return victim;
  }
  const last = victims.at(-1);
  if (last === undefined) throw new Error('nobody to kill');
  return last.victim;
}
