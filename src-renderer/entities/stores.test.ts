import { beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import type { MessagePage, ThreadMessage } from '#shared/inbox.ts';
import { installBridge } from './bridge.fixtures.ts';
import { aDirectory, aMessage, aReply, aRow, conversationId, minute, t0 } from './builders.fixtures.ts';

// The stores over a fake bridge: what a component sees after calls and events came in some order.

const bridge = installBridge({ 'drafts.save': () => undefined });
const conversations = await import('./conversations.ts');
const messages = await import('./messages.ts');
const drafts = await import('./drafts.ts');
const { sendDraft } = await import('./send-draft.ts');
const { applyDirectory } = await import('./directory.ts');
const { useToasts } = await import('../ui/toasts.ts');

const directory = aDirectory();
const page = (list: ThreadMessage[], older: MessagePage['older'] = null) => JSON.stringify({ messages: list, older });
const thread = () => messages.useMessages.getState().threads[conversationId];

beforeEach(() => {
  conversations.useConversations.setState(conversations.useConversations.getInitialState(), true);
  messages.useMessages.setState(messages.useMessages.getInitialState(), true);
  drafts.useDrafts.setState({}, true);
  useToasts.setState({ toasts: [] });
  applyDirectory(directory);
  bridge.answers['conversations.counts'] = () => JSON.stringify({ views: {}, chips: {}, unread: 0 });
});

it('drops the answer for a view that was left before it came', async () => {
  const late = Promise.withResolvers<string>();
  const [slow, quick] = [aRow(), aRow()];
  bridge.answers['conversations.list'] = ({ view }: { view: string }) =>
    view === 'mine' ? late.promise : JSON.stringify({ rows: [quick], next: null });
  const first = conversations.showList({ view: 'mine' });
  await conversations.showList({ view: 'all' });
  late.resolve(JSON.stringify({ rows: [slow], next: null }));
  await first;
  expect(conversations.useConversations.getState().ids).toEqual([quick.id]);
});

it('keeps the list on screen while another is read, and says when it can’t be read', async () => {
  const row = aRow();
  bridge.answers['conversations.list'] = () => JSON.stringify({ rows: [row], next: null });
  await conversations.showList({});
  bridge.answers['conversations.list'] = () => {
    throw new AppError('internal', 'store is gone');
  };
  const reading = conversations.showList({ sort: 'newest' });
  expect(conversations.useConversations.getState()).toMatchObject({ ids: [row.id], status: 'loading' });
  await reading;
  expect(conversations.useConversations.getState()).toMatchObject({ ids: [row.id], status: 'failed' });
});

it('appends the next page once, however often it is asked for', async () => {
  const rows = Array.from({ length: 130 }, (_, index) => aRow({ lastMessageAt: t0 - index * minute }));
  bridge.answers['conversations.list'] = ({ after }: { after: string | null }) =>
    JSON.stringify(after === null ? { rows: rows.slice(0, 100), next: 'n' } : { rows: rows.slice(100), next: null });
  await conversations.showList({});
  expect(conversations.useConversations.getState().ids).toHaveLength(100);
  await Promise.all([conversations.loadMore(), conversations.loadMore()]);
  expect(conversations.useConversations.getState()).toMatchObject({ ids: rows.map((row) => row.id), next: null });
});

it('does not turn a tick back when a page read earlier arrives after the event', async () => {
  const reply = aReply(directory.me.id, { conversationId, version: 2 });
  const pending = Promise.withResolvers<string>();
  bridge.answers['messages.page'] = () => page([reply]);
  await messages.openThread(conversationId);
  bridge.answers['messages.page'] = () => pending.promise;
  const again = messages.openThread(conversationId);
  const read = { ...reply, version: 3, delivery: { seen: { read: t0 }, failure: null } };
  messages.applyMessages([read]);
  pending.resolve(page([reply]));
  await again;
  expect(messages.useMessages.getState().byId[reply.id]).toEqual(read);
});

it('ignores messages of threads that are not loaded, and drops removed ones', async () => {
  const kept = aMessage({ conversationId });
  const undone = aReply(directory.me.id, { conversationId, at: t0 + 1 });
  bridge.answers['messages.page'] = () => page([kept, undone]);
  await messages.openThread(conversationId);
  messages.applyMessages([aMessage({ conversationId: aRow().id })], [{ conversationId, messageId: undone.id }]);
  expect(thread()?.ids).toEqual([kept.id]);
  expect(Object.keys(messages.useMessages.getState().byId)).toEqual([kept.id]);
});

it('starts a thread anew when a catch-up left a hole between old and new', async () => {
  const old = aMessage({ conversationId });
  bridge.answers['messages.page'] = () => page([old]);
  await messages.openThread(conversationId);
  const fresh = aMessage({ conversationId, at: t0 + 999 });
  bridge.answers['messages.page'] = () => page([fresh], { at: fresh.at, id: fresh.id });
  await messages.reloadThreads();
  expect(thread()).toEqual({ ids: [fresh.id], older: { at: fresh.at, id: fresh.id }, status: 'ready' });
});

it('leaves who jumped back there, when the newest page that was asked for before comes only then', async () => {
  const [old, fresh] = [aMessage({ conversationId }), aMessage({ conversationId, at: t0 + 999 })];
  const pending = Promise.withResolvers<string>();
  bridge.answers['messages.page'] = () => pending.promise;
  bridge.answers['messages.around'] = () =>
    JSON.stringify({ messages: [old], older: null, newer: { at: old.at, id: old.id } });
  const opening = messages.openThread(conversationId);
  await messages.showAround(conversationId, { messageId: old.id });
  pending.resolve(page([fresh]));
  await opening;
  expect(thread()).toMatchObject({ ids: [old.id], past: { newer: { id: old.id } } });
});

it('empties the field at once and bases the reply on the newest message in view', async () => {
  const seen = aMessage({ conversationId });
  bridge.answers['messages.page'] = () => page([seen]);
  await messages.openThread(conversationId);
  const mine = aReply(directory.me.id, { conversationId, at: t0 + 5, seq: 0 });
  bridge.answers['messages.send'] = () => mine;
  drafts.changeDraft(conversationId, 'reply', 'On its way');
  const sending = sendDraft(conversationId, 'reply');
  expect(drafts.getDraft(conversationId, 'reply')).toBe('');
  expect(await sending).toBe(true);
  expect(thread()?.ids).toEqual([seen.id, mine.id]);
  expect(bridge.inputsOf('messages.send')).toEqual([
    { conversationId, content: { type: 'text', text: 'On its way' }, replyTo: null, basedOn: seen.id },
  ]);
});

it('gives the text back with the reason when main refuses the message', async () => {
  bridge.answers['messages.send'] = () => {
    throw new AppError('reply_window_closed', 'More than 24 hours have passed.');
  };
  drafts.changeDraft(conversationId, 'reply', 'Too late');
  expect(await sendDraft(conversationId, 'reply')).toBe(false);
  expect(drafts.getDraft(conversationId, 'reply')).toBe('Too late');
  expect(useToasts.getState().toasts.map((toast) => toast.text)).toEqual(['More than 24 hours have passed.']);
});

it('what is typed while the saved draft is still being read goes on from it: neither is lost', async () => {
  const saved = Promise.withResolvers<{ text: string }>();
  bridge.answers['drafts.get'] = () => saved.promise;
  const reading = [drafts.loadDraft(conversationId, 'note'), drafts.loadDraft(conversationId, 'note')];
  drafts.changeDraft(conversationId, 'note', ' and more');
  saved.resolve({ text: 'Half' });
  await Promise.all(reading);
  expect(drafts.getDraft(conversationId, 'note')).toBe('Half and more');
});

it('puts a reply that was taken back before what was typed since', () => {
  drafts.changeDraft(conversationId, 'reply', 'And also');
  drafts.restoreToDraft(conversationId, 'reply', 'Yes, in L.');
  expect(drafts.getDraft(conversationId, 'reply')).toBe('Yes, in L.\n\nAnd also');
  // As main answers that has put it there already.
  drafts.restoreToDraft(conversationId, 'reply', 'Sorry!\n\nYes, in L.\n\nAnd also');
  expect(drafts.getDraft(conversationId, 'reply')).toBe('Sorry!\n\nYes, in L.\n\nAnd also');
});
