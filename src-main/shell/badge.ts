import type { App, BrowserWindow, NativeImage } from 'electron';
import type { ConversationRow, Directory } from '#shared/inbox.ts';
import { overlayBitmap, overlaySize } from './overlay-bitmap.ts';
import { texts } from '../texts/texts.ts';

/** What the dock, taskbar or launcher shows (features.md §3.3). Always recomputed from the store. */
export type Badge = { kind: 'none' } | { kind: 'dot' } | { kind: 'alert' } | { kind: 'count'; count: number };

/** Conversations that wait for this person: open, not muted, the customer waiting, assigned to them or to nobody. */
export function isWaitingForMe(row: ConversationRow, me: Directory['me']): boolean {
  const isTheirs = row.assigneeId === null || row.assigneeId === me.id;
  return row.state === 'open' && !row.muted && row.waitingSince !== null && isTheirs;
}

/** `!` when a number can't send, else the number of waiting conversations, else a dot for anything unread. */
export function badgeOf(facts: { waiting: number; unread: number; numberDown: boolean }): Badge {
  if (facts.numberDown) return { kind: 'alert' };
  if (facts.waiting > 0) return { kind: 'count', count: facts.waiting };
  return facts.unread > 0 ? { kind: 'dot' } : { kind: 'none' };
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

/** What a screen reader says of it. */
export function badgeLabel(badge: Badge): string {
  switch (badge.kind) {
    case 'none':
      return '';
    case 'dot':
      return texts().badge.unread;
    case 'alert':
      return texts().badge.attention;
    case 'count':
      return texts().badge.waiting(badge.count);
  }
}

export interface BadgeSurface {
  platform: NodeJS.Platform;
  app: Pick<App, 'setBadgeCount' | 'dock'>;
  window: () => Pick<BrowserWindow, 'setOverlayIcon'> | null;
  imageFromBitmap: (bitmap: Buffer, size: number) => NativeImage;
}

/** Draws it where the system has a place for it: text on macOS, an overlay on Windows, a number on Linux. */
export function showBadge(badge: Badge, { platform, app, window, imageFromBitmap }: BadgeSurface): void {
  const text = badgeText(badge);
  if (platform === 'darwin') app.dock?.setBadge(text);
  else if (platform === 'win32') {
    const overlay = text === '' ? null : imageFromBitmap(overlayBitmap(text), overlaySize);
    window()?.setOverlayIcon(overlay, badgeLabel(badge));
  } else app.setBadgeCount(badge.kind === 'count' ? badge.count : 0);
}
