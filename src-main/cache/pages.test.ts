import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#shared/change.ts';
import type { Conversation } from '#shared/conversation.ts';
import { sortKey, type ConversationPage, type ConversationQuery, type MessagePage } from '#shared/inbox.ts';
import { listSql } from './conversations.ts';
import { openDatabase, type Db, type Param } from './database.ts';
import { prepareCache } from './cache.ts';
import { aConversation, aMessage, anAccount, changeTo, colleague, me, t0 } from './entities.fixtures.ts';
import { threadSql } from './threads.ts';
import { WorkspaceStore } from './workspace-store.ts';

const numbers = [anAccount().id, anAccount({ id: '01920000-0000-7000-8000-000000000001' as never }).id] as const;

// Few distinct times, so that equal keys are common.
const conversations = fc.array(
  fc
    .record({
      accountId: fc.constantFrom(...numbers),
      assigneeId: fc.constantFrom(me, colleague, null),
      state: fc.constantFrom('open' as const, 'resolved' as const),
      lastMessageAt: fc.integer({ min: t0, max: t0 + 4 }),
      windowClosesAt: fc.option(fc.integer({ min: t0, max: t0 + 3 })),
      waitingSince: fc.option(fc.integer({ min: t0, max: t0 + 3 })),
      inboundCount: fc.integer({ min: 0, max: 2 }),
    })
    .map((fields) => aConversation(fields)),
  { maxLength: 40 },
);

const queries = fc.record({
  view: fc.constantFrom('mine' as const, 'unassigned' as const, 'all' as const),
  sort: fc.constantFrom('queue' as const, 'newest' as const),
  state: fc.constantFrom('open' as const, 'resolved' as const),
  accountId: fc.constantFrom(...numbers, null),
  unreadOnly: fc.boolean(),
});

function filled(rows: Change[]): WorkspaceStore {
  const store = new WorkspaceStore({ dir: null, key: null, now: t0 }, () => undefined);
  store.setOwner({ userId: me, superadmin: false });
  store.snapshotBegin(0);
  store.snapshotRows(rows);
  store.snapshotFinish({ epoch: 'e', seq: 0 });
  return store;
}

function expected(rows: readonly Conversation[], query: Omit<ConversationQuery, 'after' | 'limit'>): string[] {
  return rows
    .filter((row) => row.state === query.state)
    .filter((row) => query.view === 'all' || row.assigneeId === (query.view === 'mine' ? me : null))
    .filter((row) => query.accountId === null || row.accountId === query.accountId)
    .filter((row) => !query.unreadOnly || row.inboundCount > 0)
    .toSorted((a, b) => sortKey(query.sort, a) - sortKey(query.sort, b) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

describe('pages', () => {
  it('of the list hold every conversation of the filter once, in order, for any page size', () => {
    fc.assert(
      fc.property(conversations, queries, fc.integer({ min: 1, max: 7 }), (rows, query, limit) => {
        const store = filled(rows.map((row) => changeTo('conversation', row, 0)));
        const seen: string[] = [];
        for (let after: string | null = null; ;) {
          const page = JSON.parse(store.conversationPage({ ...query, after, limit })) as ConversationPage;
          seen.push(...page.rows.map(({ id }) => id));
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          if (page.next === null) break;
          after = page.next;
        }
        store.close();
        expect(seen).toEqual(expected(rows, query));
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 60 },
    );
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

  it.each(['queue', 'newest'] as const)('the list by %s walks its index, filters in it and never sorts', (sort) => {
    const query = { state: 'open', accountId: numbers[0], unreadOnly: true, limit: 50, sort } as const;
    const after = `1:${numbers[0]}`;
    for (const view of ['all', 'mine', 'unassigned'] as const) {
      const { sql, params } = listSql({ ...query, view, after });
      const steps = plan(sql, params);
      expect(steps).toMatch(new RegExp(`^SEARCH conversation USING INDEX conversation_${view}_by_${sort} `));
      expect(steps).not.toContain('TEMP B-TREE');
    }
  });

  it('a page of the thread is one walk of the clustered key', () => {
    for (const before of [false, true]) {
      const steps = plan(threadSql(before), ['c', ...(before ? [1, 1, 'i'] : []), 50]);
      expect(steps).toMatch(/^SEARCH message USING PRIMARY KEY \(conversation_id=\?/);
      expect(steps).not.toContain('TEMP B-TREE');
    }
  });
});
