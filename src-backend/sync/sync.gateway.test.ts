import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ChangePage, judgePage } from '#shared/change.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { SocketEvents } from '#shared/wire/socket.ts';
import { password, type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, conversationsOf, mutate, postWebhook, synced } from '../testing/test-inbox.ts';
import { anInbound, aWebhook } from '../testing/webhook-bodies.ts';

let test: TestApp;
let url: string;
let maya: SignedIn;
let noah: SignedIn;
let ada: SignedIn;
const sockets: Socket[] = [];
const begun = new Set<string>();

beforeEach(async () => {
  await begin({});
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await test.close();
});

async function begin(changes: Parameters<typeof TestApp.start>[0]): Promise<void> {
  test = await TestApp.start(changes);
  await test.app.listen(0, '127.0.0.1');
  url = await test.app.getUrl();
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  noah = await test.signIn(tenantId, 'agent');
  ada = await test.signIn(tenantId, 'admin');
}

const now = () => Math.floor(test.clock.now() / 1000);

function socketOf(auth: object): Socket<SocketEvents> {
  const socket: Socket<SocketEvents> = io(url, {
    transports: ['websocket'],
    auth,
    reconnection: false,
    forceNew: true,
  });
  sockets.push(socket);
  return socket;
}

/** A desktop's socket to which everything from now on is pushed, and the pages that come through it. */
async function connect(as: SignedIn): Promise<{ socket: Socket<SocketEvents>; pages: ChangePage[] }> {
  const socket = socketOf({ accessToken: as.accessToken });
  const pages: ChangePage[] = [];
  socket.on('changes', (page) => pages.push(page));
  const greetings = Promise.withResolvers<void>();
  // The first desktop of a company hears the head again, from which the pushes then begin.
  let expected = begun.has(as.tenantId) ? 1 : 2;
  socket.on('heartbeat', () => --expected === 0 && greetings.resolve());
  await greetings.promise;
  begun.add(as.tenantId);
  return { socket, pages };
}

const heartbeat = (socket: Socket<SocketEvents>) =>
  new Promise<Parameters<SocketEvents['heartbeat']>[0]>((resolve) => void socket.once('heartbeat', resolve));
const nextPage = (socket: Socket<SocketEvents>) =>
  new Promise<ChangePage>((resolve) => void socket.once('changes', resolve));
const refusal = (socket: Socket) =>
  new Promise<Error & { data?: unknown }>((resolve) => void socket.once('connect_error', resolve));
const aText = (id: string) => ({
  from: '16505551234',
  id,
  timestamp: String(now()),
  type: 'text',
  text: { body: 'x' },
});
const customerWrites = (wamid: string) => postWebhook(test, anInbound({ wamid, timestamp: now() }));

it('R-5c greets with the head of the log and the server’s time', async () => {
  const { page } = await synced(test, maya);
  const socket = socketOf({ accessToken: maya.accessToken });
  expect(await heartbeat(socket)).toEqual({
    epoch: page.epoch,
    head: page.head,
    serverTime: test.clock.now(),
    whatsapp: { state: 'unknown', at: null },
    webhook: { at: null, publicUrl: false },
  });
});

it('R-5c pushes what was committed, exactly the range since the last push', async () => {
  const { head } = (await synced(test, maya)).page;
  const { socket } = await connect(maya);
  const first = nextPage(socket);
  await customerWrites('wamid.1');
  const page = await first;
  expect(page).toMatchObject({ after: head, upTo: head + 3, head: head + 3 });
  expect(page.changes.map(({ entity }) => entity)).toEqual(['contact', 'conversation', 'message']);
  const second = nextPage(socket);
  await customerWrites('wamid.2');
  expect(await second).toMatchObject({ after: head + 3, upTo: head + 5 });
});

it('ruling 46: a burst comes as pages that follow each other without a gap', async () => {
  const { page } = await synced(test, maya);
  const { socket, pages } = await connect(maya);
  const done = new Promise<void>((resolve) => {
    socket.on('changes', ({ upTo }) => upTo >= page.head + 1 + 2 * 40 && resolve());
  });
  for (let n = 0; n < 40; n++) await customerWrites(`wamid.${n}`);
  await done;
  let cursor = { epoch: page.epoch, seq: page.head };
  for (const pushed of pages) {
    expect(judgePage(cursor, pushed)).toBe('apply');
    cursor = { epoch: pushed.epoch, seq: pushed.upTo };
  }
  expect(pages.flatMap(({ changes }) => changes).filter(({ entity }) => entity === 'message')).toHaveLength(40);
});

it('R-5c tells only how far the log is when there is too much to push', async () => {
  const { socket, pages } = await connect(maya);
  const beats: number[] = [];
  socket.on('heartbeat', ({ head }) => beats.push(head));
  const messages = Array.from({ length: 150 }, (_, n) => aText(`wamid.${n}`));
  const beat = heartbeat(socket);
  await postWebhook(test, aWebhook({ messages }));
  await beat;
  const { head } = (await synced(test, maya)).page;
  const next = nextPage(socket);
  await customerWrites('wamid.next');
  expect(await next).toMatchObject({ after: head });
  expect(beats.at(-1)).toBe(head);
  expect(pages).toHaveLength(1);
});

