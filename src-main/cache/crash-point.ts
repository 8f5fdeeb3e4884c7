/** The desktop's moments of reliability-security 4.4 at which a crash must cost nothing. */
export const crashPoints = [
  'before-outbox-commit',
  'after-outbox-commit',
  'before-mutations-post',
  'after-mutations-answer',
  'mid-apply',
  'after-apply',
  'before-snapshot-swap',
  'mid-snapshot-swap',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

const chosen = process.env['NODE_ENV'] === 'test' ? process.env['PARLEY_CRASH_AT'] : undefined;

/** For the fault tests: kills this very process, worker and all, when PARLEY_CRASH_AT names this point. */
export function crashPoint(point: CrashPoint): void {
  if (point === chosen) process.kill(process.pid, 'SIGKILL');
}
