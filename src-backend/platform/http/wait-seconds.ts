/** `Prefer: wait=<seconds>` (RFC 7240), within what we grant. Anything else asks for all of it. */
export function waitSeconds(prefer: unknown, most: number): number {
  const [, seconds] = (typeof prefer === 'string' ? /(?:^|[,;\s])wait=(\d{1,4})\b/.exec(prefer) : null) ?? [];
  return seconds === undefined ? most : Math.min(Number(seconds), most);
}
