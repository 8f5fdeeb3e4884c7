import type { Priority } from './conversation.ts';
import type { ConversationRow, ConversationSort } from './inbox.ts';
import { guardMs } from './service-window.ts';

// Where a conversation stands in the list, as one number: the store's indexes and the screen's live order are both made
// of it. Queue order has three bands, each wide enough for every time until the year 2096.

const band = 4e12;
/** Pinned ones stand this far before all others. */
export const pinnedLead = 1e14;
/** Each priority has room for every place of the queue. */
export const priorityStep = 2e13;
export const priorityRanks: Readonly<Record<Priority | 'normal', number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

type Sorted = Pick<ConversationRow, 'waitingSince' | 'windowClosesAt' | 'lastMessageAt' | 'priority' | 'pinned'>;

/** Ascending; equal keys fall back to the id. `now`: epoch ms by the server's clock. */
export function sortKey(sort: ConversationSort, row: Sorted, now: number): number {
  const lead = row.pinned ? pinnedLead : 0;
  if (sort === 'newest') return -row.lastMessageAt - lead;
  const rank = sort === 'priority' ? priorityRanks[row.priority ?? 'normal'] : 0;
  return rank * priorityStep + placeInQueue(row, now) - lead;
}

function placeInQueue({ waitingSince, windowClosesAt, lastMessageAt }: Sorted, now: number): number {
  if (waitingSince === null) return 3 * band - lastMessageAt;
  if (windowClosesAt !== null && windowClosesAt > now + guardMs) return windowClosesAt;
  // Only a template can reach them now: the one that was missed last comes first.
  return 2 * band - (windowClosesAt ?? waitingSince);
}

/** Where those that wait on us stand whose window has closed by `now` although their key was made before: [from, to]. */
export function overdueKeys(now: number, isPinned: boolean): [number, number] {
  const lead = isPinned ? pinnedLead : 0;
  return [-lead, now + guardMs - lead];
}

/** What is added to twice a key of `overdueKeys`, negated, to move it behind the open windows. */
export function overdueShift(isPinned: boolean): number {
  return 2 * band - (isPinned ? 2 * pinnedLead : 0);
}
