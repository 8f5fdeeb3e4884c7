/** How much is measured; `--quick` says less of everything. */
export interface BenchOptions {
  /** Alternations of floor and product. */
  reps: number;
  /** Seconds of each flood. */
  floodSeconds: number;
  /** Seconds at each fixed rate. */
  paceSeconds: number;
  /** Messages in the desktop's store; the gates of D1 and D3 hold at a million. */
  messages: number;
  /** Reads per alternation. */
  samples: number;
}

export const fullRun: BenchOptions = { reps: 5, floodSeconds: 5, paceSeconds: 4, messages: 1_000_000, samples: 500 };
export const quickRun: BenchOptions = { reps: 2, floodSeconds: 1.5, paceSeconds: 1.5, messages: 100_000, samples: 200 };
