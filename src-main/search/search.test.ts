import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { textOfContent } from '#shared/content-text.ts';
import { newId, type ContactId, type MediaId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { SearchPage } from '#shared/search.ts';
import { wordsOf } from '#shared/search-text.ts';
import {
  aContact,
  aConversation,
  aMessage,
  anAccount,
  aTenant,
  aUser,
  changeTo,
  colleague,
  me,
  minute,
  t0,
} from '../cache/entities.fixtures.ts';
import { applyChanges } from '../cache/apply-changes.ts';
import { prepareCache } from '../cache/cache.ts';
import { openDatabase } from '../cache/database.ts';
import { WorkspaceStore } from '../cache/workspace-store.ts';
import { indexSome, indexState, walkSql } from './build-index.ts';
import { placesSql, readSql } from './search-messages.ts';
import { peopleSql, readPeopleSql } from './search-people.ts';

const ana = aContact({ name: 'Ana Souza', aliases: [{ kind: 'phone', value: '5511987654321', seenAt: t0 }] });
const bea = aContact({
  name: 'Béatrice',
  aliases: [
    { kind: 'username', value: 'bea.shop', seenAt: t0 },
    { kind: 'bsuid', value: 'BR.98765432109876543', seenAt: t0 },
  ],
});
const withAna = aConversation({ contactId: ana.id, tags: ['VIP'], lastMessageAt: t0 });
const withBea = aConversation({ contactId: bea.id, state: 'resolved', lastMessageAt: t0 + minute });

let open: WorkspaceStore | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

const said = (text: string, index: number, fields: Partial<Message> = {}): Message =>
  aMessage({
    conversationId: withAna.id,
    at: t0 + index * minute,
    seq: index + 1,
    content: { type: 'text', text },
    ...fields,
  });

/** A store that was loaded with this and whose index is whole. */
function filled(messages: readonly Message[], people = [ana, bea]): WorkspaceStore {
  const store = new WorkspaceStore({ dir: null, key: null, now: t0 }, () => undefined);
  open = store;
  store.setOwner({ userId: me, superadmin: false });
  store.snapshotBegin(0);
  store.snapshotRows([
    changeTo('tenant', aTenant(), 1),
    changeTo('user', aUser(), 1),
    changeTo('user', aUser({ id: colleague, name: 'Ben Moss' }), 1),
    changeTo('account', anAccount({ name: 'Shop' }), 1),
    ...people.map((contact) => changeTo('contact', contact, 1)),
    ...[withAna, withBea].map((conversation) => changeTo('conversation', conversation, 1)),
    ...messages.map((message) => changeTo('message', message, message.seq)),
  ]);
  store.snapshotFinish({ epoch: 'e', seq: 1 });
  index(store);
  return store;
}

function index(store: WorkspaceStore): void {
  while (store.indexSome(7)) continue;
}

const find = (store: WorkspaceStore, text: string, after: string | null = null): SearchPage =>
  JSON.parse(store.search({ text, after }, t0)) as SearchPage;
const excerpts = (store: WorkspaceStore, text: string): string[] =>
  find(store, text).messages.map(({ excerpt }) => excerpt);
const names = (store: WorkspaceStore, text: string): string[] => find(store, text).people.map(({ name }) => name);

describe('searching messages', () => {
  it('finds words without case and accents, the newest first, the last one by its beginning', () => {
    const store = filled([said('Où est ma FACTURE?', 1), said('La facturé est là', 2), said('nothing', 3)]);
    expect(excerpts(store, 'facture')).toEqual(['La facturé est là', 'Où est ma FACTURE?']);
    expect(excerpts(store, 'ou fact')).toEqual(['Où est ma FACTURE?']);
    expect(excerpts(store, '"ma facture"')).toEqual(['Où est ma FACTURE?']);
    expect(excerpts(store, 'fact est')).toEqual([]);
    expect(find(store, 'fact').isWhole).toBe(true);
  });

  it('finds a character inside a text without spaces', () => {
    const store = filled([said('请问这个订单什么时候发货', 1)]);
    expect(excerpts(store, '订单')).toHaveLength(1);
    expect(excerpts(store, '单订')).toHaveLength(0);
  });

  it('agrees with looking at every message', () => {
    const word = fc.constantFrom('ana', 'Añá', 'order', 'ORDERS', 'or', '42', 'é', 'x-y', '"', '*', 'AND');
    const text = fc.array(word, { maxLength: 6 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.array(word, { minLength: 1, maxLength: 3 }), (texts, asked) => {
        const messages = texts.map((one, number) => said(one, number));
        const store = filled(messages);
        const wanted = asked.flatMap(wordsOf);
        const fits = ({ content }: Message): boolean =>
          wanted.every((one) => wordsOf(textOfContent(content)).includes(one));
        const expected = wanted.length === 0 ? [] : messages.filter(fits).toReversed();
        // A space behind it: the last word is whole.
        const found = find(store, `${asked.join(' ').replaceAll('"', '')} `).messages.map(({ messageId }) => messageId);
        expect(found).toEqual(expected.map(({ id }) => id));
        store.close();
        open = null;
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 60 },
    );
  });

  it('goes on page by page, also over messages of the same moment', () => {
    const messages = Array.from({ length: 130 }, (_, seq) => said('same', 0, { seq: seq + 1 }));
    const store = filled(messages);
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: SearchPage = find(store, 'same', after);
      seen.push(...page.messages.map(({ messageId }) => messageId));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(messages.toReversed().map(({ id }) => id));
  });

  it('understands operators', () => {
    const file = { id: newId<MediaId>(), mimeType: 'a/b', filename: 'Rechnung.pdf', size: 1, sha256: null };
    const store = filled([
      said('from ana', 1),
      said('from ben', 2, { direction: 'outbound', origin: { kind: 'agent', userId: colleague }, inboundNo: null }),
      said('from me https://example.com', 3, {
        direction: 'outbound',
        origin: { kind: 'agent', userId: me },
        sendState: { state: 'uncertain', since: t0, left: false },
      }),
      said('', 4, {
        content: { type: 'media', kind: 'document', media: { ...file, state: 'ready' }, caption: null, voice: false },
      }),
      said('from bea', 5, { conversationId: withBea.id }),
    ]);
    expect(excerpts(store, 'from:me')).toEqual(['from me https://example.com']);
    expect(excerpts(store, 'from:ben')).toEqual(['from ben']);
    expect(excerpts(store, 'from:customer from')).toEqual(['from bea', 'from ana']);
    expect(excerpts(store, 'from:beatrice')).toEqual(['from bea']);
    expect(excerpts(store, 'from:nobody-here')).toEqual([]);
    expect(excerpts(store, 'has:link')).toEqual(['from me https://example.com']);
    expect(excerpts(store, 'has:document rech')).toEqual(['Rechnung.pdf']);
    expect(excerpts(store, 'label:vip from:customer from')).toEqual(['from ana']);
    expect(excerpts(store, '-label:vip from')).toEqual(['from bea']);
    expect(excerpts(store, 'is:resolved from')).toEqual(['from bea']);
    expect(excerpts(store, 'status:uncertain')).toEqual(['from me https://example.com']);
    expect(excerpts(store, 'account:shop ben')).toEqual(['from ben']);
    expect(excerpts(store, 'account:other ben')).toEqual([]);
    expect(excerpts(store, 'before:2026-01-01 from')).toEqual([]);
    expect(excerpts(store, 'date:>=2026-11-20 from ana')).toEqual(['from ana']);
    expect(find(store, 'has:unicorns').ignored).toEqual(['has:unicorns']);
  });

  it('finds one message by the id WhatsApp gave it', () => {
    const store = filled([said('this', 1, { wamid: 'wamid.HBgLAAA=' }), said('that', 2, { wamid: 'wamid.HBgLAAB=' })]);
    expect(excerpts(store, 'wamid.HBgLAAA=')).toEqual(['this']);
  });

  it('shows what was found in a long message', () => {
    const store = filled([said(`${'word '.repeat(60)}needle${' word'.repeat(60)}`, 1)]);
    expect(excerpts(store, 'needle')[0]).toMatch(/^….{20,45}needle.*…$/);
  });
});

describe('the index follows the cache', () => {
  it('knows a message that has just come, an edit, and forgets what was deleted', () => {
    const old = said('first text', 1);
    const store = filled([old]);
    const fresh = said('second text', 2);
    const apply = (data: Message | null, id: string, version: number, seq: number): void => {
      const change = { seq, entity: 'message' as const, id: id as Message['id'], version, data };
      store.applyPage({ epoch: 'e', after: seq - 1, upTo: seq, head: seq, changes: [change] });
    };
    apply(fresh, fresh.id, 1, 2);
    expect(excerpts(store, 'text')).toEqual(['second text', 'first text']);
    apply({ ...old, version: 2, content: { type: 'text', text: 'other words' } }, old.id, 2, 3);
    expect(excerpts(store, 'text')).toEqual(['second text']);
    expect(excerpts(store, 'other')).toEqual(['other words']);
    apply(null, fresh.id, 2, 4);
    expect(excerpts(store, 'text')).toEqual([]);
    apply({ ...old, version: 3, deletedAt: t0 }, old.id, 3, 5);
    expect(excerpts(store, 'other')).toEqual([]);
    index(store);
    expect(store.indexSome(10)).toBe(false);
  });

  it('becomes one piece once it has everything', () => {
    const db = openDatabase('cache', null, null);
    prepareCache(db);
    const messages = Array.from({ length: 90 }, (_, number) => said(`text ${number}`, number));
    const news = [changeTo('contact', ana, 1), changeTo('conversation', withAna, 1)];
    applyChanges(db, [...news, ...messages.map((message) => changeTo('message', message, message.seq))], me);
    const pieces = (): number =>
      db.get<{ n: number }>('SELECT count(DISTINCT segid) AS n FROM search_text_idx')?.n ?? 0;
    while (!indexState(db).isWhole) indexSome(db, 7);
    expect(pieces()).toBeGreaterThan(1);
    while (indexSome(db, 7)) continue;
    expect(pieces()).toBe(1);
    db.close();
  });

  it('forgets what the retention took away', () => {
    const store = filled([said('old', 1), said('young', 10)]);
    store.prune(t0 + 5 * minute, '');
    expect(excerpts(store, 'old')).toEqual([]);
    expect(excerpts(store, 'young')).toEqual(['young']);
  });
});

describe('searching people', () => {
  it('by any part of the name, by any form of the phone, by username and by business ID', () => {
    const store = filled([]);
    expect(names(store, 'souz')).toEqual(['Ana Souza']);
    expect(names(store, 'BEATR')).toEqual(['Béatrice']);
    expect(names(store, 'an')).toEqual(['Ana Souza']);
    for (const phone of ['+55 11 98765-4321', '551187654321', '(11) 98765', '0055 11 98765 4321']) {
      expect([phone, names(store, phone)]).toEqual([phone, ['Ana Souza']]);
    }
    expect(names(store, '@bea.sh')).toEqual(['Béatrice']);
    expect(names(store, '9876543210')).toEqual(['Béatrice']);
    expect(find(store, '@bea').people[0]).toMatchObject({
      foundBy: { kind: 'username', value: 'bea.shop' },
      conversationId: withBea.id,
    });
    expect(names(store, 'zzz')).toEqual([]);
    expect(names(store, '" OR *')).toEqual([]);
  });

  it('shows somebody who was merged once, as whom they were merged into', () => {
    const twin = aContact({ id: newId<ContactId>(), name: 'Ana S.', mergedInto: ana.id, aliases: [] });
    const store = filled([], [ana, twin]);
    expect(find(store, 'ana').people.map(({ contactId, name }) => [contactId, name])).toEqual([[ana.id, 'Ana Souza']]);
  });
});

it('every search walks an index, and none sorts', () => {
  const db = openDatabase('cache', null, null);
  prepareCache(db);
  const planOf = (sql: string, ...params: (string | number)[]): string[] =>
    db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail);
  const plans = {
    words: planOf(placesSql(true), 'text', 9, 0, 50),
    onlyTime: planOf(placesSql(false), 9, 0, 50),
    hits: planOf(readSql, '[]'),
    people: planOf(peopleSql, 'ana', 50),
    whoTheyAre: planOf(readPeopleSql, '[]'),
    walk: planOf(walkSql, '', 0, 0, '', 50),
  };
  expect(plans.words).toEqual([expect.stringMatching(/^SCAN search_text VIRTUAL TABLE INDEX \d+:.*M/)]);
  expect(plans.onlyTime).toEqual(['SEARCH search_place USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)']);
  expect(plans.hits).toEqual([
    expect.stringContaining('SCAN wanted VIRTUAL TABLE'),
    'SEARCH search_place USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH conversation USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH message USING PRIMARY KEY (conversation_id=? AND at=? AND seq=?)',
  ]);
  expect(plans.people).toEqual([expect.stringMatching(/^SCAN search_person VIRTUAL TABLE INDEX \d+:.*M/)]);
  expect(plans.whoTheyAre).toEqual(
    expect.arrayContaining([
      'SEARCH contact USING INTEGER PRIMARY KEY (rowid=?)',
      expect.stringContaining('SEARCH conversation USING INDEX conversation_by_contact (contact_id=?)'),
    ]),
  );
  expect(plans.walk).toEqual([expect.stringMatching(/^SEARCH message USING PRIMARY KEY/)]);
  db.close();
});
