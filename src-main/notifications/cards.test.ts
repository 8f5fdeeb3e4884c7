import { expect, it } from 'vitest';
import type { ConversationRow, ThreadMessage } from '#shared/inbox.ts';
import { defaultNotificationSettings } from '#shared/notification-settings.ts';
import { aConversationRow, aDirectory, anAccount, aThreadMessage, aUser, noon } from '../../tests/support/builders.ts';
import { composeCard, failureCard, snoozeEnd, type Subject } from './cards.ts';
import { parseCardId, type Card } from './notifier.ts';
import type { Situation } from './policy.ts';

const account = anAccount();
const directory = aDirectory({ accounts: [account] });
const settings = defaultNotificationSettings;
const situation: Situation = { directory, settings, now: noon, isQuiet: false, isLocked: false, isAmongOthers: false };
const minute = 60_000;

interface Pair {
  row: ConversationRow;
  message: ThreadMessage;
}

function anInbound(row: Partial<ConversationRow> = {}, more: Partial<Pair> = {}): Pair {
  return { row: aConversationRow({ accountId: account.id, ...row }), message: aThreadMessage(), ...more };
}

function aCard({ row, message }: Pair, at: Situation, occasion: Subject['occasion'] = 'message'): Card {
  return composeCard({ row, message, messageId: message.id, occasion }, at);
}
const idsOf = ({ buttons }: Card): string[] => buttons.map(({ id }) => id);

it('shows who wrote what, offers a reply and a claim', () => {
  const inbound = anInbound();
  const card = aCard(inbound, situation);
  expect(card).toEqual({
    id: card.id,
    conversationId: inbound.row.id,
    title: 'Ana Souza',
    body: 'Is it ready?',
    reply: { placeholder: 'Reply to Ana Souza' },
    buttons: [
      { id: 'claim', label: 'Claim' },
      { id: 'snooze', label: 'Snooze 1 h' },
    ],
    sound: 'system',
  });
  expect(parseCardId(card.id)).toEqual({ conversationId: inbound.row.id, messageId: inbound.message.id });
});

it('says to which number, when there are several, and how many are unread', () => {
  const several = { ...situation, directory: { ...directory, accounts: [account, anAccount({ name: 'Hotel' })] } };
  expect(aCard(anInbound({ unread: 3 }), several).title).toBe('Ana Souza · Marlow Store (3)');
});

it('says which workspace it is from, when there are several, and not to whom nothing may be said', () => {
  const among = {
    ...situation,
    isAmongOthers: true,
    directory: { ...directory, tenant: { ...directory.tenant, name: 'Ac\u202Eme' } },
  };
  expect(aCard(anInbound({ unread: 2 }), among).title).toBe('Ana Souza · Acme (2)');
  const several = { ...among, directory: { ...among.directory, accounts: [account, anAccount({ name: 'Hotel' })] } };
  expect(aCard(anInbound(), several).title).toBe('Ana Souza · Marlow Store · Acme');
  const failure = { messageId: aThreadMessage().id, reason: 'Ben replied first', canSendAnyway: false };
  expect(failureCard(anInbound().row, among, failure).title).toBe('Not sent to Ana Souza · Acme');
  expect(aCard(anInbound(), { ...among, settings: { ...settings, privacy: 'none' } }).title).toBe('Parley');
});

it('shows only what the privacy setting allows', () => {
  const withPrivacy = (privacy: 'name' | 'none') =>
    aCard(anInbound({ unread: 2 }), { ...situation, settings: { ...settings, privacy } });
  expect(withPrivacy('name')).toMatchObject({ title: 'Ana Souza (2)', body: 'New message' });
  expect(withPrivacy('none')).toMatchObject({ title: 'Parley', body: 'New message', reply: null });
  expect(JSON.stringify(withPrivacy('none'))).not.toContain('Ana');
});

it('offers no reply when the window is closed, the number is down, or the person may not answer', () => {
  const replyOf = (row: Partial<ConversationRow>, at = situation) => aCard(anInbound(row), at).reply;
  expect(replyOf({ windowClosesAt: noon + 59_000 })).toBeNull();
  expect(replyOf({ windowClosesAt: null })).toBeNull();
  const down = { ...directory, accounts: [{ ...account, cannotSend: 'token' as const }] };
  expect(replyOf({}, { ...situation, directory: down })).toBeNull();
  const viewer = { ...directory, me: aUser({ role: 'viewer' }) };
  expect(aCard(anInbound(), { ...situation, directory: viewer })).toMatchObject({
    reply: null,
    buttons: [{ id: 'read' }],
  });
});

