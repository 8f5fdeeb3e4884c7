import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/error.ts';
import type { Directory, StoreChange } from '#shared/inbox.ts';
import { aMessage, day, minute, t0 } from '../cache/entities.fixtures.ts';
import { password } from '../sync/backend.fixtures.ts';
import type { Inbound } from './workspace-api.ts';
import {
  eventually,
  email,
  dir,
  backend,
  clock,
  refreshToken,
  erased,
  workspace,
  contact,
  conversation,
  freshWorkspaceForEachTest,
  open,
  parse,
  list,
  thread,
  texts,
  signedIn,
  live,
  send,
  drained,
  nobody,
} from './workspace.fixtures.ts';

freshWorkspaceForEachTest();

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
