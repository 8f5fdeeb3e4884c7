/** The moments of table 4.4 at which a crash must cost nothing. */
export const crashPoints = [
  'before-ingest-commit',
  'after-ingest-commit',
  'after-webhook-200',
  'before-mutation-commit',
  'after-mutation-commit',
  'before-mutation-answer',
  'after-attempt-row',
  'after-graph-answer',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

const chosen = process.env['NODE_ENV'] === 'test' ? process.env['PARLEY_CRASH_AT'] : undefined;

/** For the fault tests: kills this very process, without any goodbye, when PARLEY_CRASH_AT names this point. */
export function crashPoint(point: CrashPoint): void {
  if (point === chosen) process.kill(process.pid, 'SIGKILL');
}
