/** A loudness of any length as so many bars: each the loudest of its part. */
export function barsOf(levels: readonly number[], count: number): number[] {
  if (levels.length <= count) return [...levels];
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.floor(((index + 1) * levels.length) / count);
    return Math.max(...levels.slice(from, to));
  });
}
