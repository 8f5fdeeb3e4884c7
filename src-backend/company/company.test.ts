import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessHours } from '#shared/business-hours.ts';
import type { Company, CompanyEdit, CompanySettings } from '#shared/company.ts';
import type { AccountId, UserId } from '#shared/ids.ts';
import { PresenceBoard } from '../presence/presence-board.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import {
  aReply,
  connectNumber,
  conversationsOf,
  messagesOf,
  mutate,
  postWebhook,
  sent,
  synced,
} from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';
import { AutoReplies } from './auto-replies.ts';
import { PassingOn } from './passing-on.ts';
import { Retention } from './retention.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let graph: FakeGraph;
let test: TestApp;
let admin: SignedIn;
let accountId: AccountId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  admin = await test.signIn(await test.addTenant(), 'admin');
  accountId = await connectNumber(test, admin.tenantId);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const company = async (as = admin): Promise<Company> =>
  (await test.call('GET', '/api/company', { as })).body['company'] as Company;
const patch = async (as: SignedIn, edits: object[]) =>
  await test.call('PATCH', '/api/company', { as, body: { edits } });

/** Time goes by: an access token lives ten minutes. */
async function after(ms: number): Promise<void> {
  test.clock.advance(ms);
  admin = { ...admin, ...(await test.login(admin.email)) };
}

/** Settles fields as they stand now. */
async function settle(wanted: Partial<CompanySettings>): Promise<void> {
  const now = await company();
  const edits = Object.entries(wanted).map(
    ([field, value]) => ({ field, base: now[field as keyof CompanySettings], value }) as CompanyEdit,
  );
  const { status, text } = await patch(admin, edits);
  if (status !== 200) throw new Error(text);
}

const nine = [{ from: 9 * 60, to: 17 * 60 }];
/** The clock of the tests stands on a Saturday. */
const workdays: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: [nine, nine, nine, nine, nine, [], []],
  holidays: [],
};
const away = { on: true, text: 'We are back on Monday.' };
const greeting = { on: true, text: 'Welcome to Acme!' };

let wamids = 0;
async function customerWrites(text: string, from = '16505551234', ageMs = 0): Promise<void> {
  const timestamp = Math.floor((test.clock.now() - ageMs) / 1000);
  await postWebhook(test, anInbound({ wamid: `wamid.c${++wamids}`, text, timestamp, from }));
  // Told after this turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  await test.app.get(AutoReplies, { strict: false }).settled();
  await sent(test);
}
const texts = () => graph.calls.flatMap(({ body }) => (body.type === 'text' ? [body.text.body as string] : []));

