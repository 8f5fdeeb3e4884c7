const hourMs = 60 * 60_000;
const factor = 10;
/** Below it nobody is alarmed, however quiet the token was before. */
const leastAlarming = 100;
/** So long a token must have been in use before there is a "usual". */
const leastKnownMs = 24 * hourMs;

interface Hour {
  /** Epoch ms of its beginning. */
  hour: number;
  requests: number;
}

/** Requests per hour before the given one, quiet hours included; null while the token is too new to tell. */
export function usualPerHour(hours: readonly Hour[], current: number): number | null {
  const before = hours.filter(({ hour }) => hour < current);
  const first = before[0];
  if (first === undefined || current - first.hour < leastKnownMs) return null;
  const sum = before.reduce((total, { requests }) => total + requests, 0);
  return Math.round((sum / ((current - first.hour) / hourMs)) * 10) / 10;
}

/** Ten times the usual rate in this hour? `without`: as it was so many requests ago. `hours`: the oldest first. */
export function isUnusual(hours: readonly Hour[], current: number, without = 0): boolean {
  const usual = usualPerHour(hours, current);
  const requests = (hours.find(({ hour }) => hour === current)?.requests ?? 0) - without;
  return usual !== null && requests >= leastAlarming && requests >= usual * factor;
}
