import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#shared/change.ts';
import { defaultCompany } from '#shared/company.ts';
import { type Filter, isWords } from '#shared/filter/filter.ts';
import { belongsTo } from '#shared/filter/list-filter.ts';
import { printFilter } from '#shared/filter/print.ts';
import { newId, type TeamId } from '#shared/ids.ts';
import type { ConversationPage, ConversationRow, ListQuery, MessagePage } from '#shared/inbox.ts';
import { ConversationView, ListChip } from '#shared/inbox.ts';
import { sortKey } from '#shared/sort-key.ts';
import { overdueSql } from './conversation-list.ts';
import { countSql, listSql } from './list-sql.ts';
import { openDatabase, type Db, type Param } from './database.ts';
import { prepareCache } from './cache.ts';
import {
  aContact,
  aConversation,
  aMessage,
  anAccount,
  aReadMark,
  aTenant,
  aUser,
  changeTo,
  colleague,
  me,
  t0,
} from './entities.fixtures.ts';
import { threadSql } from './threads.ts';
import { WorkspaceStore } from './workspace-store.ts';

const numbers = [anAccount().id, anAccount({ id: '01920000-0000-7000-8000-000000000001' as never }).id] as const;

const minutes = 60_000;
/** Some windows are open then, some close soon, some are closed. */
const now = t0 + 23 * 60 * minutes;
const names = ['Ana Souza', 'José', 'ana'];

// Few distinct values, so that equal keys are common and filters find something.
const conversations = fc.array(
  fc.record({
    accountId: fc.constantFrom(...numbers),
    assigneeId: fc.constantFrom(me, colleague, null),
    state: fc.constantFrom('open' as const, 'snoozed' as const, 'resolved' as const),
    archivedAt: fc.constantFrom(undefined, t0),
    lastMessageAt: fc.integer({ min: t0, max: t0 + 4 }),
    windowClosesAt: fc.constantFrom(null, t0, now + 30 * minutes, now + 90 * minutes, now + 9 * 60 * minutes),
    waitingSince: fc.option(fc.integer({ min: t0, max: t0 + 3 })),
    inboundCount: fc.integer({ min: 0, max: 2 }),
    priority: fc.constantFrom(undefined, undefined, 'urgent' as const, 'high' as const, 'low' as const),
    tags: fc.constantFrom<string[] | undefined>(undefined, ['VIP'], ['refund', 'VIP']),
    name: fc.constantFrom(...names),
    blocked: fc.boolean(),
    pinned: fc.constantFrom(undefined, true as const),
    muted: fc.constantFrom(undefined, true as const),
    mentionedAt: fc.constantFrom(undefined, t0),
  }),
  { maxLength: 40 },
);

const atoms: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...isWords).map((word): Filter => ({ kind: 'is', word })),
  fc.constantFrom('me', 'nobody', 'maya', 'ben').map((name): Filter => ({ kind: 'assignee', name })),
  fc.constantFrom('second', 'Night', 'Sales').map((name): Filter => ({ kind: 'team', name })),
  fc.constantFrom('vip', 'Refund', 'x').map((name): Filter => ({ kind: 'label', name })),
  fc.constantFrom('shop', 'Second').map((name): Filter => ({ kind: 'account', name })),
  fc.constantFrom('urgent' as const, 'normal' as const).map((word): Filter => ({ kind: 'priority', word })),
  fc.constantFrom('open' as const, 'closed' as const).map((state): Filter => ({ kind: 'window', state })),
  fc.constantFrom(60, 240).map((count): Filter => ({ kind: 'closing', minutes: count })),
  fc.constantFrom(1, 23 * 60).map((count): Filter => ({ kind: 'sinceMinutes', minutes: count })),
  fc.constantFrom('ANA', 'jose', '5511').map((text): Filter => ({ kind: 'text', text })),
);
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    atoms,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
      .map(([kind, of]): Filter => ({ kind, of })),
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
  ),
}));

const queries = fc.record({
  view: fc.constantFrom(...ConversationView.options),
  chips: fc.uniqueArray(fc.constantFrom(...ListChip.options), { maxLength: 3 }),
  sort: fc.constantFrom('queue' as const, 'newest' as const, 'priority' as const),
  accountId: fc.constantFrom(...numbers, null, null),
  filter: fc.option(filters).map((filter) => (filter === null ? '' : printFilter(filter))),
});

function filled(rows: Change[], at = t0): WorkspaceStore {
  const store = new WorkspaceStore({ dir: null, key: null, now: at }, () => undefined);
  store.setOwner({ userId: me, superadmin: false });
  store.snapshotBegin(0);
  store.snapshotRows(rows);
  store.snapshotFinish({ epoch: 'e', seq: 0 });
  return store;
}

