// Days of this computer's calendar, as its date fields write them: `2026-11-16`.

const two = (value: number): string => String(value).padStart(2, '0');

export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Epoch ms of its first moment; undefined for a field that is empty or half filled. */
export const startOf = (day: string): number | undefined => momentOf(day, 0);

/** Epoch ms of the first moment after it. */
export const dayAfter = (day: string): number | undefined => momentOf(day, 1);

function momentOf(day: string, later: number): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + later).getTime();
}
