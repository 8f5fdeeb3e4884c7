import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Change, type ChangePage, EntityKind } from '#shared/change.ts';
import type { ConversationId } from '#shared/ids.ts';
import { type Rest, rest, type RestResponse } from '#shared/wire/rest.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  synced,
} from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';
import { Compaction } from './compaction.ts';

let test: TestApp;
let maya: SignedIn;
let noah: SignedIn;

beforeEach(async () => {
  test = await TestApp.start();
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  noah = await test.signIn(tenantId, 'agent');
});
afterEach(() => test.close());

const now = () => Math.floor(test.clock.now() / 1000);
const epochOf = async (as: SignedIn) => (await synced(test, as)).page.epoch;

async function customersWrite(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await postWebhook(
      test,
      anInbound({ wamid: `wamid.${n}`, timestamp: now() - count + n, from: `1650555${1000 + (n % 5)}` }),
    );
  }
}

async function page(as: SignedIn, after: number, limit = 500): Promise<ChangePage> {
  const { body } = await test.call('GET', `/api/sync?epoch=${await epochOf(as)}&after=${after}&limit=${limit}`, { as });
  return rest.changes.response.parse(body);
}

/** What a desktop knows after having applied these changes. */
function apply(known: Map<string, Change>, changes: readonly Change[]): void {
  for (const change of changes) {
    const key = `${change.entity} ${change.id}`;
    const had = known.get(key);
    if (had === undefined || change.version > had.version) known.set(key, change);
  }
}
const stateOf = (known: Map<string, Change>) =>
  Object.fromEntries([...known].map(([key, { version, data }]) => [key, { version, data }]));

it('ruling 46: pages of any size cover the log without a gap and lead to the same state', async () => {
  await customersWrite(12);
  const [conversation] = await conversationsOf(test, maya);
  await mutate(test, maya, {
    type: 'conversation.setState',
    conversationId: conversation?.id as ConversationId,
    state: 'resolved',
  });
  const { head } = await page(maya, 0, 1);
  const states = [];
  for (const limit of [1, 2, 7, 1000]) {
    const known = new Map<string, Change>();
    let cursor = 0;
    while (cursor < head) {
      const next = await page(maya, cursor, limit);
      expect(next).toMatchObject({ after: cursor, upTo: Math.min(cursor + limit, head), head });
      expect(next.changes.every(({ seq }) => seq > cursor && seq <= next.upTo)).toBe(true);
      apply(known, next.changes);
      cursor = next.upTo;
    }
    states.push(stateOf(known));
  }
  for (const state of states) expect(state).toEqual(states[0]);
  expect(await page(maya, head)).toMatchObject({ after: head, upTo: head, changes: [] });
});

it('ruling 46: what is another reader’s leaves a page empty, and the page still covers its range', async () => {
  await customersWrite(1);
  const [conversation] = await conversationsOf(test, maya);
  const { head } = await page(maya, 0, 1);
  const read = {
    type: 'conversation.read',
    conversationId: conversation?.id as ConversationId,
    inboundNo: 1,
    seen: false,
  } as const;
  await mutate(test, noah, read);
  expect(await page(maya, head)).toMatchObject({ after: head, upTo: head + 1, changes: [] });
  expect(await page(noah, head)).toMatchObject({
    upTo: head + 1,
    changes: [{ entity: 'readMark', data: { inboundNo: 1 } }],
  });
});

