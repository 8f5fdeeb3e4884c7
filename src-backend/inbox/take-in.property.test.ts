import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { windowMs } from '#shared/service-window.ts';
import { insertAccount } from '../accounts/accounts.repository.ts';
import type { OpenDatabase } from '../platform/database/open-database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { insertTenant } from '../tenants/tenants.repository.ts';
import { migratedDatabase } from '../testing/migrated-database.ts';
import { anAccountRow } from '../testing/rows.ts';
import { TestClock } from '../testing/test-clock.ts';
import { aStatus, aWebhook, bytesOf, testNumber } from '../testing/webhook-bodies.ts';
import { ingestBatch } from '../whatsapp/ingest-batch.ts';

// What Meta sends comes in any order, in any groups and more than once. Whatever of that happens, the end is the same.

let database: OpenDatabase;
const clock = new TestClock();
const changeLog = new ChangeLog(clock);
let round = 0;

beforeAll(async () => {
  database = await migratedDatabase();
  const tenantId = newId<TenantId>();
  const { phoneNumberId, wabaId } = testNumber;
  await database.db.transaction().execute(async (tx) => {
    await insertTenant(tx, tenantId, 'Acme', clock.now());
    await insertAccount(tx, anAccountRow({ tenantId, phoneNumberId, wabaId }));
  });
});
afterAll(() => database.close());

const second = Math.floor(clock.now() / 1000) - 10_000;

async function takeIn(groups: readonly (readonly object[])[]): Promise<void> {
  for (const group of groups) {
    const bodies = group.map((body) => ({
      provider: 'meta_cloud' as const,
      body: bytesOf(body),
      account: null,
      receivedAt: clock.now(),
    }));
    await ingestBatch({ db: database.db, changeLog }, bodies);
  }
}

/** A list in any order, some of it twice, cut into groups. */
function anyArrival<T>(items: readonly T[]): fc.Arbitrary<T[][]> {
  const copies = fc.shuffledSubarray([...items], { minLength: 0 });
  return copies.chain((again) =>
    fc
      .tuple(
        fc.shuffledSubarray([...items, ...again], { minLength: items.length + again.length }),
        fc.array(fc.nat(3), { minLength: items.length * 2, maxLength: items.length * 2 }),
      )
      .map(([arrived, cuts]) => {
        const groups: T[][] = [[]];
        for (const [index, item] of arrived.entries()) {
          if (cuts[index] === 0) groups.push([]);
          groups.at(-1)?.push(item);
        }
        return groups.filter((group) => group.length > 0);
      }),
  );
}

const echo = (id: string, to: string, at: number) =>
  aWebhook(
    { message_echoes: [{ to, id, timestamp: String(at), type: 'text', text: { body: id } }] },
    'smb_message_echoes',
  );
const inbound = (id: string, from: string, at: number) =>
  aWebhook({ messages: [{ from, id, timestamp: String(at), type: 'text', text: { body: id } }] });

