/**
 * The `inboundNo` before which the unread divider stands. It is set by the first unread message of a visit and then
 * stays until the visit ends, although reading makes the count fall to zero.
 */
export function dividerAfter(
  divider: number | null,
  row: { unread: number; inboundCount: number },
  isWatched: boolean,
): number | null {
  if (divider !== null || row.unread === 0) return divider;
  // What arrives under the reader's eyes was never unread.
  return isWatched ? null : row.inboundCount - row.unread + 1;
}
