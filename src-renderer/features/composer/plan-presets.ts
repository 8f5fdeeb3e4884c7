export type PlanPreset = 'hour' | 'evening' | 'tomorrow' | 'monday' | 'window';

const hourMs = 60 * 60_000;
/** Before the end of the window, so that clocks and queues do not matter. */
const beforeWindowMs = 30 * 60_000;

/** The times one is most likely to want, in the time zone of this computer; those that have passed are left out. */
export function planPresets(now: number, windowClosesAt: number | null): { preset: PlanPreset; at: number }[] {
  const at = (days: number, hour: number): number => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    return date.setHours(hour, 0, 0, 0);
  };
  const untilMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const window = windowClosesAt === null ? 0 : windowClosesAt - beforeWindowMs;
  const presets: { preset: PlanPreset; at: number }[] = [
    { preset: 'hour', at: now + hourMs },
    { preset: 'evening', at: at(0, 18) },
    { preset: 'tomorrow', at: at(1, 9) },
    // On Sunday tomorrow is Monday already.
    { preset: 'monday', at: untilMonday === 1 ? 0 : at(untilMonday, 9) },
    { preset: 'window', at: window },
  ];
  return presets.filter((one) => one.at > now + 60_000);
}

/** The value of an `<input type="datetime-local">`, in the time zone of this computer. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Epoch ms; null while the value is incomplete. */
export function fromLocalInput(value: string): number | null {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
}