const users = [aUser(), aUser({ id: colleague, name: 'Ben Ito' })];
const accounts = [anAccount({ name: 'Shop' }), anAccount({ id: numbers[1], name: 'Second number' })];
const teams = [
  { id: newId<TeamId>(), name: 'Second line', memberIds: [colleague] },
  { id: newId<TeamId>(), name: 'Night', memberIds: [] },
];
const company = { id: aTenant().id, version: 1, ...defaultCompany, teams, updatedAt: null, updatedBy: null };
const context = { me, users, accounts, teams, now };

type Example = typeof conversations extends fc.Arbitrary<(infer One)[]> ? One : never;

function changesOf(examples: readonly Example[]): Change[] {
  const rows = [
    ...users.map((user) => changeTo('user', user, 0)),
    ...accounts.map((one) => changeTo('account', one, 0)),
    changeTo('company', company, 0),
  ];
  for (const { name, blocked, pinned, muted, mentionedAt, archivedAt, priority, tags, ...fields } of examples) {
    const contact = aContact({ name, ...(blocked && { blocked: [numbers[0]] }) });
    const marks = { ...(pinned && { pinned }), ...(muted && { muted }), ...(mentionedAt && { mentionedAt }) };
    const optional = { ...(archivedAt && { archivedAt }), ...(priority && { priority }), ...(tags && { tags }) };
    const conversation = aConversation({ ...fields, ...optional, contactId: contact.id });
    const mark = aReadMark({ conversationId: conversation.id, inboundNo: 0, ...marks });
    rows.push(
      changeTo('contact', contact, 0),
      changeTo('conversation', conversation, 0),
      changeTo('readMark', mark, 0),
    );
  }
  return rows;
}

/** Every row there is, as the store draws it. */
function allRows(store: WorkspaceStore): ConversationRow[] {
  const query = { view: 'any', chips: [], filter: '', accountId: null, sort: 'newest' } as const;
  return store.conversationRows(store.conversationIds(query, now));
}