describe('what a company has settled', () => {
  it('is there for everybody, on desktops too; nothing at first', async () => {
    expect(await company()).toMatchObject({ version: 0, hours: null, keepMessagesDays: null, teams: [] });
    await settle({ hours: workdays });
    const viewer = await test.signIn(admin.tenantId, 'viewer');
    expect((await synced(test, viewer)).of<Company>('company')).toMatchObject([{ version: 1, hours: workdays }]);
    expect((await patch(viewer, [{ field: 'hours', base: workdays, value: null }])).status).toBe(403);
  });

  it('changes field by field: two who change different ones both get what they want', async () => {
    await patch(admin, [{ field: 'away', base: { on: false, text: '' }, value: away }]);
    const second = await test.signIn(admin.tenantId, 'admin');
    await patch(second, [{ field: 'greeting', base: { on: false, text: '' }, value: greeting }]);
    expect(await company()).toMatchObject({ version: 2, away, greeting });
  });

  it('tells the later one what the field says now, and changes nothing of what they sent', async () => {
    await settle({ away });
    const { status, body } = await patch(admin, [
      { field: 'greeting', base: { on: false, text: '' }, value: greeting },
      { field: 'away', base: { on: false, text: '' }, value: { on: true, text: 'Closed' } },
    ]);
    expect([status, body['details']]).toEqual([
      409,
      {
        field: 'away',
        mine: { on: true, text: 'Closed' },
        theirs: away,
        base: { on: false, text: '' },
        theirsBy: admin.userId,
        theirsAt: test.clock.now(),
      },
    ]);
    expect(await company()).toMatchObject({ version: 1, greeting: { on: false } });
  });

  it('takes the same from a queue, with the time at which it was made; there, too, shortening wants a proof', async () => {
    const madeAt = (test.clock.now() - hour) as never;
    const edit = { type: 'company.edit', madeAt, field: 'greeting', base: { on: false, text: '' }, value: greeting };
    expect(await mutate(test, admin, edit as never)).toMatchObject([{ status: 'applied' }]);
    expect(await company()).toMatchObject({ greeting });
    await after(6 * minute);
    test.clock.advance(6 * minute);
    const shorten = { type: 'company.edit', madeAt, field: 'keepFilesDays', base: null, value: 3 };
    const nonsense = { ...shorten, field: 'motto', value: 'faster' };
    expect(await mutate(test, admin, shorten as never, nonsense as never)).toMatchObject([
      { error: { code: 'forbidden', details: { reason: 'step_up_required' } } },
      { error: { code: 'invalid_input', details: { field: 'motto' } } },
    ]);
  });

  it('ruling 29 shortening retention wants a fresh proof, lengthening does not', async () => {
    test.clock.advance(6 * minute);
    const shorten = [{ field: 'keepMessagesDays', base: null, value: 30 }];
    expect((await patch(admin, shorten)).body).toMatchObject({ details: { reason: 'step_up_required' } });
    await test.prove(admin);
    expect((await patch(admin, shorten)).status).toBe(200);
    await after(6 * minute);
    test.clock.advance(6 * minute);
    expect((await patch(admin, [{ field: 'keepMessagesDays', base: 30, value: 90 }])).status).toBe(200);
    expect((await patch(admin, [{ field: 'keepMessagesDays', base: 90, value: null }])).status).toBe(200);
  });

  it('is audited with its days, never with its texts', async () => {
    await settle({ away, keepMessagesDays: 30 });
    const entries = (await test.call('GET', '/api/audit', { as: admin })).body['entries'] as {
      action: string;
      details: object;
    }[];
    const settled = entries.filter(({ action }) => action === 'company.settled').map(({ details }) => details);
    expect(settled).toEqual([{ field: 'keepMessagesDays', before: null, after: 30 }, { field: 'away' }]);
  });
});

describe('automated answers', () => {
  it('say once that the company is closed, however often somebody writes, and again when it has been open', async () => {
    await settle({ hours: workdays, away });
    await customerWrites('Anybody there?');
    await customerWrites('Hello??');
    expect(texts()).toEqual([away.text]);
    expect((await messagesOf(test, admin)).filter(({ direction }) => direction === 'outbound')).toMatchObject([
      { origin: { kind: 'rule', rule: 'away' }, sendState: { state: 'accepted' } },
    ]);
    // Tuesday night.
    await after(3 * day + 10 * hour);
    await customerWrites('And now?');
    expect(texts()).toEqual([away.text, away.text]);
  });

  it('answer nobody’s question: the customer goes on waiting, and a colleague’s reply is no second answer', async () => {
    await settle({ hours: workdays, away });
    await customerWrites('Hi');
    const [conversation] = await conversationsOf(test, admin);
    expect(conversation?.waitingSince).not.toBeNull();
    const [inbound] = await messagesOf(test, admin);
    const reply = aReply(conversation?.id ?? '', 'I am here', { basedOn: inbound?.id });
    expect(await mutate(test, admin, reply)).toMatchObject([{ status: 'applied' }]);
  });

  it('are not for those who said no, nor where a person is speaking, nor for old news', async () => {
    await settle({ hours: workdays, away });
    await customerWrites('An old one', '16505550001', 20 * minute);
    expect(texts()).toEqual([]);
    const [conversation] = await conversationsOf(test, admin);
    await mutate(test, admin, aReply(conversation?.id ?? '', 'Still here'));
    await customerWrites('Thank you', '16505550001');
    await sent(test);
    expect(texts()).toEqual(['Still here']);
    await mutate(test, admin, {
      type: 'contact.consent',
      contactId: conversation?.contactId as never,
      purpose: 'marketing',
      state: 'out',
      source: 'phone call',
      at: test.clock.now() as never,
    });
    test.clock.advance(2 * hour);
    await customerWrites('STOP', '16505550001');
    expect(texts()).toEqual(['Still here']);
  });

  it('greet who writes for the first time, inside the hours only', async () => {
    await settle({ greeting });
    await customerWrites('Hello');
    await customerWrites('Hello again');
    expect(texts()).toEqual([greeting.text]);
    await settle({ hours: workdays });
    await customerWrites('Hello', '16505550002');
    expect(texts()).toEqual([greeting.text]);
  });

  it('go by the hours of the number that was written to', async () => {
    await settle({
      hours: workdays,
      away,
      accountHours: { [accountId]: { ...workdays, week: workdays.week.map(() => nine) } },
    });
    await customerWrites('Open on Saturdays?');
    expect(texts()).toEqual([]);
  });
});

