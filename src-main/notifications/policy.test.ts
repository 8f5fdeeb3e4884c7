import { expect, it } from 'vitest';
import { newId, type UserId } from '#shared/ids.ts';
import { defaultNotificationSettings } from '#shared/notification-settings.ts';
import { aConversationRow, aDirectory, anAccount, aThreadMessage, noon } from '../../tests/support/builders.ts';
import type { Inbound } from '../workspace/workspace-api.ts';
import { isSettled, onLockedScreen, shouldNotify, type Situation } from './policy.ts';

const account = anAccount();
const directory = aDirectory({ accounts: [account] });
const settings = defaultNotificationSettings;
const situation: Situation = { directory, settings, now: noon, isQuiet: false, isLocked: false, isAmongOthers: false };

function anInbound(row: Partial<Inbound['row']> = {}, more: Partial<Inbound> = {}): Inbound {
  return {
    row: aConversationRow({ accountId: account.id, ...row }),
    message: aThreadMessage(),
    live: true,
    ageMs: 1_000,
    ...more,
  };
}

it('notifies the assignee and, while nobody has taken it, everybody', () => {
  expect(shouldNotify(anInbound(), situation)).toBe(true);
  expect(shouldNotify(anInbound({ assigneeId: directory.me.id }), situation)).toBe(true);
  expect(shouldNotify(anInbound({ assigneeId: newId<UserId>() }), situation)).toBe(false);
});

it('ruling 63 notifies of nothing older than five minutes, however it arrived', () => {
  expect(shouldNotify(anInbound({}, { ageMs: 300_000 }), situation)).toBe(true);
  expect(shouldNotify(anInbound({}, { ageMs: 300_001 }), situation)).toBe(false);
  expect(shouldNotify(anInbound({}, { ageMs: 300_001, live: false }), situation)).toBe(false);
  expect(shouldNotify(anInbound({}, { ageMs: 1_000, live: false }), situation)).toBe(true);
});

it('keeps quiet about what is read already, what we sent, and when it is switched off', () => {
  expect(shouldNotify(anInbound({ unread: 0 }), situation)).toBe(false);
  expect(shouldNotify(anInbound({}, { message: aThreadMessage({ direction: 'outbound' }) }), situation)).toBe(false);
  const off = { ...situation, settings: { ...settings, enabled: false } };
  expect(shouldNotify(anInbound(), off)).toBe(false);
});

it('keeps quiet about a muted conversation, a muted number and a blocked customer', () => {
  expect(shouldNotify(anInbound({ muted: true }), situation)).toBe(false);
  expect(shouldNotify(anInbound({ blockedBy: [account.id] }), situation)).toBe(false);
  const accounts = { [account.id]: { muted: true, sound: null } };
  expect(shouldNotify(anInbound(), { ...situation, settings: { ...settings, accounts } })).toBe(false);
});

it('interrupts a quiet person only for what is urgent, and not even then if they say so', () => {
  const quiet = { ...situation, isQuiet: true };
  expect(shouldNotify(anInbound(), quiet)).toBe(false);
  expect(shouldNotify(anInbound({ priority: 'urgent' }), quiet)).toBe(true);
  const strict = { ...quiet, settings: { ...settings, urgentAlways: false } };
  expect(shouldNotify(anInbound({ priority: 'urgent' }), strict)).toBe(false);
});

it('takes a card away once its conversation is read, closed or a colleague’s', () => {
  const row = aConversationRow();
  expect(isSettled(row, directory, 'message')).toBe(false);
  expect(isSettled({ ...row, assigneeId: directory.me.id }, directory, 'message')).toBe(false);
  expect(isSettled({ ...row, assigneeId: newId<UserId>() }, directory, 'message')).toBe(true);
  expect(isSettled({ ...row, unread: 0 }, directory, 'message')).toBe(true);
  expect(isSettled({ ...row, state: 'resolved' }, directory, 'message')).toBe(true);
});

it('says at most who wrote while the screen is locked', () => {
  expect(onLockedScreen(settings)).toEqual({ ...settings, privacy: 'name' });
  const none = { ...settings, privacy: 'none' as const };
  expect(onLockedScreen(none)).toEqual(none);
});

it('takes each kind of card away when its own reason is gone', () => {
  const row = aConversationRow({ unread: 0, mentionedAt: noon });
  expect(isSettled(row, directory, 'mention')).toBe(false);
  expect(isSettled({ ...row, mentionedAt: null }, directory, 'mention')).toBe(true);
  expect(isSettled(row, directory, 'unanswered')).toBe(false);
  expect(isSettled({ ...row, waitingSince: null }, directory, 'closing')).toBe(true);
  expect(isSettled({ ...row, assigneeId: directory.me.id }, directory, 'assignment')).toBe(false);
  expect(isSettled(row, directory, 'assignment')).toBe(true);
});
