import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewOperation } from '#shared/admin-mutation.ts';
import { planOf, type Operation } from '#shared/admin-operation.ts';
import { previewOf } from '#shared/content.ts';
import type { Conversation } from '#shared/conversation.ts';
import { AppError } from '#shared/error.ts';
import { MutationId, newId } from '#shared/ids.ts';
import type { ConversationPage, Directory, MessagePage, StoreChange } from '#shared/inbox.ts';
import type { Json } from '#shared/wire/ipc.ts';
import {
  aContact,
  aConversation,
  aMessage,
  anAccount,
  aReadMark,
  day,
  minute,
  t0,
} from '../cache/entities.fixtures.ts';
import { FakeBackend, password } from '../sync/backend.fixtures.ts';
import { ManualClock } from '../sync/clock.fixtures.ts';
import type { Inbound, Workspace } from './workspace-api.ts';
import { openWorkspace } from './workspace.ts';

// Real processes and sockets: how long they take is the machine's affair, so nothing here hangs on it.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 30_000, interval: 10 });

const workerUrl = new URL('../cache/store-worker.ts', import.meta.url);
const databaseKey = Buffer.alloc(32, 9);
const email = 'maya@example.com';

let dir: string;
let backend: FakeBackend;
let url: string;
let clock: ManualClock;
let refreshToken: string | null;
let erased: string[];
let undoSendSeconds: 0 | 5;
let workspace: Workspace;
const contact = aContact();
const conversation: Conversation = aConversation({
  contactId: contact.id,
  inboundCount: 1,
  lastInboundAt: t0,
  waitingSince: t0,
  windowClosesAt: t0 + day,
});
const first = aMessage({ conversationId: conversation.id, content: { type: 'text', text: 'CANARY hello' }, at: t0 });

beforeEach(async () => {
  dir = join(mkdtempSync(join(tmpdir(), 'parley-workspace-')), 'ws');
  clock = new ManualClock(t0);
  refreshToken = null;
  erased = [];
  undoSendSeconds = 0;
  backend = new FakeBackend();
  url = await backend.start();
  backend.put('account', anAccount(), 'contact', contact, 'conversation', conversation, 'message', first);
});
afterEach(async () => {
  await workspace.close();
  await backend.stop();
  rmSync(join(dir, '..'), { recursive: true });
});

async function open(options: { memory?: boolean; at?: string } = {}): Promise<Workspace> {
  workspace = await openWorkspace({
    dir: options.memory === true ? null : dir,
    databaseKey: options.memory === true ? null : databaseKey,
    mediaKey: options.memory === true ? null : databaseKey,
    url: options.at ?? url,
    client: { id: newId(), name: 'desk' },
    tokens: { load: () => refreshToken, save: (token) => (refreshToken = token) },
    workerUrl,
    clock,
    settings: () => ({ undoSendSeconds, retentionDays: 90 }),
    eraseKeys: async () => void erased.push(existsSync(dir) ? 'before the files' : 'after the files'),
  });
  return workspace;
}

const parse = <T>(json: Json<T>): T => JSON.parse(json) as T;

async function list(): Promise<ConversationPage['rows']> {
  const query = { view: 'all', sort: 'newest', filter: '', accountId: null, after: null, limit: 50 } as const;
  return parse(await workspace.conversations.list({ ...query, chips: [] })).rows;
}

async function thread(limit = 50, before: MessagePage['older'] = null): Promise<MessagePage> {
  return parse(await workspace.messages.page({ conversationId: conversation.id, before, limit }));
}

const texts = async (): Promise<string[]> => (await thread()).messages.map(({ content }) => previewOf(content));

/** Signed in, loaded and live. */
async function signedIn(options: Parameters<typeof open>[0] = {}): Promise<Workspace> {
  await open(options);
  await workspace.signIn({ email, password });
  await live();
  return workspace;
}

async function live(): Promise<void> {
  await eventually(async () => {
    expect(await list()).not.toEqual([]);
    const { realtime, asOf } = await workspace.connection.get();
    expect([realtime.state, asOf === null]).toEqual(['ok', false]);
  });
}

const send = (text: string): ReturnType<Workspace['messages']['send']> =>
  workspace.messages.send({
    conversationId: conversation.id,
    content: { type: 'text', text },
    replyTo: null,
    basedOn: first.id,
  });

const outbox = async (): Promise<{ pending: number; attention: number }> => (await workspace.connection.get()).outbox;
const drained = (): Promise<void> =>
  eventually(async () => expect(await outbox()).toEqual({ pending: 0, attention: 0 }));
