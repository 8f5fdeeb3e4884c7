import { median } from './numbers.ts';

// What a row of the table says, and when it counts as missed (performance.md §3): ratios of medians of one run.

/** Noise that a gate forgives: two shared cores differ by that much from run to run. */
export const slack = 0.15;

interface Line {
  row: string;
  metric: string;
  unit: string;
  better: 'higher' | 'lower';
}

/** Floor and product measured in turns. `gate` and `goal` are ratios product/floor; null where there is none. */
export interface Compared extends Line {
  kind: 'compared';
  floor: number[];
  product: number[];
  gate: number | null;
  goal: number | null;
}

/** A bar in the metric's own unit, set by a person's patience or by Meta. */
export interface Capped extends Line {
  kind: 'cap';
  product: number[];
  cap: number;
}

/** Printed beside the rows that decide. */
export interface Noted extends Line {
  kind: 'info';
  product: number[];
}

export type Result = Compared | Capped | Noted;

export interface Judged {
  floor: number | null;
  product: number;
  ratio: number | null;
  verdict: string;
  /** Beyond the slack: the run fails. */
  isMissed: boolean;
}

export function judge(result: Result): Judged {
  const product = median(result.product);
  if (result.kind === 'info') return { floor: null, product, ratio: null, verdict: 'information', isMissed: false };
  if (result.kind === 'cap') {
    return { floor: null, product, ratio: null, ...compare(product, result.cap, null, result.better) };
  }
  const floor = median(result.floor);
  const ratio = product / floor;
  if (result.gate === null) return { floor, product, ratio, verdict: 'information', isMissed: false };
  return { floor, product, ratio, ...compare(ratio, result.gate, result.goal, result.better) };
}

function compare(
  value: number,
  gate: number,
  goal: number | null,
  better: 'higher' | 'lower',
): Pick<Judged, 'verdict' | 'isMissed'> {
  if (!Number.isFinite(value)) return { verdict: 'not measured', isMissed: true };
  const short = better === 'higher' ? (gate - value) / gate : (value - gate) / gate;
  if (short > 0) {
    const missed = `missed by ${(short * 100).toFixed(0)} %`;
    return short > slack
      ? { verdict: missed, isMissed: true }
      : { verdict: `${missed} (within noise)`, isMissed: false };
  }
  if (goal === null) return { verdict: 'ok', isMissed: false };
  const reached = better === 'higher' ? value >= goal : value <= goal;
  return { verdict: reached ? 'ok, goal reached' : 'ok', isMissed: false };
}