function expected(rows: readonly ConversationRow[], query: ListQuery): string[] {
  return rows
    .filter((row) => belongsTo(query, row, context))
    .toSorted((a, b) => sortKey(query.sort, a, now) - sortKey(query.sort, b, now) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

describe('pages', () => {
  it('of the list hold every conversation of any filter once, in order, for any page size, and are counted', () => {
    fc.assert(
      fc.property(conversations, queries, fc.integer({ min: 1, max: 7 }), (examples, query, limit) => {
        // Keys are made before some windows close, and looked at after.
        const store = filled(changesOf(examples));
        const seen: string[] = [];
        for (let after: string | null = null; ;) {
          const page = JSON.parse(store.conversationPage({ ...query, after, limit }, now)) as ConversationPage;
          seen.push(...page.rows.map(({ id }) => id));
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          if (page.next === null) break;
          after = page.next;
        }
        const wanted = expected(allRows(store), query);
        expect(seen).toEqual(wanted);
        expect(store.conversationIds(query, now)).toEqual(wanted);
        expect(store.countMatching([query], now)).toEqual([wanted.length]);
        store.close();
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 150 },
    );
  });

  it('are announced by exact counts of every view and chip', () => {
    fc.assert(
      fc.property(conversations, queries, (examples, { view, accountId, filter }) => {
        const store = filled(changesOf(examples));
        const rows = allRows(store);
        const counts = store.counts({ view, accountId, filter }, now);
        const count = (which: ListQuery['view'], chips: ListQuery['chips'], of: string): number =>
          expected(rows, { view: which, chips, accountId, filter: of, sort: 'queue' }).length;
        for (const [name, shown] of Object.entries(counts.views)) {
          expect([name, shown]).toEqual([name, count(ConversationView.parse(name), [], '')]);
        }
        for (const [name, shown] of Object.entries(counts.chips)) {
          expect([name, shown]).toEqual([name, count(view, [ListChip.parse(name)], filter)]);
        }
        store.close();
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 60 },
    );
  });

  it('refuses a filter that can’t be read, and says where', () => {
    const store = filled([]);
    const query = { view: 'any', chips: [], filter: 'ana is:nothing', accountId: null, sort: 'newest' } as const;
    expect(() => store.countMatching([query], now)).toThrow('“nothing”');
    store.close();
  });

  it('R-4 of a thread hold every message once, by (at, seq), for any page size', () => {
    const times = fc.array(fc.integer({ min: t0, max: t0 + 3 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 6 }), (at, limit) => {
        const conversation = aConversation();
        const messages = at.map((time, i) => aMessage({ conversationId: conversation.id, at: time, seq: i + 1 }));
        const store = filled(messages.toReversed().map((message) => changeTo('message', message, message.seq)));
        let seen: string[] = [];
        for (let before: MessagePage['older'] = null; ;) {
          const query = { conversationId: conversation.id, before, limit };
          const page = JSON.parse(store.threadPage(query).json) as MessagePage;
          seen = [...page.messages.map(({ id }) => id), ...seen];
          if (page.older === null) break;
          before = page.older;
        }
        store.close();
        const order = messages.toSorted((a, b) => a.at - b.at || a.seq - b.seq).map(({ id }) => id);
        expect(seen).toEqual(order);
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 60 },
    );
  });
});

describe('query plans', () => {
  let db: Db;
  beforeAll(() => {
    db = openDatabase('cache', null, null);
    prepareCache(db);
  });

  const plan = (sql: string, params: Param[]): string =>
    db
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
      .map(({ detail }) => detail)
      .join('; ');

  const planOf = (query: Partial<ListQuery>, isRare = false): string[] => {
    const whole = { view: 'all', chips: [], filter: '', accountId: numbers[0], sort: 'queue', ...query } as const;
    const statements = listSql(whole, context, () => isRare, 'data');
    return statements.map(({ sql, params }) => plan(sql, [...params, 1, numbers[0], 50]));
  };

  it.each(['queue', 'newest'] as const)('the list by %s walks its index, filters in it and never sorts', (sort) => {
    for (const view of ['all', 'mine', 'unassigned'] as const) {
      for (const filter of ['', 'is:pinned -is:muted window:open priority:urgent assignee:ben', 'label:vip ana']) {
        const [steps] = planOf({ view, sort, filter, chips: ['unread', 'waiting'] });
        expect(steps).toMatch(new RegExp(`^SEARCH conversation USING INDEX conversation_${view}_by_${sort} .*key`));
        expect(steps).not.toContain('TEMP B-TREE');
      }
    }
  });

  it('the list by priority walks the few that have one, then the queue', () => {
    const steps = planOf({ sort: 'priority', view: 'unassigned' });
    expect(steps).toHaveLength(3);
    expect(steps[0]).toMatch(/^SEARCH conversation USING INDEX conversation_by_priority .*key/);
    expect(steps[1]).toMatch(/^SEARCH conversation USING INDEX conversation_unassigned_by_queue .*key/);
    expect(steps[2]).toMatch(/^SEARCH conversation USING INDEX conversation_by_priority .*key/);
    expect(steps.join()).not.toContain('TEMP B-TREE');
  });

  it('mentions, closing windows and rare labels are looked up, and only they are sorted', () => {
    expect(planOf({ view: 'mentions' })[0]).toContain('USING INDEX conversation_mentioned');
    expect(planOf({ view: 'closing' })[0]).toMatch(
      /SEARCH conversation USING INDEX conversation_closing \(state=\? AND window_closes_at>\? AND window_closes_at<\?\)/,
    );
    expect(planOf({ filter: 'label:vip' }, true)[0]).toMatch(/SEARCH conversation_tag USING PRIMARY KEY \(tag=\?\)/);
  });

  it('counts of filters by what the index holds read nothing else', () => {
    for (const view of ['all', 'mine', 'unassigned', 'closing'] as const) {
      const query = { view, chips: ['unread'], filter: '-is:muted OR is:pinned', accountId: numbers[0] } as const;
      const { sql, params } = countSql(query, context, () => false);
      expect(plan(sql, params)).toMatch(/^SEARCH conversation USING COVERING INDEX/);
    }
  });

  it('texts and days are looked up in an index that holds them, not in the rows', () => {
    for (const [filter, index] of [
      ['ana', 'conversation_by_text'],
      ['since:7d', 'conversation_all_by_newest'],
    ] as const) {
      const query = { view: 'all', chips: [], filter, accountId: null } as const;
      const { sql, params } = countSql(query, context, () => false);
      expect(plan(sql, params)).toMatch(new RegExp(`(SCAN|SEARCH) conversation USING COVERING INDEX ${index}`));
    }
  });

  it('windows that closed are searched for by key', () => {
    const steps = plan(overdueSql, [1, 1, 0, 1]);
    expect(steps).toMatch(
      /SEARCH conversation USING (COVERING )?INDEX conversation_all_by_queue \(state=\? AND queue_key>\?/,
    );
  });

  it('a page of the thread is one walk of the clustered key', () => {
    for (const before of [false, true]) {
      const steps = plan(threadSql(before), ['c', ...(before ? [1, 1, 'i'] : []), 50]);
      expect(steps).toMatch(/^SEARCH message USING PRIMARY KEY \(conversation_id=\?/);
      expect(steps).not.toContain('TEMP B-TREE');
    }
  });
});