const nobody = 'http://127.0.0.1:1';
/** Says so at once: nothing leaves this machine. */
const refusing = 'http://127.0.0.1:2';

describe('signing in', () => {
  it('brings the inbox, the directory and a live connection', async () => {
    await signedIn();
    expect(await list()).toMatchObject([{ id: conversation.id, contactName: 'Ana Souza', unread: 1 }]);
    expect(await texts()).toEqual(['CANARY hello']);
    const directory: Directory = parse(await workspace.directory.get());
    expect(directory).toMatchObject({
      me: backend.user,
      tenant: backend.tenant,
      accounts: [{ provider: 'meta_cloud' }],
    });
    expect(await workspace.unreadConversations()).toBe(1);
    expect(await workspace.contacts.get({ contactId: contact.id })).toEqual(contact);
  });

  it('refuses a wrong password and leaves nothing signed in', async () => {
    await open();
    await expect(workspace.signIn({ email, password: 'wrong wrong wrong' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await workspace.resumeSession()).toBe('sign_in');
  });

  it('says offline when the backend is not there', async () => {
    await open({ at: nobody });
    await expect(workspace.signIn({ email, password })).rejects.toMatchObject({ code: 'offline' });
  });

  it('resumes offline with everything it had', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: nobody });
    expect(await workspace.resumeSession()).toBe('ready');
    expect(await texts()).toEqual(['CANARY hello']);
    expect(parse(await workspace.directory.get()).me.name).toBe('Maya');
    await eventually(async () => expect((await workspace.connection.get()).backend.state).toBe('down'));
  });
});

describe('news from the backend', () => {
  it('reaches the screen as rows and messages, and the notifications as a live inbound message', async () => {
    await signedIn();
    const changes: StoreChange[] = [];
    const inbound: Inbound[] = [];
    workspace.on('storeChange', (change) => changes.push(change));
    workspace.on('inbound', ({ items }) => inbound.push(...items));
    const second = aMessage({ conversationId: conversation.id, at: t0 - minute, seq: 20, inboundNo: 2 });
    const next = { ...conversation, version: 2, inboundCount: 2 };
    backend.put('message', second, 'conversation', next);
    await eventually(() => expect(inbound).toHaveLength(1));
    expect(inbound[0]).toMatchObject({ message: { id: second.id }, row: { unread: 2 }, live: true, ageMs: minute });
    expect(changes).toMatchObject([
      { messages: [{ id: second.id }], conversations: [{ id: conversation.id, unread: 2 }] },
    ]);
  });

  it('is found after a cut, and told as not live', async () => {
    await signedIn();
    const inbound: Inbound[] = [];
    workspace.on('inbound', ({ items }) => inbound.push(...items));
    backend.silent = true;
    backend.put('message', aMessage({ conversationId: conversation.id, seq: 30, inboundNo: 2 }));
    backend.dropSockets();
    await eventually(async () => expect((await workspace.connection.get()).realtime.state).not.toBe('ok'));
    clock.advance(1000);
    await eventually(() => expect(inbound).toMatchObject([{ live: false }]));
  });

  it('S-45 renews its token when the backend says that it expired, and is live again', async () => {
    await signedIn();
    backend.endSession('token_expired');
    await eventually(() => expect(backend.requests.filter(({ name }) => name === 'refresh')).toHaveLength(1));
    clock.advance(1000);
    await eventually(() => expect(backend.sockets).toBe(1));
    await live();
  });

  it('R-8e judges the reply window by the server’s clock, not this machine’s', async () => {
    backend.now = t0 + day;
    await signedIn();
    await expect(send('late')).rejects.toMatchObject({ code: 'reply_window_closed' });
    expect((await workspace.connection.get()).clockOffsetMs).toBe(day);
  });
});