it('R-3 the ticks of a message are the same for every order, grouping and repetition of its webhooks', async () => {
  type Step = { status: string; at: number };
  const steps: Step[] = ['sent', 'delivered', 'read', 'played', 'failed'].map((status, n) => ({
    status,
    at: second + n,
  }));
  // Each may be missing, and come with two different times.
  const some = fc.subarray([...steps, { status: 'sent', at: second + 50 }, { status: 'read', at: second - 50 }]);
  const arrival = some.chain((chosen) =>
    anyArrival<Step | 'message'>([...chosen, 'message']).map((groups) => ({ chosen, groups })),
  );
  await fc.assert(
    fc.asyncProperty(arrival, async ({ chosen, groups }) => {
      const wamid = `wamid.ticks-${round++}`;
      const errors = [{ code: 131026, title: 'Undeliverable' }];
      const body = (step: Step | 'message') =>
        step === 'message'
          ? echo(wamid, '16505551234', second)
          : aStatus({
              wamid,
              status: step.status,
              timestamp: step.at,
              ...(step.status === 'failed' ? { errors } : {}),
            });
      await takeIn(groups.map((group) => group.map(body)));
      const row = await database.db
        .selectFrom('message')
        .select('delivery')
        .where('wamid', '=', wamid)
        .executeTakeFirstOrThrow();
      // Said again in plain words: of each step the earliest time, of failures the earliest.
      const earliest = (wanted: string): number | undefined =>
        chosen
          .filter(({ status }) => status === wanted)
          .map(({ at }) => at * 1000)
          .toSorted((x, y) => x - y)[0];
      const names = ['sent', 'delivered', 'read', 'played'];
      const seen = Object.fromEntries(names.map((name) => [name, earliest(name)]).filter(([, at]) => at !== undefined));
      const failedAt = earliest('failed');
      const failure =
        failedAt === undefined ? null : { code: 131026, title: 'Undeliverable', details: null, at: failedAt };
      const expected = { seen, failure };
      expect(JSON.parse(row.delivery)).toEqual(expected);
      const stored = await database.db
        .selectFrom('statusEvent')
        .select('messageId')
        .where('wamid', '=', wamid)
        .execute();
      expect(stored).toHaveLength(chosen.length);
      expect(stored.every(({ messageId }) => messageId !== null)).toBe(true);
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 150 },
  );
});

it('R-2 R-4 a conversation is what its thread says, for every order, grouping and repetition of its messages', async () => {
  type Line = { direction: 'inbound' | 'outbound'; at: number; n: number };
  const lines = fc
    .array(fc.record({ direction: fc.constantFrom('inbound' as const, 'outbound' as const), at: fc.nat(8) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((all) => all.map((line, n): Line => ({ ...line, n })));
  const arrival = lines.chain((all) => anyArrival(all).map((groups) => ({ all, groups })));
  await fc.assert(
    fc.asyncProperty(arrival, async ({ all, groups }) => {
      const customer = String(16_500_000_000 + round++);
      const id = ({ n }: Line) => `wamid.${customer}-${n}`;
      const body = (line: Line) =>
        line.direction === 'inbound'
          ? inbound(id(line), customer, second + line.at)
          : echo(id(line), customer, second + line.at);
      await takeIn(groups.map((group) => group.map(body)));

      const { contactId } = await database.db
        .selectFrom('contactAlias')
        .select('contactId')
        .where('value', '=', customer)
        .executeTakeFirstOrThrow();
      const conversation = await database.db
        .selectFrom('conversation')
        .selectAll()
        .where('contactId', '=', contactId)
        .executeTakeFirstOrThrow();
      const thread = await database.db
        .selectFrom('message')
        .selectAll()
        .where('conversationId', '=', conversation.id)
        .orderBy('at')
        .orderBy('seq')
        .execute();
      expect(thread.map(({ wamid }) => wamid).toSorted()).toEqual(all.map(id).toSorted());

      const received = thread.filter(({ direction }) => direction === 'inbound');
      const lastAnswer = thread.findLastIndex(({ direction }) => direction === 'outbound');
      const unanswered = thread.slice(lastAnswer + 1).find(({ direction }) => direction === 'inbound');
      const lastInboundAt = received.at(-1)?.at ?? null;
      expect(conversation).toMatchObject({
        previewMessageId: thread.at(-1)?.id,
        lastMessageAt: thread.at(-1)?.at,
        lastMessageSeq: thread.at(-1)?.seq,
        inboundCount: received.length,
        lastInboundAt,
        windowClosesAt: lastInboundAt === null ? null : lastInboundAt + windowMs,
        waitingSince: unanswered?.at ?? null,
      });
      const numbers = received.toSorted((a, b) => a.seq - b.seq).map(({ inboundNo }) => inboundNo);
      expect(numbers).toEqual(received.map((_, index) => index + 1));
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 150 },
  );
});

it('R-5a after all that the log has no gap and knows the present version of everything', async () => {
  const rows = await database.db.selectFrom('changeLog').selectAll().orderBy('seq').execute();
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  const versions = new Map(rows.map(({ entity, entityId, version }) => [`${entity} ${entityId}`, version]));
  for (const table of ['contact', 'conversation', 'message'] as const) {
    for (const { id, version } of await database.db.selectFrom(table).select(['id', 'version']).execute()) {
      expect(versions.get(`${table} ${id}`)).toBe(version);
    }
  }
});
