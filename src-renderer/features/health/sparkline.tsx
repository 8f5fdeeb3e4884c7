import styles from './health.module.css';

export interface Point {
  at: number;
  /** null: nothing was measured. */
  value: number | null;
}

const width = 200;
const height = 36;
/** Two samples further apart than this have a gap between them: the server was not running. */
const gapMs = 150_000;
const dayMs = 24 * 60 * 60_000;

/** The last day as one line; `label` says in words what it shows. */
export function Sparkline({ points, until, label }: { points: readonly Point[]; until: number; label: string }) {
  return (
    <svg className={styles.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img">
      <title>{label}</title>
      <path d={pathOf(points, until)} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Exported for its test. `until`: the right edge; the left one is a day before. */
export function pathOf(points: readonly Point[], until: number): string {
  const most = Math.max(1, ...points.map(({ value }) => value ?? 0));
  let path = '';
  let last: number | null = null;
  for (const { at, value } of points) {
    const share = (at - (until - dayMs)) / dayMs;
    if (value === null || share < 0) {
      last = null;
      continue;
    }
    const x = Math.round(share * width * 10) / 10;
    const y = Math.round((height - 2 - (value / most) * (height - 4)) * 10) / 10;
    // A lone sample is a dot: a line to where it is.
    path += last === null || at - last > gapMs ? `M${x} ${y}h0.1` : `L${x} ${y}`;
    last = at;
  }
  return path;
}