it('ruling 46: another reader’s mark reaches them, and everyone else as an empty page of the same range', async () => {
  await customerWrites('wamid.1');
  const [conversation] = await conversationsOf(test, maya);
  const [mine, theirs] = [await connect(maya), await connect(noah)];
  const pages = Promise.all([nextPage(mine.socket), nextPage(theirs.socket)]);
  const conversationId = conversation?.id as ConversationId;
  await mutate(test, maya, { type: 'conversation.read', conversationId, inboundNo: 1, seen: false });
  const [own, other] = await pages;
  expect(own.changes).toMatchObject([{ entity: 'readMark', data: { userId: maya.userId, inboundNo: 1 } }]);
  expect(other.changes).toEqual([]);
  expect(other.upTo).toBe(own.upTo);
});

it('S-60 pushes nothing to another company', async () => {
  const other = await test.addTenant('Other');
  await connectNumber(test, other, { phoneNumberId: '222222222' });
  const spy = await connect(await test.signIn(other, 'admin'));
  const { socket } = await connect(maya);
  const page = nextPage(socket);
  await customerWrites('wamid.1');
  await page;
  const own = nextPage(spy.socket);
  await postWebhook(test, aWebhook({ messages: [aText('wamid.2')] }, 'messages', '222222222'));
  // The first thing she hears of is her own.
  expect(JSON.stringify(await own)).not.toContain('wamid.1');
});

it('beats at once when a lamp changes: the first webhook, WhatsApp down or up', async () => {
  const { socket } = await connect(maya);
  const beat = heartbeat(socket);
  await customerWrites('wamid.1');
  expect((await beat).webhook.at).toBe(test.clock.now());
});

it('refuses a socket without a token, with a false one and with an expired one, and says why', async () => {
  expect(await refusal(socketOf({}))).toMatchObject({ data: { code: 'unauthenticated' } });
  expect(await refusal(socketOf({ accessToken: 'x' }))).toMatchObject({ data: { code: 'unauthenticated' } });
  test.clock.advance(10 * 60_000);
  expect(await refusal(socketOf({ accessToken: maya.accessToken }))).toMatchObject({
    data: { code: 'unauthenticated', details: { reason: 'token_expired' } },
  });
});

it('S-21 a bundled backend takes only the desktop that started it', async () => {
  await test.close();
  const launchSecret = 'the secret of this launch, long enough';
  test = await TestApp.start({ launchSecret });
  await test.app.listen(0, '127.0.0.1');
  url = await test.app.getUrl();
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  const { email } = await test.addUser(tenantId, 'agent');
  const { body } = await test.call('POST', '/api/auth/login', {
    body: { email, password },
    headers: { 'x-parley-launch': launchSecret },
  });
  const accessToken = String(body['accessToken']);
  for (const launch of [{}, { launch: 'another one' }]) {
    expect(await refusal(socketOf({ accessToken, ...launch }))).toMatchObject({ data: { code: 'forbidden' } });
  }
  await heartbeat(socketOf({ accessToken, launch: launchSecret }));
});

it('S-46 ends sockets whose token runs out or whose person was switched off, within 5 s', async () => {
  await test.close();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await begin({});
    const [mine, theirs] = [await connect(maya), await connect(noah)];
    const end = (socket: Socket<SocketEvents>) =>
      new Promise((resolve) => void socket.once('sessionEnd', ({ reason }) => resolve(reason)));
    const [first, second] = [end(mine.socket), end(theirs.socket)];
    await test.db.updateTable('appUser').set({ active: 0 }).where('id', '=', maya.userId).execute();
    test.clock.advance(5001);
    vi.advanceTimersByTime(5000);
    expect(await first).toBe('session_revoked');
    test.clock.advance(10 * 60_000);
    vi.advanceTimersByTime(5000);
    expect(await second).toBe('token_expired');
  } finally {
    vi.useRealTimers();
  }
});

it('S-46 refuses an admin who has to set up a second factor first, without ending their session', async () => {
  await test.close();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await begin({});
    const { socket } = await connect(ada);
    const end = once(socket as unknown as NodeJS.EventEmitter, 'sessionEnd');
    await test.call('PUT', '/api/settings/security', { as: ada, body: { secondFactorForAdmins: true } });
    test.clock.advance(5001);
    vi.advanceTimersByTime(5000);
    expect(await end).toEqual([{ reason: 'refused' }]);
  } finally {
    vi.useRealTimers();
  }
});

it('R-5c beats every 25 s', async () => {
  await test.close();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await begin({});
    const { socket } = await connect(maya);
    const beat = heartbeat(socket);
    vi.advanceTimersByTime(25_000);
    expect((await beat).head).toBe((await synced(test, maya)).page.head);
  } finally {
    vi.useRealTimers();
  }
});

it('S-46 ends the sockets of a session at once when it is revoked', async () => {
  const [mine, theirs] = [await connect(maya), await connect(noah)];
  const ended = once(mine.socket as unknown as NodeJS.EventEmitter, 'sessionEnd');
  const gone = once(mine.socket as unknown as NodeJS.EventEmitter, 'disconnect');
  await test.call('POST', '/api/auth/logout', { as: maya });
  expect(await ended).toEqual([{ reason: 'session_revoked' }]);
  await gone;
  expect(theirs.socket.connected).toBe(true);
});
