import { displayPhone } from '#shared/phone.ts';
import { can } from '#shared/permission.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { previewOf } from '#shared/content.ts';
import type { ConversationRow, Directory } from '#shared/inbox.ts';
import type { Settings } from '#shared/settings.ts';
import type { Inbound } from '../workspace/workspace-api.ts';
import { cardId, type Button, type Card } from './notifier.ts';

// Who is told of what, and how much of it: pure functions of the store, the settings and the time.

/** Nothing older notifies, also after a sleep or a long absence (ruling 63). */
export const maxAgeMs = 5 * 60_000;

export interface Situation {
  directory: Directory;
  settings: Settings['notifications'];
  /** Server time, epoch ms. */
  now: number;
}

/** Before a locked screen stands whoever: nothing of the message is shown there, at most who wrote. */
export function onLockedScreen(settings: Settings['notifications']): Settings['notifications'] {
  return settings.privacy === 'full' ? { ...settings, privacy: 'name' } : settings;
}

/** Does this person want to know of this message now? Reading it elsewhere is checked when the card is shown. */
export function shouldNotify({ row, message, ageMs }: Inbound, { directory, settings }: Situation): boolean {
  return (
    settings.enabled &&
    message.direction === 'inbound' &&
    ageMs <= maxAgeMs &&
    row.unread > 0 &&
    (row.assigneeId === null || row.assigneeId === directory.me.id)
  );
}

/** Does a card of this conversation have to go? It was read or closed somewhere, or became a colleague's. */
export function isSettled(row: ConversationRow, { me }: Directory): boolean {
  return row.unread === 0 || row.state !== 'open' || (row.assigneeId !== null && row.assigneeId !== me.id);
}

/** May the person answer in the card: allowed to, window open, number able to send, and it says whom they answer. */
export function canReplyFrom(row: ConversationRow, { directory, settings, now }: Situation): boolean {
  const account = directory.accounts.find(({ id }) => id === row.accountId);
  return (
    can(directory.me.role, 'message.send') &&
    settings.privacy !== 'none' &&
    account?.cannotSend === null &&
    serviceWindow(row.windowClosesAt, now).state === 'open'
  );
}

/** The card for the newest message of a conversation. */
export function composeCard({ row, message }: Inbound, situation: Situation): Card {
  const { directory, settings } = situation;
  const claim: Button[] =
    row.assigneeId === null && can(directory.me.role, 'conversation.assign') ? [{ id: 'claim', label: 'Claim' }] : [];
  const more = row.unread > 1 ? ` (${row.unread})` : '';
  return {
    id: cardId(row.id, message.id),
    conversationId: row.id,
    title: settings.privacy === 'none' ? 'Parley' : `${whoIs(row, directory)}${more}`,
    body: settings.privacy === 'full' ? plainLine(previewOf(message.content, 200)) : 'New message',
    reply: canReplyFrom(row, situation) ? { placeholder: `Reply to ${nameOf(row)}` } : null,
    buttons: claim,
  };
}

/** The card that replaces one whose reply did not get through. The text itself is never in it. */
export function failureCard(
  row: ConversationRow,
  situation: Situation,
  failure: { messageId: Inbound['message']['id']; reason: string; canSendAnyway: boolean },
): Card {
  const hidden = situation.settings.privacy === 'none';
  return {
    id: cardId(row.id, failure.messageId),
    conversationId: row.id,
    title: hidden ? 'Your reply was not sent' : `Not sent to ${nameOf(row)}`,
    body: plainLine(failure.reason),
    reply: null,
    buttons: [
      ...(failure.canSendAnyway ? [{ id: 'send_anyway' as const, label: 'Send anyway' }] : []),
      { id: 'open', label: 'Open' },
    ],
  };
}

function whoIs(row: ConversationRow, { accounts }: Directory): string {
  const account = accounts.length > 1 ? accounts.find(({ id }) => id === row.accountId) : undefined;
  return account === undefined ? nameOf(row) : `${nameOf(row)} · ${plainLine(account.name)}`;
}

function nameOf(row: ConversationRow): string {
  const name = plainLine(row.contactName);
  if (name !== '') return name;
  return /^\d{7,15}$/.test(row.contactHandle) ? displayPhone(row.contactHandle) : plainLine(row.contactHandle);
}

/** One line without the characters that could make it look like something else (S-28). */
export function plainLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
}
