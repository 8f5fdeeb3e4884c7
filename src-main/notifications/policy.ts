import type { ConversationRow, Directory } from '#shared/inbox.ts';
import type { NotificationSettings } from '#shared/notification-settings.ts';
import type { Inbound } from '../workspace/workspace-api.ts';

// Who is told of what: pure functions of the store, the settings and the time. What it then looks like: cards.ts.

/** Nothing older notifies, also after a sleep or a long absence (ruling 63). */
export const maxAgeMs = 5 * 60_000;

export interface Situation {
  directory: Directory;
  settings: NotificationSettings;
  /** Server time, epoch ms. */
  now: number;
  /** The person wants no interruptions now. */
  isQuiet: boolean;
  /** Parley is locked: nothing is offered, and nothing is said but that there is something. */
  isLocked: boolean;
  /** Cards of other workspaces may stand beside this one's. */
  isAmongOthers: boolean;
}

/** Why a card is shown. */
export type Occasion = 'message' | 'mention' | 'assignment' | 'unanswered' | 'closing' | 'failure';

/** Before a locked screen stands whoever: nothing of the message is shown there, at most who wrote. */
export function onLockedScreen(settings: NotificationSettings): NotificationSettings {
  return settings.privacy === 'full' ? { ...settings, privacy: 'name' } : settings;
}

/** May a card about this conversation interrupt the person now? */
export function mayInterrupt(row: ConversationRow, { settings, isQuiet }: Situation): boolean {
  if (!settings.enabled || settings.accounts[row.accountId]?.muted === true) return false;
  return !isQuiet || (settings.urgentAlways && row.priority === 'urgent');
}

/** Does this person want to know of this message now? Reading it elsewhere is checked when the card is shown. */
export function shouldNotify({ row, message, ageMs }: Inbound, situation: Situation): boolean {
  return (
    mayInterrupt(row, situation) &&
    message.direction === 'inbound' &&
    ageMs <= maxAgeMs &&
    row.unread > 0 &&
    !row.muted &&
    !row.blockedBy.includes(row.accountId) &&
    isMineToAnswer(row, situation.directory)
  );
}

export function isMineToAnswer(row: ConversationRow, { me }: Directory): boolean {
  return row.assigneeId === null || row.assigneeId === me.id;
}

/** Does a card of this conversation have to go? What it was about was seen, done, or became a colleague's. */
export function isSettled(row: ConversationRow, directory: Directory, occasion: Occasion): boolean {
  const isOpenAndMine = row.state === 'open' && isMineToAnswer(row, directory);
  switch (occasion) {
    case 'message':
    case 'failure':
      return !isOpenAndMine || row.unread === 0;
    case 'mention':
      return row.mentionedAt === null;
    case 'assignment':
      return row.state !== 'open' || row.assigneeId !== directory.me.id;
    case 'unanswered':
    case 'closing':
      return !isOpenAndMine || row.waitingSince === null;
  }
}