it('a page names an entity once, with its state of now', async () => {
  await customersWrite(10);
  const { changes } = await page(maya, 0);
  const keys = changes.map(({ entity, id }) => `${entity} ${id}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(changes.filter(({ entity }) => entity === 'conversation')).toHaveLength(5);
  for (const change of changes) if (change.data !== null) expect(change.data.version).toBe(change.version);
});

it('R-5d a cursor of another history, or beyond the log at either end, must start anew', async () => {
  const epoch = await epochOf(maya);
  const ask = (query: string) => test.call('GET', `/api/sync?${query}`, { as: maya });
  expect(await ask('epoch=another&after=0')).toMatchObject({ status: 410, body: { code: 'sync_reset' } });
  expect(await ask(`epoch=${epoch}&after=999999`)).toMatchObject({ status: 410 });
  await customersWrite(5);
  await test.db.updateTable('changeHead').set({ floorSeq: 3 }).execute();
  expect(await ask(`epoch=${epoch}&after=2`)).toMatchObject({ status: 410 });
  expect(await ask(`epoch=${epoch}&after=3`)).toMatchObject({ status: 200 });
});

it.each(['after=-1', 'after=x', 'after=0&limit=0', 'after=0&limit=1001', 'limit=5'])(
  'refuses %s by name',
  async (query) => {
    const { status, body } = await test.call('GET', `/api/sync?epoch=e&${query}`, { as: maya });
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid_input' });
  },
);

type SnapshotPage = RestResponse<'snapshot'>;
async function snapshot(as: SignedIn, query = 'limit=7'): Promise<SnapshotPage[]> {
  const pages: SnapshotPage[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await test.call('GET', `/api/sync/snapshot?${query}${from}`, { as });
    const next: SnapshotPage = rest.snapshot.response.parse(body);
    pages.push(next);
    cursor = next.next;
  } while (cursor !== null);
  return pages;
}

it('R-5d a snapshot is the whole state, kind by kind, as the log would have told it', async () => {
  await customersWrite(23);
  const [conversation] = await conversationsOf(test, maya);
  const conversationId = conversation?.id as ConversationId;
  await mutate(test, maya, { type: 'conversation.read', conversationId, inboundNo: 1, seen: false });
  await mutate(test, noah, { type: 'conversation.read', conversationId, inboundNo: 1, seen: false });
  const pages = await snapshot(maya);
  const kinds = pages.map(({ entity }) => entity).filter((kind, index, all) => kind !== all[index - 1]);
  // The last kind ends it, also when there is nothing of it.
  const filled = ['tenant', 'user', 'account', 'contact', 'conversation', 'message', 'readMark'];
  expect(kinds).toEqual([...filled, EntityKind.options.at(-1)]);
  const known = new Map<string, Change>();
  for (const { rows } of pages) apply(known, rows);
  const fromLog = new Map<string, Change>();
  apply(fromLog, (await page(maya, 0, 1000)).changes);
  // People are made outside the log in these tests.
  const users = [...known].filter(([, { entity }]) => entity === 'user' || entity === 'tenant');
  expect(stateOf(known)).toEqual({ ...stateOf(fromLog), ...stateOf(new Map(users)) });
  const messages = pages.filter(({ entity }) => entity === 'message').map(({ progress }) => progress);
  expect(messages).toEqual([7, 14, 21, 23].map((done) => ({ done, total: 23 })));
});

it('R-5d what changes while a snapshot is read comes again after it', async () => {
  await customersWrite(10);
  const first = await test.call('GET', '/api/sync/snapshot?limit=2', { as: maya });
  const { upTo, epoch } = rest.snapshot.response.parse(first.body);
  await postWebhook(test, anInbound({ wamid: 'wamid.new', timestamp: now() }));
  const pages = await snapshot(maya, 'limit=2');
  const known = new Map<string, Change>();
  for (const { rows } of pages) apply(known, rows);
  apply(known, (await page(maya, upTo, 1000)).changes);
  expect([...known.values()].filter(({ entity }) => entity === 'message')).toHaveLength(11);
  expect(epoch).toBe(await epochOf(maya));
});

it('a snapshot reaches back as far as asked', async () => {
  await customersWrite(10);
  const since = (now() - 3) * 1000;
  const pages = await snapshot(maya, `limit=2&since=${since}`);
  const messages = pages.flatMap(({ entity, rows }) => (entity === 'message' ? rows : []));
  expect(messages).toHaveLength(3);
});

it.each(['not base64 %', Buffer.from('{}').toString('base64url'), Buffer.from('{"epoch":1}').toString('base64url')])(
  'refuses the made-up snapshot cursor %s by name',
  async (cursor) => {
    const { status, body } = await test.call('GET', `/api/sync/snapshot?cursor=${encodeURIComponent(cursor)}`, {
      as: maya,
    });
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid_input' });
  },
);

it('R-4 reads older messages page by page in the order of the thread, also those of the same moment', async () => {
  const timestamp = now();
  for (let n = 0; n < 9; n++)
    await postWebhook(test, anInbound({ wamid: `wamid.${n}`, timestamp: timestamp - Math.floor(n / 3) }));
  const thread = await messagesOf(test, maya);
  const newest = thread.at(-1);
  const read: string[] = [];
  let before = { at: newest?.at ?? 0, id: newest?.id ?? '' };
  for (;;) {
    const query = `conversationId=${newest?.conversationId}&beforeAt=${before.at}&beforeId=${before.id}&limit=2`;
    const { body } = await test.call('GET', `/api/sync/messages?${query}`, { as: maya });
    const { messages } = (rest.olderMessages as Rest['olderMessages']).response.parse(body);
    const last = messages.at(-1);
    if (last === undefined) break;
    read.push(...messages.map(({ id }) => id));
    before = { at: last.at, id: last.id };
  }
  expect(read).toEqual(
    thread
      .slice(0, -1)
      .map(({ id }) => id)
      .toReversed(),
  );
});

it('S-60 one company’s pages, snapshots and threads hold nothing of another’s', async () => {
  await customersWrite(3);
  const [message] = await messagesOf(test, maya);
  const other = await test.addTenant('Other');
  await connectNumber(test, other, { phoneNumberId: '222222222' });
  const spy = await test.signIn(other, 'admin');
  const hers = JSON.stringify([await page(spy, 0), await snapshot(spy)]);
  for (const foreign of [maya.tenantId, maya.userId, message?.id, message?.conversationId, 'wamid']) {
    expect(hers).not.toContain(foreign);
  }
  const query = `conversationId=${message?.conversationId}&beforeAt=${test.clock.now() + 1}&beforeId=${message?.id}`;
  expect((await test.call('GET', `/api/sync/messages?${query}`, { as: spy })).body).toEqual({ messages: [] });
});

it('R-5a everything that changes has the next number, whoever changes it', async () => {
  await customersWrite(3);
  const [conversation] = await conversationsOf(test, maya);
  await mutate(test, maya, aReply(conversation?.id ?? '', 'x'));
  const rows = await test.db.selectFrom('changeLog').select('seq').orderBy('seq').execute();
  const { seq } = await test.db.selectFrom('changeHead').select('seq').executeTakeFirstOrThrow();
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
});

it('R-5d changes older than 30 days are cut off; who needs them starts anew, everyone else notices nothing', async () => {
  await customersWrite(5);
  const before = await page(maya, 0);
  test.clock.advance(20 * 24 * 3600_000);
  await postWebhook(test, anInbound({ wamid: 'wamid.later', timestamp: now() }));
  test.clock.advance(11 * 24 * 3600_000);
  await test.app.get(Compaction, { strict: false }).compact();
  maya = { ...maya, ...(await test.login(maya.email)) };
  const { epoch } = before;
  const ask = (after: number) => test.call('GET', `/api/sync?epoch=${epoch}&after=${after}`, { as: maya });
  expect((await ask(before.head - 1)).status).toBe(410);
  expect(await ask(before.head)).toMatchObject({ status: 200, body: { after: before.head, upTo: before.head + 3 } });
  const rows = await test.db.selectFrom('changeLog').select('seq').orderBy('seq').execute();
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3].map((n) => before.head + n));
});
