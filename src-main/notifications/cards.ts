import { withoutHidden } from '#shared/hidden-characters.ts';
import { previewOf, relabel } from '#shared/content.ts';
import type { MessageId } from '#shared/ids.ts';
import type { ConversationRow, Directory, ThreadMessage } from '#shared/inbox.ts';
import type { NotificationSound } from '#shared/notification-settings.ts';
import { can } from '#shared/permission.ts';
import { displayPhone } from '#shared/phone.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { cardId, type Button, type Card } from './notifier.ts';
import { isMineToAnswer, type Occasion, type Situation } from './policy.ts';
import { texts } from '../texts/texts.ts';

// What a card says and offers, as far as the person's privacy and rights allow.

/** What a card is about. `message`: the newest that is shown in it, null where only its id is known. */
export interface Subject {
  row: ConversationRow;
  messageId: MessageId;
  message: ThreadMessage | null;
  occasion: Exclude<Occasion, 'failure'>;
}

const minute = 60_000;
const hour = 60 * minute;
/** A snoozed conversation comes back before its window closes, as long as that leaves a moment of peace. */
const beforeClosing = 15 * minute;

/** May the person answer in the card: allowed to, window open, number able to send, and it says whom they answer. */
export function canReplyFrom(row: ConversationRow, { directory, settings, now, isLocked }: Situation): boolean {
  const account = directory.accounts.find(({ id }) => id === row.accountId);
  return (
    can(directory.me.role, 'message.send') &&
    !isLocked &&
    settings.privacy !== 'none' &&
    account?.cannotSend === null &&
    serviceWindow(row.windowClosesAt, now).state === 'open'
  );
}

/** The card for this subject. */
export function composeCard(subject: Subject, situation: Situation): Card {
  const { row, messageId } = subject;
  const { settings, isLocked } = situation;
  const isHidden = settings.privacy === 'none' || isLocked;
  const more = row.unread > 1 ? ` (${row.unread})` : '';
  const canReply = subject.occasion !== 'mention' && canReplyFrom(row, situation);
  return {
    id: cardId(row.id, messageId),
    conversationId: row.id,
    title: isHidden ? 'Parley' : `${whoIs(row, situation)}${more}`,
    body: plainLine(
      settings.privacy === 'full' && !isLocked ? wordsOf(subject, situation) : texts().card.bare[subject.occasion],
    ),
    reply: canReply ? { placeholder: texts().card.replyTo(nameOf(row)) } : null,
    buttons: isLocked ? [] : buttonsOf(subject, situation),
    sound: soundOf(row, subject.occasion, situation),
  };
}

function wordsOf({ row, message, occasion }: Subject, { directory, now }: Situation): string {
  const { card } = texts();
  const line = message === null ? (row.preview?.text ?? '') : previewOf(message.content, 200);
  const text = message?.content.type === 'text' ? line : relabel(line, (label) => card.preview[label]);
  switch (occasion) {
    case 'message':
      return text;
    case 'mention':
      return card.mention(authorOf(message, directory), text);
    case 'assignment':
      return text === '' ? card.bare.assignment : card.assignment(text);
    case 'unanswered':
      return card.unanswered(spanOf(now - (row.waitingSince ?? now)), text);
    case 'closing':
      return card.closing(spanOf((row.windowClosesAt ?? now) - now), text);
  }
}

function authorOf(message: ThreadMessage | null, { users }: Directory): string {
  const origin = message?.origin;
  const user = origin?.kind === 'agent' ? users.find(({ id }) => id === origin.userId) : undefined;
  return user?.name ?? texts().card.colleague;
}

function spanOf(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minute));
  return minutes < 120 ? texts().card.minutes(minutes) : texts().card.hours(Math.round(minutes / 60));
}

function buttonsOf({ row, occasion }: Subject, situation: Situation): Button[] {
  const { directory } = situation;
  const { me } = directory;
  const { card } = texts();
  if (occasion === 'mention') return [{ id: 'read', label: card.read }];
  const buttons: Button[] = [];
  if (needsTemplate(row, situation)) buttons.push({ id: 'template', label: card.template });
  if (row.assigneeId === null && can(me.role, 'conversation.assign')) buttons.push({ id: 'claim', label: card.claim });
  else if (row.assigneeId === me.id && can(me.role, 'conversation.setState')) {
    buttons.push({ id: 'resolve', label: card.resolve });
  }
  if (can(me.role, 'conversation.setState')) buttons.push({ id: 'snooze', label: card.snooze });
  return buttons.length > 0 ? buttons : [{ id: 'read', label: card.read }];
}

/** The window is closed, and only that is in the way of an answer. */
function needsTemplate(row: ConversationRow, { directory, now }: Situation): boolean {
  const account = directory.accounts.find(({ id }) => id === row.accountId);
  return (
    can(directory.me.role, 'message.send') &&
    account?.cannotSend === null &&
    isMineToAnswer(row, directory) &&
    serviceWindow(row.windowClosesAt, now).state === 'closed'
  );
}

/** When a conversation that is put off for an hour comes back. */
export function snoozeEnd(row: ConversationRow, now: number): number {
  const before = (row.windowClosesAt ?? Infinity) - beforeClosing;
  return before > now + 5 * minute ? Math.min(now + hour, before) : now + hour;
}

function soundOf(row: ConversationRow, occasion: Subject['occasion'], { settings }: Situation): NotificationSound {
  const event = occasion === 'unanswered' || occasion === 'closing' ? 'reminder' : occasion;
  return settings.accounts[row.accountId]?.sound ?? settings.sounds[event];
}

/** The card that replaces one whose reply did not get through. The text itself is never in it. */
export function failureCard(
  row: ConversationRow,
  situation: Situation,
  failure: { messageId: MessageId; reason: string; canSendAnyway: boolean },
): Card {
  const hidden = situation.settings.privacy === 'none' || situation.isLocked;
  return {
    id: cardId(row.id, failure.messageId),
    conversationId: row.id,
    title: hidden ? texts().card.notSent : texts().card.notSentTo(whoIs(row, situation)),
    body: plainLine(failure.reason),
    reply: null,
    buttons: [
      ...(failure.canSendAnyway ? [{ id: 'send_anyway' as const, label: texts().card.sendAnyway }] : []),
      { id: 'open', label: texts().card.open },
    ],
    sound: 'none',
  };
}

/** The customer, and where there are several: the number they wrote to, the workspace it is in. */
function whoIs(row: ConversationRow, { directory: { accounts, tenant }, isAmongOthers }: Situation): string {
  const account = accounts.length > 1 ? accounts.find(({ id }) => id === row.accountId) : undefined;
  const parts = [nameOf(row), plainLine(account?.name ?? ''), isAmongOthers ? plainLine(tenant.name) : ''];
  return parts.filter((part) => part !== '').join(' · ');
}

function nameOf(row: ConversationRow): string {
  const name = plainLine(row.contactName);
  if (name !== '') return name;
  return /^\d{7,15}$/.test(row.contactHandle) ? displayPhone(row.contactHandle) : plainLine(row.contactHandle);
}

/** One line without the characters that could make it look like something else (S-28). */
export function plainLine(text: string): string {
  return withoutHidden(text.replace(/\s+/gu, ' ')).trim();
}