describe('sending', () => {
  it('R-6a is on disk before it is shown, then one message with the backend’s truth, and clears its draft', async () => {
    await signedIn();
    const draft = { conversationId: conversation.id, mode: 'reply' } as const;
    await workspace.drafts.save({ ...draft, text: 'Good morn' });
    expect((await list())[0]?.draft).toBe('Good morn');
    const bubble = await send('Good morning');
    expect(bubble.outbox?.state).toBe('pending');
    expect(await workspace.drafts.get(draft)).toEqual({ text: '' });
    await drained();
    await eventually(async () => {
      const { messages } = await thread();
      expect(messages.map(({ id, outbox: unsent }) => [id, unsent])).toEqual([
        [first.id, null],
        [bubble.id, null],
      ]);
    });
    expect(backend.applied).toHaveLength(1);
  });

  it('R-6a offline: kept over a restart, then delivered in order and once', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: nobody });
    await workspace.resumeSession();
    const sent = [await send('one'), await send('two')];
    await workspace.messages.addNote({ conversationId: conversation.id, text: 'three' });
    expect(await texts()).toEqual(['CANARY hello', 'one', 'two', 'three']);
    expect((await workspace.outbox.list()).map(({ mutation, contactName }) => [mutation.type, contactName])).toEqual([
      ['message.send', 'Ana Souza'],
      ['message.send', 'Ana Souza'],
      ['note.add', 'Ana Souza'],
    ]);
    await workspace.close();
    await open();
    await workspace.resumeSession();
    await drained();
    const messages = backend.entitiesOf('message').slice(1) as { id: string; direction: string }[];
    expect(messages.map(({ id }) => id).slice(0, 2)).toEqual(sent.map(({ id }) => id));
    expect(messages.map(({ direction }) => direction)).toEqual(['outbound', 'outbound', 'note']);
  });

  it('R-6b goes out again after a lost answer, and the backend has it once', async () => {
    await signedIn();
    backend.before = (name) => {
      if (name !== 'mutate') return undefined;
      backend.before = () => undefined;
      return 'lose';
    };
    await send('once');
    // Whenever the lost answer is noticed: the time to try again comes.
    await eventually(() => {
      clock.advance(1000);
      expect(backend.requests.filter(({ name }) => name === 'mutate')).toHaveLength(2);
    });
    await drained();
    expect(backend.applied).toHaveLength(1);
    expect(backend.entitiesOf('message')).toHaveLength(2);
    expect(await texts()).toEqual(['CANARY hello', 'once']);
  });

  it('ruling 49: a colleague was faster: the text waits for its writer, who sends it anyway', async () => {
    await signedIn();
    const { apply } = backend;
    backend.apply = (mutation) =>
      'anyway' in mutation && !mutation.anyway
        ? { code: 'stale_reply', message: 'A colleague has answered meanwhile', details: { messages: [] } }
        : apply(mutation);
    await send('me too');
    await eventually(async () => expect(await outbox()).toEqual({ pending: 0, attention: 1 }));
    const [item] = await workspace.outbox.list();
    expect(item).toMatchObject({ state: 'rejected', error: { code: 'stale_reply' } });
    await workspace.messages.sendAnyway({ mutationId: MutationId.parse(item?.mutationId) });
    await drained();
    expect(await texts()).toEqual(['CANARY hello', 'me too']);
  });

  it('ruling 68: can be undone until it leaves, and the text is a draft again', async () => {
    await signedIn();
    undoSendSeconds = 5;
    const bubble = await send('oops');
    expect(bubble.outbox?.heldUntil).toBe(t0 + 5000);
    clock.advance(4000);
    expect(await workspace.messages.takeBack({ mutationId: MutationId.parse(bubble.outbox?.mutationId) })).toEqual({
      text: 'oops',
    });
    clock.advance(10_000);
    expect(await texts()).toEqual(['CANARY hello']);
    expect((await list())[0]?.draft).toBe('oops');
    expect(backend.applied).toEqual([]);
  });

  it('is refused at once, offline too, outside the window, without the right and without words', async () => {
    await signedIn();
    await expect(send(' \n')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(send('x'.repeat(4097))).rejects.toMatchObject({ code: 'invalid_input' });
    backend.put('user', { ...backend.user, version: 2, role: 'viewer' });
    await eventually(async () => expect(parse(await workspace.directory.get()).me.role).toBe('viewer'));
    await expect(send('hi')).rejects.toMatchObject({ code: 'forbidden' });
    await workspace.close();
    clock.advance(day);
    await open({ at: nobody });
    await workspace.resumeSession();
    await expect(send('hi')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await outbox()).toEqual({ pending: 0, attention: 0 });
  });

  it('shows an assignment at once, and says why when somebody else was faster', async () => {
    await signedIn();
    const toasts: string[] = [];
    workspace.on('toast', ({ text }) => toasts.push(text));
    backend.apply = () => ({ code: 'conflict', message: 'Already assigned to Leo' });
    const assign = { conversationId: conversation.id, assigneeId: backend.user.id, expected: null };
    await workspace.conversations.assign(assign);
    await eventually(() => expect(toasts).toEqual(['Already assigned to Leo']));
    expect((await list())[0]?.assigneeId).toBeNull();
    await drained();
  });

  it('marks what was seen as read once, however often it is told', async () => {
    await signedIn();
    backend.apply = () => {
      backend.put('readMark', aReadMark({ conversationId: conversation.id, inboundNo: 1 }));
      return null;
    };
    await workspace.markSeen(conversation.id);
    expect(await workspace.unreadConversations()).toBe(0);
    await workspace.markSeen(conversation.id);
    await drained();
    await workspace.markSeen(conversation.id);
    expect(await workspace.unreadConversations()).toBe(0);
    expect(backend.requests.filter(({ name }) => name === 'mutate')).toHaveLength(1);
  });
});

