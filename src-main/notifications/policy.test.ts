import { expect, it } from 'vitest';
import { newId, type UserId } from '#shared/ids.ts';
import { aConversationRow, aDirectory, anAccount, aThreadMessage, aUser, noon } from '../../tests/support/builders.ts';
import type { Inbound } from '../workspace/workspace-api.ts';
import { parseCardId } from './notifier.ts';
import { composeCard, failureCard, isSettled, onLockedScreen, shouldNotify, type Situation } from './policy.ts';

const account = anAccount();
const directory = aDirectory({ accounts: [account] });
const situation: Situation = { directory, settings: { enabled: true, privacy: 'full' }, now: noon };

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
  const off = { ...situation, settings: { enabled: false, privacy: 'full' as const } };
  expect(shouldNotify(anInbound(), off)).toBe(false);
});

it('shows who wrote what, offers a reply and a claim', () => {
  const inbound = anInbound();
  const card = composeCard(inbound, situation);
  expect(card).toEqual({
    id: card.id,
    conversationId: inbound.row.id,
    title: 'Ana Souza',
    body: 'Is it ready?',
    reply: { placeholder: 'Reply to Ana Souza' },
    buttons: [{ id: 'claim', label: 'Claim' }],
  });
  expect(parseCardId(card.id)).toEqual({ conversationId: inbound.row.id, messageId: inbound.message.id });
});

it('says to which number, when there are several, and how many are unread', () => {
  const several = { ...situation, directory: { ...directory, accounts: [account, anAccount({ name: 'Hotel' })] } };
  expect(composeCard(anInbound({ unread: 3 }), several).title).toBe('Ana Souza · Marlow Store (3)');
});

it('shows only what the privacy setting allows', () => {
  const withPrivacy = (privacy: 'name' | 'none') =>
    composeCard(anInbound({ unread: 2 }), { ...situation, settings: { enabled: true, privacy } });
  expect(withPrivacy('name')).toMatchObject({ title: 'Ana Souza (2)', body: 'New message' });
  expect(withPrivacy('none')).toMatchObject({ title: 'Parley', body: 'New message', reply: null });
  expect(JSON.stringify(withPrivacy('none'))).not.toContain('Ana');
});

it('offers no reply when the window is closed, the number is down, or the person may not answer', () => {
  const replyOf = (row: Partial<Inbound['row']>, at = situation) => composeCard(anInbound(row), at).reply;
  expect(replyOf({ windowClosesAt: noon + 59_000 })).toBeNull();
  expect(replyOf({ windowClosesAt: null })).toBeNull();
  const down = { ...directory, accounts: [{ ...account, cannotSend: 'token' as const }] };
  expect(replyOf({}, { ...situation, directory: down })).toBeNull();
  const viewer = { ...directory, me: aUser({ role: 'viewer' }) };
  expect(composeCard(anInbound(), { ...situation, directory: viewer })).toMatchObject({ reply: null, buttons: [] });
});

it('S-28 keeps control and direction characters out of names and texts', () => {
  const card = composeCard(
    anInbound(
      { contactName: 'Ana\u202Egpj.exe\u0000' },
      { message: aThreadMessage({ content: { type: 'text', text: 'a\u2066b\nc\u200fd' } }) },
    ),
    situation,
  );
  expect([card.title, card.body]).toEqual(['Anagpj.exe', 'ab cd']);
});

it('shows the phone of a customer without a name', () => {
  expect(composeCard(anInbound({ contactName: '' }), situation).title).toBe('+55 11 91234 5678');
});

it('takes a card away once its conversation is read, closed or a colleague’s', () => {
  const row = aConversationRow();
  expect(isSettled(row, directory)).toBe(false);
  expect(isSettled({ ...row, assigneeId: directory.me.id }, directory)).toBe(false);
  expect(isSettled({ ...row, assigneeId: newId<UserId>() }, directory)).toBe(true);
  expect(isSettled({ ...row, unread: 0 }, directory)).toBe(true);
  expect(isSettled({ ...row, state: 'resolved' }, directory)).toBe(true);
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
  const hidden = { ...situation, settings: { enabled: true, privacy: 'none' as const } };
  expect(failureCard(row, hidden, { ...failure, canSendAnyway: false })).toMatchObject({
    title: 'Your reply was not sent',
    buttons: [{ id: 'open' }],
  });
});

it('says at most who wrote while the screen is locked', () => {
  expect(onLockedScreen({ enabled: true, privacy: 'full' })).toEqual({ enabled: true, privacy: 'name' });
  expect(onLockedScreen({ enabled: true, privacy: 'none' })).toEqual({ enabled: true, privacy: 'none' });
});
