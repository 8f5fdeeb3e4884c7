import { expect, it } from 'vitest';
import type { Contact } from '#shared/contact.ts';
import type { ContactPage, ContactQuery } from '#shared/inbox.ts';
import { type ContactId, newId } from '#shared/ids.ts';
import { prepareCache } from './cache.ts';
import { contactPageSql, namedSql } from './contact-list.ts';
import { openDatabase, type Param } from './database.ts';
import { aContact, changeTo, t0 } from './entities.fixtures.ts';
import { memoryStore } from './store.fixtures.ts';

const phone = (value: string) => [{ kind: 'phone' as const, value, seenAt: t0 }];
const people = [
  aContact({ name: 'Zoë', tags: ['VIP'], aliases: phone('491701234567') }),
  aContact({ name: 'ana', consent: { marketing: { state: 'in', at: t0 } }, aliases: phone('5511987654321') }),
  aContact({ name: 'Ben', tags: ['VIP', 'new'], aliases: phone('16505551234') }),
  aContact({ name: '', aliases: phone('447700900123') }),
];
const twin = aContact({ name: 'Ana too', mergedInto: people[1]?.id ?? null, aliases: phone('4915112345678') });

function filled() {
  const { direct } = memoryStore();
  direct.snapshotBegin(0);
  direct.snapshotRows([...people, twin].map((contact) => changeTo('contact', contact, 1)));
  direct.snapshotFinish({ epoch: 'e', seq: 1 });
  const page = (query: Partial<ContactQuery> = {}) =>
    JSON.parse(
      direct.contactPage({ text: '', tag: null, only: null, after: null, limit: 50, ...query }),
    ) as ContactPage;
  const names = (query?: Partial<ContactQuery>) => page(query).contacts.map(({ name }) => name);
  const add = (name: string, digits: string, tags: string[] = []) => {
    const contactId = newId<ContactId>();
    const said = { name, phone: digits, tags, attributes: {} };
    direct.enqueueAll([{ id: newId(), type: 'contact.create', contactId, ...said }], t0);
    return contactId;
  };
  return { direct, page, names, add };
}

it('lists each person once in order of their names, those without one last, in pages of any size', () => {
  const { direct, page, names } = filled();
  expect(names()).toEqual(['ana', 'Ben', 'Zoë', '']);
  const paged: string[] = [];
  for (let after: string | null = null; ;) {
    const { contacts, next }: ContactPage = page({ after, limit: 1 });
    paged.push(...contacts.map(({ name }) => name));
    after = next;
    if (after === null) break;
  }
  expect(paged).toEqual(names());
  direct.close();
});

it('follows a new name, a merge and its undoing, and an older word changes nothing', () => {
  const { direct, names } = filled();
  const [zoe, ana] = people;
  if (zoe === undefined || ana === undefined) throw new Error('nobody is there');
  const say = (seq: number, contact: Contact, version: number) => {
    const changes = [{ ...changeTo('contact', contact, version), seq, version }];
    direct.applyPage({ epoch: 'e', after: seq - 1, upTo: seq, head: seq, changes });
  };
  say(2, { ...zoe, version: 2, name: 'Abel' }, 2);
  expect(names()).toEqual(['Abel', 'ana', 'Ben', '']);
  say(3, { ...zoe, version: 3, name: 'Abel', mergedInto: ana.id }, 3);
  expect(names()).toEqual(['ana', 'Ben', '']);
  say(4, { ...zoe, version: 2, name: 'Cid' }, 2);
  expect(names()).toEqual(['ana', 'Ben', '']);
  say(5, { ...zoe, version: 4, name: 'Cid' }, 4);
  expect(names()).toEqual(['ana', 'Ben', 'Cid', '']);
  direct.close();
});

it('shows whom this desktop has added in their place at once, finds them, and knows their phone in any form', () => {
  const { direct, page, names, add } = filled();
  const id = add('Bia', '5521987650000', ['fair']);
  expect(names()).toEqual(['ana', 'Ben', 'Bia', 'Zoë', '']);
  expect(page({ after: page({ limit: 2 }).next, limit: 1 }).contacts[0]).toMatchObject({ id, handle: '5521987650000' });
  expect([names({ text: 'bia' }), names({ text: 'zoe' }), names({ tag: 'fair' })]).toEqual([['Bia'], ['Zoë'], ['Bia']]);
  expect(direct.contact(id)).toMatchObject({ name: 'Bia' });
  expect(JSON.parse(direct.contactCard(id) ?? '')).toMatchObject({ contact: { name: 'Bia' }, conversations: [] });
  expect(direct.knownPhones(['552187650000', '551187654321', '4915112345678', '999999999'])).toEqual([
    { phone: '552187650000', contactId: id },
    { phone: '551187654321', contactId: people[1]?.id },
    { phone: '4915112345678', contactId: people[1]?.id },
  ]);
  direct.close();
});

it('keeps to a tag or to who wants offers, and counts the tags', () => {
  const { direct, names } = filled();
  expect([names({ tag: 'VIP' }), names({ only: 'in' }), names({ only: 'blocked' })]).toEqual([
    ['Ben', 'Zoë'],
    ['ana'],
    [],
  ]);
  expect(direct.contactTags()).toEqual([
    { tag: 'VIP', count: 2 },
    { tag: 'new', count: 1 },
  ]);
  direct.close();
});

it('reads pages and names from the index of names, without sorting', () => {
  const db = openDatabase('cache', null, null);
  prepareCache(db);
  const plan = (sql: string, ...params: Param[]) =>
    db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail);
  const { sql, params } = contactPageSql({ tag: 'VIP', only: 'in' });
  for (const details of [plan(sql, '', '', ...params, 1), plan(namedSql, 'a', 1)]) {
    expect(details[0]).toMatch(/USING (COVERING )?INDEX contact_by_name/);
    expect(details.join()).not.toContain('TEMP B-TREE');
  }
});
