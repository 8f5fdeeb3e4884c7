/** Meta's customer service window: free text may be sent for 24 hours after the customer's last act. */
export const windowMs = 24 * 60 * 60 * 1000;

/** Nothing is started in the last minute: our clock and Meta's are not the same (R-6e). */
export const guardMs = 60_000;

export type ServiceWindow =
  | { state: 'closed' }
  | { state: 'open'; closesAt: number; leftMs: number; urgency: 'calm' | 'soon' | 'urgent' };

const soonMs = 4 * 60 * 60 * 1000;
const urgentMs = 60 * 60 * 1000;

/** When the window that an inbound message at `at` (epoch ms) opens will close. */
export function closesAt(at: number): number {
  return at + windowMs;
}

/**
 * The window's state at `now`. `windowClosesAt` null = the customer never wrote. `guard` is what a sender keeps back
 * from the end: the UI and our server use 60 s, WhatsApp itself uses 0.
 */
export function serviceWindow(windowClosesAt: number | null, now: number, guard: number = guardMs): ServiceWindow {
  if (windowClosesAt === null || now >= windowClosesAt - guard) return { state: 'closed' };
  const leftMs = windowClosesAt - now;
  const urgency = leftMs < urgentMs ? 'urgent' : leftMs < soonMs ? 'soon' : 'calm';
  return { state: 'open', closesAt: windowClosesAt, leftMs, urgency };
}

/** The later of two closings: a window is only ever extended (webhooks arrive in any order). */
export function laterClosing(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
