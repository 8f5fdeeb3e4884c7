import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type TenantId } from '#shared/ids.ts';
import { insertAccount } from '../accounts/accounts.repository.ts';
import type { OpenDatabase } from '../platform/database/open-database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { insertTenant } from '../tenants/tenants.repository.ts';
import { migratedDatabase } from '../testing/migrated-database.ts';
import { anAccountRow } from '../testing/rows.ts';
import { TestClock } from '../testing/test-clock.ts';
import { aStatus, aWebhook, bytesOf, testNumber } from '../testing/webhook-bodies.ts';
import { ingestBatch } from '../whatsapp/ingest-batch.ts';

// A message and all that is done to it come in any order, in any groups and more than once: the end is the same.

let database: OpenDatabase;
const clock = new TestClock();
const changeLog = new ChangeLog(clock);
const second = Math.floor(clock.now() / 1000) - 10_000;
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

type Side = 'customer' | 'team';
interface Happening {
  kind: 'message' | 'reaction' | 'edit' | 'revoke' | 'quote' | 'status';
  by: Side;
  at: number;
  n: number;
  /** The emoji ('' takes it away) or the new text. */
  value: string;
}

const happening = fc.record({
  kind: fc.constantFrom('reaction' as const, 'edit' as const, 'revoke' as const, 'status' as const),
  by: fc.constantFrom<Side>('customer', 'team'),
  at: fc.nat(6),
  value: fc.constantFrom('', 'a', 'b', 'c'),
});

const story = fc
  .tuple(fc.constantFrom<Side>('customer', 'team'), fc.array(happening, { maxLength: 8 }), fc.boolean())
  .map(([author, acts, isQuoted]) => {
    const message: Happening = { kind: 'message', by: author, at: 0, n: 100, value: 'first' };
    const quote: Happening = { kind: 'quote', by: 'customer', at: 3, n: 101, value: 'quoting' };
    // Ticks are told of what the business wrote.
    const others = acts
      .map((act, n): Happening => ({ ...act, n }))
      .filter(({ kind }) => kind !== 'status' || author === 'team');
    return { author, all: [message, ...others, ...(isQuoted ? [quote] : [])] };
  });

const arrival = story.chain(({ author, all }) =>
  fc
    .shuffledSubarray([...all, ...all], { minLength: all.length })
    .chain((some) => fc.shuffledSubarray([...all, ...some], { minLength: all.length + some.length }))
    .chain((arrived) =>
      fc.array(fc.boolean(), { minLength: arrived.length, maxLength: arrived.length }).map((cuts) => {
        const groups: Happening[][] = [[]];
        for (const [index, each] of arrived.entries()) {
          if (cuts[index] === true) groups.push([]);
          groups.at(-1)?.push(each);
        }
        return { author, all, groups: groups.filter((group) => group.length > 0) };
      }),
    ),
);

function toBody({ kind, by, at, n, value }: Happening, wamid: string): object {
  const base = {
    id: kind === 'message' ? wamid : `${wamid}-${n}`,
    timestamp: String(second + at),
    ...(by === 'customer' ? { from: '16505551234' } : { to: '16505551234' }),
  };
  const target = { original_message_id: wamid };
  const parts: Record<Happening['kind'], () => object> = {
    message: () => ({ type: 'text', text: { body: value } }),
    quote: () => ({ type: 'text', text: { body: value }, context: { id: wamid } }),
    reaction: () => ({ type: 'reaction', reaction: { message_id: wamid, ...(value === '' ? {} : { emoji: value }) } }),
    edit: () => ({ type: 'edit', edit: { ...target, message: { type: 'text', text: { body: value } } } }),
    revoke: () => ({ type: 'revoke', revoke: target }),
    status: () => ({}),
  };
  if (kind === 'status') return aStatus({ wamid, status: 'read', timestamp: second + at });
  const message = { ...base, ...parts[kind]() };
  return by === 'customer'
    ? aWebhook({ messages: [message] })
    : aWebhook({ message_echoes: [message] }, 'smb_message_echoes');
}

it('M-3 reactions, edits, deletions, quotes and ticks of a message are the same for every order, grouping and repetition', async () => {
  await fc.assert(
    fc.asyncProperty(arrival, async ({ author, all, groups }) => {
      const wamid = `wamid.acts-${round++}`;
      for (const group of groups) {
        const bodies = group.map((each) => ({
          provider: 'meta_cloud' as const,
          body: bytesOf(toBody(each, wamid)),
          account: null,
          receivedAt: clock.now(),
        }));
        await ingestBatch({ db: database.db, changeLog }, bodies);
      }
      const rows = await database.db.selectFrom('message').selectAll().where('wamid', 'like', `${wamid}%`).execute();
      const message = rows.find((row) => row.wamid === wamid);
      const quoting = rows.find((row) => row.wamid === `${wamid}-101`);
      expect(rows).toHaveLength(all.filter(({ kind }) => kind === 'message' || kind === 'quote').length);
      expect(quoting?.replyTo).toBe(quoting === undefined ? undefined : message?.id);

      // Said again in plain words. Within a second a reaction is taken back last; else the ids give the order.
      const isTakenBack = ({ kind, value: emoji }: Happening): number => (kind === 'reaction' && emoji === '' ? 1 : 0);
      const inOrder = all.toSorted(
        (a, b) => a.at - b.at || isTakenBack(a) - isTakenBack(b) || (`${a.n}` < `${b.n}` ? -1 : 1),
      );
      const latest = (by: Side) => inOrder.findLast((each) => each.kind === 'reaction' && each.by === by);
      const reactions = (['customer', 'team'] as const).flatMap((by) => {
        const { value = '', at = 0 } = latest(by) ?? {};
        return value === '' ? [] : [{ by, userId: null, emoji: value, at: (second + at) * 1000 }];
      });
      const edits = inOrder.filter((each) => each.kind === 'edit' && each.by === author);
      const texts = ['first', ...edits.map(({ value }) => value)];
      const revoke = inOrder.find((each) => each.kind === 'revoke' && each.by === author);
      expect(JSON.parse(message?.content ?? '')).toEqual({ type: 'text', text: texts.at(-1) });
      expect(JSON.parse(message?.extras ?? '{}')).toEqual({
        ...(reactions.length === 0 ? {} : { reactions }),
        ...(edits.length === 0
          ? {}
          : {
              edits: edits.map(({ at }, index) => ({
                content: { type: 'text', text: texts[index] },
                until: (second + at) * 1000,
              })),
            }),
        ...(revoke === undefined ? {} : { deletedAt: (second + revoke.at) * 1000 }),
      });
      const read = all.filter(({ kind }) => kind === 'status').map(({ at }) => (second + at) * 1000);
      const seen = read.length === 0 ? {} : { read: Math.min(...read) };
      expect(JSON.parse(message?.delivery ?? '')).toMatchObject({ seen });
      // Copies of acts that are known are not kept again.
      const acts = await database.db.selectFrom('messageAct').selectAll().where('targetWamid', '=', wamid).execute();
      const kinds = new Set(['reaction', 'edit', 'revoke']);
      expect(acts.filter(({ kind }) => kinds.has(kind))).toHaveLength(all.filter(({ kind }) => kinds.has(kind)).length);
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 200 },
  );
});
