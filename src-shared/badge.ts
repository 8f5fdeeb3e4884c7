/** What a dock, a taskbar or a workspace's tile shows (features.md §3.3). Always recomputed from the store. */
export type Badge = { kind: 'none' } | { kind: 'dot' } | { kind: 'alert' } | { kind: 'count'; count: number };

/** What a badge is made of: conversations that wait for this person, any unread, a number that can't send. */
export interface BadgeFacts {
  waiting: number;
  unread: number;
  numberDown: boolean;
}

export const noBadgeFacts: BadgeFacts = { waiting: 0, unread: 0, numberDown: false };

/** `!` when a number can't send, else the number of waiting conversations, else a dot for anything unread. */
export function badgeOf(facts: BadgeFacts): Badge {
  if (facts.numberDown) return { kind: 'alert' };
  if (facts.waiting > 0) return { kind: 'count', count: facts.waiting };
  return facts.unread > 0 ? { kind: 'dot' } : { kind: 'none' };
}

/** Of all workspaces together (ruling 44). */
export function sumOf(all: readonly BadgeFacts[]): BadgeFacts {
  return all.reduce(
    (sum, each) => ({
      waiting: sum.waiting + each.waiting,
      unread: sum.unread + each.unread,
      numberDown: sum.numberDown || each.numberDown,
    }),
    noBadgeFacts,
  );
}

export function badgeText(badge: Badge): string {
  switch (badge.kind) {
    case 'none':
      return '';
    case 'dot':
      return '•';
    case 'alert':
      return '!';
    case 'count':
      return badge.count > 99 ? '99+' : String(badge.count);
  }
}