describe('passing on', () => {
  const board = () => test.app.get(PresenceBoard, { strict: false });
  const here = (userId: UserId, name: string) => board().join({ tenantId: admin.tenantId, userId }, name);
  const look = async () => await test.app.get(PassingOn, { strict: false }).look();
  const assignee = async () => (await conversationsOf(test, admin))[0]?.assigneeId;

  it('gives who waits too long to the next person who is here, has the right, and is of the team', async () => {
    const [ana, ben, viewer] = [
      await test.addUser(admin.tenantId, 'agent'),
      await test.addUser(admin.tenantId, 'agent'),
      await test.addUser(admin.tenantId, 'viewer'),
    ];
    const team = {
      id: '01999999-9999-7999-8999-000000000001' as never,
      name: 'Service',
      memberIds: [ana.userId, viewer.userId],
    };
    await settle({ teams: [team], passing: { on: true, afterMinutes: 10, teamId: team.id } });
    await customerWrites('Hello?');
    await after(9 * minute);
    here(ben.userId, 'b');
    here(viewer.userId, 'v');
    await after(2 * minute);
    await look();
    expect(await assignee()).toBeNull();
    here(ana.userId, 'a');
    await look();
    expect(await assignee()).toBe(ana.userId);
    await settle({ passing: { on: true, afterMinutes: 10, teamId: null } });
    await look();
    expect(await assignee()).toBe(ana.userId);
    // Ben has to be seen again: ten minutes without a sign of life are away.
    await after(10 * minute);
    board().setStatus({ tenantId: admin.tenantId, userId: ben.userId }, 'online');
    await look();
    expect(await assignee()).toBe(ben.userId);
  });

  it('moves nothing to who is away, nor from who is answering, nor what is answered', async () => {
    const [ana, ben] = [await test.addUser(admin.tenantId, 'agent'), await test.addUser(admin.tenantId, 'agent')];
    await settle({ passing: { on: true, afterMinutes: 5, teamId: null } });
    await customerWrites('Hello?');
    const [conversation] = await conversationsOf(test, admin);
    test.clock.advance(6 * minute);
    here(ana.userId, 'a');
    board().setStatus({ tenantId: admin.tenantId, userId: ana.userId }, 'dnd');
    await look();
    expect(await assignee()).toBeNull();
    here(ben.userId, 'b');
    board().setStatus({ tenantId: admin.tenantId, userId: ana.userId }, 'online');
    board().claim({ tenantId: admin.tenantId, userId: ben.userId }, conversation?.id as never);
    await look();
    expect(await assignee()).toBeNull();
    board().leave({ tenantId: admin.tenantId, userId: ben.userId }, 'b');
    await mutate(test, admin, aReply(conversation?.id ?? '', 'Here we are'));
    await look();
    expect(await assignee()).toBe(admin.userId);
  });
});

describe('retention', () => {
  const purge = async () => await test.app.get(Retention, { strict: false }).wake();

  it('deletes messages that are too old, with everything about them; the conversation stays', async () => {
    await customerWrites('Canary of long ago');
    const [conversation] = await conversationsOf(test, admin);
    await mutate(test, admin, aReply(conversation?.id ?? '', 'Canary answer'));
    await sent(test);
    await after(40 * day);
    await customerWrites('Of today', '16505550009');
    const counted = await test.call('GET', '/api/company/retention?messagesDays=30', { as: admin });
    expect(counted.body['messages']).toEqual({ total: 3, older: 2 });
    await settle({ keepMessagesDays: 30 });
    await purge();
    const kept = await test.db.selectFrom('message').select('content').execute();
    expect(kept.map(({ content }) => content)).toEqual([JSON.stringify({ type: 'text', text: 'Of today' })]);
    expect(await test.db.selectFrom('sendAttempt').selectAll().execute()).toEqual([]);
    const [old] = (await conversationsOf(test, admin)).filter(({ id }) => id === conversation?.id);
    expect(old).toMatchObject({ preview: null });
  });
});
