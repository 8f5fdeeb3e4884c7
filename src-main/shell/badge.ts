import type { App, BrowserWindow, NativeImage } from 'electron';
import { badgeText, type Badge } from '#shared/badge.ts';
import type { ConversationRow, Directory } from '#shared/inbox.ts';
import { overlayBitmap, overlaySize } from './overlay-bitmap.ts';
import { texts } from '../texts/texts.ts';

/** Conversations that wait for this person: open, not muted, the customer waiting, assigned to them or to nobody. */
export function isWaitingForMe(row: ConversationRow, me: Directory['me']): boolean {
  const isTheirs = row.assigneeId === null || row.assigneeId === me.id;
  return row.state === 'open' && !row.muted && row.waitingSince !== null && isTheirs;
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
