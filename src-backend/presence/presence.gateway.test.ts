import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ConversationId, newId, type UserId } from '#shared/ids.ts';
import { type PersonPresence, type PresencePush, typingMs, withPush } from '#shared/presence.ts';
import type { ClientEvent, SocketAnswer } from '#shared/wire/socket.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber } from '../testing/test-inbox.ts';

let test: TestApp;
let url: string;
let maya: SignedIn;
let ben: SignedIn;
let stranger: SignedIn;
const sockets: Socket[] = [];
const refund = newId<ConversationId>();

beforeEach(async () => {
  test = await TestApp.start();
  await test.app.listen(0, '127.0.0.1');
  url = await test.app.getUrl();
  const [tenantId, others] = [await test.addTenant(), await test.addTenant('Other')];
  await connectNumber(test, tenantId);
  await connectNumber(test, others, { phoneNumberId: '222222222' });
  maya = await test.signIn(tenantId, 'agent');
  ben = await test.signIn(tenantId, 'agent');
  stranger = await test.signIn(others, 'agent');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await test.close();
});

interface Line {
  socket: Socket;
  /** Everybody, as this desktop has heard. */
  people: () => PersonPresence[];
  heard: string[];
  say: (event: ClientEvent, payload: unknown) => Promise<SocketAnswer>;
}

async function connect({ accessToken }: SignedIn): Promise<Line> {
  const socket = io(url, { transports: ['websocket'], auth: { accessToken }, reconnection: false, forceNew: true });
  sockets.push(socket);
  let people: PersonPresence[] = [];
  const heard: string[] = [];
  socket.onAny((event: string) => heard.push(event));
  const greeted = new Promise<void>((resolve) => {
    socket.on('presence', (push: PresencePush) => {
      people = withPush(people, push);
      if (push.whole) resolve();
    });
  });
  await greeted;
  const say: Line['say'] = async (event, payload) => (await socket.emitWithAck(event, payload)) as SocketAnswer;
  return { socket, people: () => people, heard, say };
}

const find = (line: Line, userId: UserId) => line.people().find((person) => person.userId === userId);
const holds = async (check: () => void) => await vi.waitFor(check, { timeout: 5000 });
const refused = (code: string) => ({ ok: false, error: { code } });

it('colleagues see who is here, looks and types, and that it has run out', async () => {
  const [mine, theirs] = [await connect(maya), await connect(ben)];
  expect(theirs.people().map(({ userId }) => userId)).toEqual([maya.userId, ben.userId]);
  expect(await mine.say('viewing', { conversationIds: [refund] })).toEqual({ ok: true });
  await mine.say('typing', { conversationId: refund, mode: 'reply' });
  await mine.say('status', { status: 'dnd' });
  await holds(() => {
    expect(find(theirs, maya.userId)).toMatchObject({
      status: 'dnd',
      viewing: [{ conversationId: refund, leftAt: null }],
      typing: [{ conversationId: refund, mode: 'reply' }],
      leases: [{ conversationId: refund }],
    });
  });
  test.clock.advance(typingMs);
  await holds(() => expect(find(theirs, maya.userId)?.typing).toEqual([]));
  mine.socket.disconnect();
  await holds(() => expect(find(theirs, maya.userId)).toBeUndefined());
});

it('an answer is claimed once; the override takes it and is audited', async () => {
  const [mine, theirs] = [await connect(maya), await connect(ben)];
  expect(await mine.say('lease', { conversationId: refund, act: 'claim' })).toEqual({ ok: true });
  expect(await theirs.say('lease', { conversationId: refund, act: 'claim' })).toMatchObject({
    ok: false,
    error: { code: 'lease_held', details: { userId: maya.userId } },
  });
  expect(await theirs.say('lease', { conversationId: refund, act: 'override' })).toEqual({ ok: true });
  await holds(() => expect(find(mine, ben.userId)?.leases).toHaveLength(1));
  expect(find(mine, maya.userId)?.leases).toEqual([]);
  const entries = await test.db
    .selectFrom('auditEntry')
    .selectAll()
    .where('action', '=', 'conversation.lease_overridden')
    .execute();
  expect(entries).toMatchObject([{ actorId: ben.userId, target: refund }]);
  expect(JSON.parse(entries[0]?.details ?? '')).toEqual({ from: maya.userId, by: 'key' });
  await theirs.say('lease', { conversationId: refund, act: 'release' });
  expect(await mine.say('lease', { conversationId: refund, act: 'claim' })).toEqual({ ok: true });
});

it('S-60 another company hears of nobody', async () => {
  const [mine, other] = [await connect(maya), await connect(stranger)];
  await mine.say('viewing', { conversationIds: [refund] });
  await mine.say('lease', { conversationId: refund, act: 'claim' });
  expect(await other.say('lease', { conversationId: refund, act: 'claim' })).toEqual({ ok: true });
  await holds(() => expect(find(other, stranger.userId)?.leases).toHaveLength(1));
  expect(other.people().map(({ userId }) => userId)).toEqual([stranger.userId]);
});

it('S-46 the presence of a revoked session ends with it', async () => {
  const [mine, theirs] = [await connect(maya), await connect(ben)];
  await mine.say('lease', { conversationId: refund, act: 'claim' });
  await test.call('POST', '/api/auth/logout', { as: maya });
  await holds(() => expect(find(theirs, maya.userId)).toBeUndefined());
  expect(await theirs.say('lease', { conversationId: refund, act: 'claim' })).toEqual({ ok: true });
});

it('refuses garbage, and what their role does not allow by now', async () => {
  const mine = await connect(maya);
  for (const payload of [undefined, null, 'x', {}, { conversationIds: ['1'] }, { conversationIds: 7 }, [], 1e9]) {
    expect(await mine.say('viewing', payload)).toMatchObject(refused('invalid_input'));
  }
  expect(await mine.say('lease', { conversationId: refund, act: 'steal' })).toMatchObject(refused('invalid_input'));
  mine.socket.emit('viewing', { conversationIds: [refund] });
  await holds(() => expect(find(mine, maya.userId)?.viewing).toHaveLength(1));
  expect(mine.heard.filter((event) => event === 'exception')).toEqual([]);

  const viewer = await connect(await test.signIn(maya.tenantId, 'viewer'));
  expect(await viewer.say('viewing', { conversationIds: [refund] })).toEqual({ ok: true });
  expect(await viewer.say('typing', { conversationId: refund, mode: 'reply' })).toMatchObject(refused('forbidden'));
  expect(await viewer.say('lease', { conversationId: refund, act: 'override' })).toMatchObject(refused('forbidden'));
});

it('S-58 who says too much is not heard for a while, and others are', async () => {
  const [mine, theirs] = [await connect(maya), await connect(ben)];
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => mine.say('typing', { conversationId: newId(), mode: 'note' })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(40);
  expect(answers.at(-1)).toMatchObject(refused('rate_limited'));
  expect(await theirs.say('viewing', { conversationIds: [refund] })).toEqual({ ok: true });
});

it('what one window says is done in its order', async () => {
  const mine = await connect(maya);
  const ids = Array.from({ length: 20 }, () => newId<ConversationId>());
  for (const id of ids) mine.socket.emit('viewing', { conversationIds: [id] });
  await holds(() => {
    const open = find(mine, maya.userId)?.viewing.filter(({ leftAt }) => leftAt === null);
    expect(open?.map(({ conversationId }) => conversationId)).toEqual(ids.slice(-1));
  });
});
