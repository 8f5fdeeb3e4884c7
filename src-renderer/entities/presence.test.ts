import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ConversationId, newId, type UserId } from '#shared/ids.ts';
import type { PersonPresence } from '#shared/presence.ts';
import { defaultSettings } from '#shared/settings.ts';
import { aDirectory, aRow, aUser } from './builders.fixtures.ts';
import { installBridge } from './bridge.fixtures.ts';

const bridge = installBridge({
  'presence.typing': () => undefined,
  'presence.lease': () => undefined,
  'presence.setStatus': () => undefined,
  'drafts.save': () => undefined,
  'conversations.handOver': () => undefined,
  'conversations.takeBackHandOver': () => undefined,
  'conversations.mark': () => undefined,
  'settings.set': (patch: object) => ({ ...defaultSettings, ...patch }),
});
// Theme and density are written there.
vi.stubGlobal('document', { documentElement: { dataset: {} } });
const { applyPresence, setStatus, usePresence, watchDrafts, watchQuiet } = await import('./presence.ts');
const { applyDirectory } = await import('./directory.ts');
const { changeDraft, getDraft, useDrafts } = await import('./drafts.ts');
const { handOver, takeHandedDraft } = await import('./hand-over.ts');
const { undoLast } = await import('./triage.ts');
const { useConversations } = await import('./conversations.ts');
const { applySettings } = await import('./settings.ts');

const ben = aUser({ name: 'Ben' });
const refund = newId<ConversationId>();
const person = (userId: UserId, over: Partial<PersonPresence> = {}): PersonPresence => ({
  userId,
  status: 'online',
  viewing: [{ conversationId: refund, since: 0, leftAt: null }],
  typing: [],
  leases: [],
  ...over,
});
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  const directory = aDirectory();
  applyDirectory({ ...directory, users: [directory.me, ben] });
  useDrafts.setState({}, true);
});
afterEach(() => vi.useRealTimers());

const typed = () => bridge.inputsOf('presence.typing');

it('a row that nothing changed for keeps its object, and is not drawn again', () => {
  const other = newId<ConversationId>();
  applyPresence({ live: true, status: 'online', people: [person(ben.id)] });
  const before = usePresence.getState().at[refund];
  expect(before?.viewers).toEqual([{ userId: ben.id, leftAt: null }]);
  const busy = { leases: [{ conversationId: other, until: Date.now() + 60_000 }] };
  applyPresence({ live: true, status: 'online', people: [person(ben.id, busy)] });
  expect(usePresence.getState().at[refund]).toBe(before);
  expect(usePresence.getState().at[other]?.lease?.userId).toBe(ben.id);
  applyPresence({ live: false, status: 'online', people: [] });
  expect(usePresence.getState().at).toEqual({});
});

it('says that somebody writes, at most every 3 s, and that the field is empty again', () => {
  const stop = watchDrafts();
  // Read from the disk: nobody is writing.
  useDrafts.setState({ [`reply:${refund}`]: 'from yesterday' });
  expect(typed()).toEqual([]);
  changeDraft(refund, 'reply', 'from yesterday.');
  changeDraft(refund, 'reply', 'from yesterday..');
  expect(typed()).toEqual([{ conversationId: refund, mode: 'reply' }]);
  vi.advanceTimersByTime(3000);
  changeDraft(refund, 'reply', 'and more');
  changeDraft(refund, 'reply', '');
  expect(typed().slice(1)).toEqual([
    { conversationId: refund, mode: 'reply' },
    { conversationId: refund, mode: null },
  ]);
  expect(bridge.inputsOf('presence.lease')).toEqual([{ conversationId: refund, act: 'release' }]);
  stop();
});

it('a hand-over takes the draft along, and undoing it brings both back', async () => {
  const row = aRow({ id: refund, contactName: 'Anna' });
  changeDraft(refund, 'reply', 'Dear Anna,');
  handOver(row, ben.id, 'be kind', true);
  expect(getDraft(refund, 'reply')).toBe('');
  await settled();
  expect(bridge.inputsOf('conversations.handOver')).toEqual([
    { conversationId: refund, assigneeId: ben.id, expected: null, note: 'be kind', draft: 'Dear Anna,' },
  ]);
  undoLast();
  await settled();
  expect(bridge.inputsOf('conversations.takeBackHandOver')).toEqual([
    { conversationId: refund, assigneeId: ben.id, to: null },
  ]);
  expect(getDraft(refund, 'reply')).toBe('Dear Anna,');
});

it('what a colleague left goes before what is in the composer, and is then done with', async () => {
  const row = aRow({ id: refund, handedDraft: { from: ben.id, text: 'Dear Anna,', at: 0 } });
  useConversations.setState({ byId: { [refund]: row } });
  changeDraft(refund, 'reply', 'Hello');
  await takeHandedDraft(refund);
  expect(getDraft(refund, 'reply')).toBe('Dear Anna,\n\nHello');
  expect(bridge.inputsOf('conversations.mark')).toEqual([{ conversationId: refund, handedDraftDone: true }]);
});

it('not to be disturbed is one thing: for notifications and for colleagues, until its hour is over', async () => {
  const stop = watchQuiet();
  applyPresence({ live: true, status: 'online', people: [] });
  await setStatus('dnd');
  expect(bridge.inputsOf('settings.set')).toMatchObject([
    { notifications: { doNotDisturb: { on: true, until: null } } },
  ]);
  applyPresence({ live: true, status: 'dnd', people: [] });
  await setStatus('away');
  applyPresence({ live: true, status: 'away', people: [] });
  const told = () => bridge.inputsOf('presence.setStatus').at(-1);
  expect(told()).toEqual({ status: 'away' });

  const doNotDisturb = { on: true, until: Date.now() + 3_600_000 };
  applySettings({ ...defaultSettings, notifications: { ...defaultSettings.notifications, doNotDisturb } });
  expect(told()).toEqual({ status: 'dnd' });
  applyPresence({ live: true, status: 'dnd', people: [] });
  vi.advanceTimersByTime(3_600_000);
  expect(told()).toEqual({ status: 'online' });
  stop();
});