describe('older messages', () => {
  it('come from the backend when the cache ends, and stay', async () => {
    const old = Array.from({ length: 5 }, (_, i) =>
      aMessage({ conversationId: conversation.id, at: t0 - 100 * day - i * minute, seq: i + 1 }),
    );
    await signedIn();
    backend.silent = true;
    for (const message of old) backend.put('message', message);
    const newest = await thread();
    expect(newest.older).not.toBeNull();
    const page = await thread(3, newest.older);
    expect(page.messages.map(({ id }) => id)).toEqual([old[2]!.id, old[1]!.id, old[0]!.id]);
    const end = await thread(50, page.older);
    expect(end.messages.map(({ id }) => id)).toEqual([old[4]!.id, old[3]!.id]);
    expect(end.older).toBeNull();
    expect(backend.requests.filter(({ name }) => name === 'olderMessages')).toHaveLength(1);
  });

  it('say offline when they can not be fetched, but what is here is shown', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: nobody });
    await workspace.resumeSession();
    const newest = await thread();
    expect(newest.messages).toHaveLength(1);
    await expect(thread(50, newest.older)).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('leaving', () => {
  it('S-35 signing out ends the session, erases the keys and then the files', async () => {
    await signedIn();
    const over = vi.fn();
    workspace.on('signedOut', over);
    await workspace.signOut();
    expect(backend.requests.at(-1)?.name).toBe('logout');
    expect([erased, existsSync(dir), refreshToken]).toEqual([['before the files'], false, null]);
    expect(over).not.toHaveBeenCalled();
  });

  it('S-36 a revoked desktop has erased its copy before anybody is told', async () => {
    await signedIn();
    const told = new Promise((resolve) =>
      workspace.on('signedOut', ({ reason }) => resolve([reason, existsSync(dir), erased])),
    );
    backend.endSession('session_revoked');
    expect(await told).toEqual(['revoked', false, ['before the files']]);
  });

  it('an expired session asks for the password and keeps what was not sent', async () => {
    await signedIn();
    const over = new Promise((resolve) => workspace.on('signedOut', resolve));
    await workspace.drafts.save({ conversationId: conversation.id, mode: 'reply', text: 'half a' });
    backend.before = (name) => {
      if (name === 'refresh') throw new AppError('unauthenticated', 'Sign in again');
      return undefined;
    };
    backend.endSession('token_expired');
    expect(await over).toMatchObject({ reason: 'expired' });
    expect(existsSync(dir)).toBe(true);
    await send('later');
    backend.before = () => undefined;
    await workspace.signIn({ email, password });
    await drained();
    expect(await texts()).toEqual(['CANARY hello', 'later']);
  });

  it('S-36 shows nothing of its copy after 14 days without contact, and keeps the outbox', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: nobody });
    await workspace.resumeSession();
    await send('unsent');
    await workspace.close();
    clock.advance(15 * day);
    await open({ at: nobody });
    await workspace.resumeSession();
    expect(await list()).toEqual([]);
    expect(await workspace.outbox.list()).toHaveLength(1);
  });

  it('S-36 a desktop that was open or asleep all the time shows nothing after 14 days without contact either', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: nobody });
    await workspace.resumeSession();
    const changes: boolean[] = [];
    workspace.on('storeChange', ({ reload }) => changes.push(reload));
    clock.advance(13 * day);
    expect(await list()).toHaveLength(1);
    clock.advance(2 * day);
    await eventually(async () => expect(await list()).toEqual([]));
    // The page is told, so that nothing of it stays on the screen.
    await eventually(async () => expect(changes).toContain(true));
  });
});