it('S-28 keeps control and direction characters out of names and texts', () => {
  const card = aCard(
    anInbound(
      { contactName: 'Ana\u202Egpj.exe\u0000' },
      { message: aThreadMessage({ content: { type: 'text', text: 'a\u2066b\nc\u200fd' } }) },
    ),
    situation,
  );
  expect([card.title, card.body]).toEqual(['Anagpj.exe', 'ab cd']);
});

it('shows the phone of a customer without a name', () => {
  expect(aCard(anInbound({ contactName: '' }), situation).title).toBe('+55 11 91234 5678');
});

it('names the customer and the reason on a failure, unless privacy forbids the name', () => {
  const row = aConversationRow();
  const failure = { messageId: aThreadMessage().id, reason: 'Ben replied first', canSendAnyway: true };
  expect(failureCard(row, situation, failure)).toMatchObject({
    title: 'Not sent to Ana Souza',
    body: 'Ben replied first',
    reply: null,
    buttons: [{ id: 'send_anyway' }, { id: 'open' }],
  });
  const hidden = { ...situation, settings: { ...settings, privacy: 'none' as const } };
  expect(failureCard(row, hidden, { ...failure, canSendAnyway: false })).toMatchObject({
    title: 'Your reply was not sent',
    buttons: [{ id: 'open' }],
  });
});

it('offers a template instead of a reply when the window is closed', () => {
  const card = aCard(anInbound({ windowClosesAt: noon - 1 }), situation);
  expect([card.reply, idsOf(card)]).toEqual([null, ['template', 'claim', 'snooze']]);
});

it('offers to resolve what is one’s own, and nothing but reading of a note', () => {
  expect(idsOf(aCard(anInbound({ assigneeId: directory.me.id }), situation))).toEqual(['resolve', 'snooze']);
  const ben = aUser({ name: 'Ben' });
  const content = { type: 'text' as const, text: 'what do you think?' };
  const note = aThreadMessage({ content, origin: { kind: 'agent', userId: ben.id }, direction: 'note' });
  const team = { ...situation, directory: { ...directory, users: [ben] } };
  const card = aCard(anInbound({}, { message: note }), team, 'mention');
  expect(card).toMatchObject({ body: 'Ben mentioned you: what do you think?', reply: null });
  expect(idsOf(card)).toEqual(['read']);
});

it('says how long a customer waits and how long a window is open', () => {
  const inbound = anInbound({ waitingSince: noon - 15 * minute, windowClosesAt: noon + 40 * minute });
  expect(aCard(inbound, situation, 'unanswered').body).toBe('Waiting for 15 min: Is it ready?');
  expect(aCard(inbound, situation, 'closing').body).toBe('The window closes in 40 min: Is it ready?');
});

it('says and offers nothing while Parley is locked', () => {
  const card = aCard(anInbound(), { ...situation, isLocked: true });
  expect(card).toMatchObject({ title: 'Parley', body: 'New message', reply: null, buttons: [] });
});

it('has the sound of its event, unless the number has one of its own', () => {
  const sounds = { ...settings.sounds, message: 'knock' as const, reminder: 'bell' as const };
  const soundOf = (occasion: Subject['occasion'], more: Partial<typeof settings> = {}) =>
    aCard(anInbound(), { ...situation, settings: { ...settings, sounds, ...more } }, occasion).sound;
  expect([soundOf('message'), soundOf('closing'), soundOf('assignment')]).toEqual(['knock', 'bell', 'system']);
  const accounts = { [account.id]: { muted: false, sound: 'none' as const } };
  expect(soundOf('message', { accounts })).toBe('none');
});

it('puts off by an hour, but not over the end of the window', () => {
  const end = (left: number) =>
    (snoozeEnd(aConversationRow({ windowClosesAt: noon + left * minute }), noon) - noon) / minute;
  expect([end(600), end(60), end(10)]).toEqual([60, 45, 60]);
});