describe('§3.6 what an admin does', () => {
  const rename = {
    type: 'account.edit',
    accountId: anAccount().id,
    field: 'name',
    base: 'Shop',
    value: 'Kiosk',
  } as const;
  const operations = async () => parse(await workspace.operations.list());
  const make = async (operation: NewOperation): Promise<MutationId> =>
    MutationId.parse((await workspace.operations.make(operation)).mutationId);

  beforeEach(() => backend.put('user', { ...backend.user, version: 2, role: 'admin' }));

  it('waits on disk for the network, shows in the plan, and is taken back before it leaves', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: refusing });
    await workspace.resumeSession();
    const mutationId = await make(rename);
    await workspace.close();
    await open({ at: refusing });
    await workspace.resumeSession();
    expect(planOf(await operations())).toMatchObject({ edits: 1, conflictsLikely: 0 });
    // While a try is under way it may have reached the server.
    await eventually(async () => expect(await operations()).toMatchObject([{ state: 'waiting' }]));
    expect(await workspace.operations.undo({ mutationId })).toEqual({ undone: 'removed' });
    expect(await operations()).toEqual([]);
  });

  it('is taken back by its opposite once it was done', async () => {
    await signedIn();
    const mutationId = await make(rename);
    await drained();
    expect(await workspace.operations.undo({ mutationId })).toEqual({ undone: 'reversed' });
    await drained();
    const sent = backend.requests.filter(({ name }) => name === 'mutate').map(({ body }) => body);
    expect(sent).toMatchObject([
      { mutations: [{ base: 'Shop', value: 'Kiosk' }] },
      { mutations: [{ base: 'Kiosk', value: 'Shop' }] },
    ]);
  });

  it('comes back for a decision, goes out again over what the other one wrote, and can be kept elsewhere', async () => {
    await signedIn();
    const details = { field: 'name', mine: 'Kiosk', theirs: 'Bar', base: 'Shop', theirsBy: null, theirsAt: null };
    backend.apply = () => ({ code: 'conflict', message: 'Somebody else has changed this meanwhile', details });
    const told: Operation[][] = [];
    workspace.on('operations', (all) => told.push(all));
    const mutationId = await make(rename);
    await eventually(() => expect(told.at(-1)).toMatchObject([{ state: 'conflict', conflict: { theirs: 'Bar' } }]));
    expect((await workspace.operations.export({ mutationId })).text).toContain('Kiosk');
    backend.apply = () => null;
    await workspace.operations.decide({ mutationId, decision: { value: 'Pub' } });
    await drained();
    expect(backend.requests.at(-1)?.body).toMatchObject({
      mutations: [{ base: 'Bar', value: 'Pub', decided: 'edited' }],
    });
    expect(await operations()).toEqual([]);
  });

  it('is not for agents', async () => {
    backend.put('user', { ...backend.user, version: 3, role: 'agent' });
    await signedIn();
    await expect(workspace.operations.make(rename)).rejects.toThrow('Your role (agent) does not allow this');
  });

  it('S-36 is refused on a desktop that its server has not seen for a week, also when its clock is set back', async () => {
    await signedIn();
    await workspace.close();
    clock.advance(6 * day);
    await open({ at: nobody });
    await workspace.resumeSession();
    await workspace.operations.make(rename);
    clock.advance(2 * day);
    const pause = { type: 'account.pause', accountId: anAccount().id } as const;
    await expect(workspace.operations.make(pause)).rejects.toThrow('has not reached its server for a week');
    expect(await operations()).toHaveLength(1);
    await workspace.close();
    await open();
    await workspace.resumeSession();
    await drained();
    await workspace.operations.make(pause);
  });
});

describe('what is on disk', () => {
  it('T-14 no file of a workspace holds a readable word of it', async () => {
    await signedIn();
    await workspace.drafts.save({ conversationId: conversation.id, mode: 'note', text: 'CANARY draft' });
    await send('CANARY reply');
    await drained();
    for (const name of readdirSync(dir)) {
      const bytes = readFileSync(join(dir, name));
      for (const word of ['CANARY', 'Ana Souza', '5511912345678']) expect(bytes.includes(word), name).toBe(false);
    }
  });

  it('S-33 D6 memory mode works whole and leaves nothing', async () => {
    await signedIn({ memory: true });
    expect(workspace.storage).toBe('memory');
    await send('from memory');
    await drained();
    expect(backend.applied).toHaveLength(1);
    expect(existsSync(dir)).toBe(false);
  });
});
