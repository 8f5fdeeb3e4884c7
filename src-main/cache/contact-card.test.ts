import { expect, it } from 'vitest';
import type { ContactCard } from '#shared/inbox.ts';
import type { ContactNote } from '#shared/contact.ts';
import { type ContactNoteId, newId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import { mergedSql, notesSql } from './contact-card.ts';
import { sameNameSql, samePhoneSql } from './doubles.ts';
import { prepareCache } from './cache.ts';
import { openDatabase } from './database.ts';
import { aContact, aConversation, changeTo, me, minute, t0 } from './entities.fixtures.ts';
import { memoryStore } from './store.fixtures.ts';

const ana = aContact({ name: 'Ana', tags: ['VIP'], attributes: { city: 'Rio' } });
const twin = aContact({ name: 'Ana S.', mergedInto: ana.id });
const other = aContact({ name: 'A. Souza' });
const withAna = aConversation({ contactId: ana.id, lastMessageAt: t0 });
const withTwin = aConversation({ contactId: twin.id, lastMessageAt: t0 + minute });

function filled() {
  const { direct } = memoryStore();
  direct.snapshotBegin(0);
  direct.snapshotRows([
    ...[ana, twin, other].map((contact) => changeTo('contact', contact, 1)),
    ...[withAna, withTwin].map((conversation) => changeTo('conversation', conversation, 1)),
  ]);
  direct.snapshotFinish({ epoch: 'e', seq: 1 });
  const card = (id = ana.id) => JSON.parse(direct.contactCard(id) ?? '') as ContactCard;
  const act = (mutation: Mutation) =>
    direct.enqueue(mutation, { now: t0, notBefore: null, accountId: null, clearDraft: null });
  return { direct, card, act };
}

it('shows a person as one, whichever of their contacts is asked for, with the conversations of all', () => {
  const { direct, card } = filled();
  for (const id of [ana.id, twin.id]) {
    expect(card(id)).toMatchObject({ contact: { id: ana.id }, same: [{ id: twin.id }] });
    expect(card(id).conversations.map((row) => row.id)).toEqual([withTwin.id, withAna.id]);
  }
  direct.close();
});

it('shows at once what this desktop has changed and the server does not know yet', () => {
  const { direct, card, act } = filled();
  const written = act({
    id: newId(),
    type: 'contact.edit',
    contactId: ana.id,
    attributes: { city: null, size: 42 },
    tags: { add: ['new'], remove: ['VIP'] },
  });
  expect(written.change.conversations.map(({ id }) => id)).toEqual([withAna.id]);
  act({
    id: newId(),
    type: 'contact.consent',
    contactId: ana.id,
    purpose: 'marketing',
    state: 'out',
    source: 'x',
    at: 5,
  });
  expect(card().contact).toMatchObject({
    attributes: { size: 42 },
    tags: ['new'],
    consent: { marketing: { state: 'out', at: 5 } },
  });
  expect(direct.contact(ana.id)).toEqual(card().contact);

  act({ id: newId(), type: 'contact.unmerge', contactId: twin.id });
  act({ id: newId(), type: 'contact.merge', contactId: other.id, into: ana.id });
  expect(card().same.map(({ id }) => id)).toEqual([other.id]);
  expect(card(twin.id)).toMatchObject({ contact: { id: twin.id }, same: [] });
  direct.close();
});

it('tells of the person when somebody is merged into them, or taken apart', () => {
  const { direct } = filled();
  const apply = (mergedInto: typeof ana.id | null, version: number) => {
    const changes = [changeTo('contact', { ...other, mergedInto, version }, version)];
    const page = { epoch: 'e', after: version - 1, upTo: version, head: version, changes };
    return direct.applyPage(page).change.conversations.map(({ id }) => id);
  };
  expect(apply(ana.id, 2)).toEqual([withAna.id]);
  expect(apply(null, 3)).toEqual([withAna.id]);
  direct.close();
});

it('has the notes of everybody who is the same person, one’s own before the server has them; a note tells of its person', () => {
  const { direct, card, act } = filled();
  const told = (id: ReturnType<typeof newId<ContactNoteId>>, contactId: typeof ana.id, at: number) =>
    ({ id, version: 1, contactId, text: `of ${at}`, authorId: me, createdAt: t0 + at }) satisfies ContactNote;
  const [first, second] = [told(newId(), ana.id, 1), told(newId(), twin.id, 2)];
  const changes = [first, second].map((note, index) => changeTo('contactNote', note, index + 2));
  const applied = direct.applyPage({ epoch: 'e', after: 1, upTo: 3, head: 3, changes });
  expect(applied.change.contacts).toEqual([ana.id, twin.id]);
  const noteId = newId<ContactNoteId>();
  const written = act({ id: newId(), type: 'contact.note', contactId: ana.id, noteId, text: 'mine' });
  expect(written.change.contacts).toEqual([ana.id]);
  expect(
    card()
      .notes.map(({ text }) => text)
      .toSorted(),
  ).toEqual(['mine', 'of 1', 'of 2']);
  act({ id: newId(), type: 'contact.removeNote', contactId: ana.id, noteId: first.id });
  expect(card(twin.id).notes.map(({ text }) => text)).toEqual(expect.arrayContaining(['mine', 'of 2']));
  const gone = { seq: 4, entity: 'contactNote' as const, id: second.id, version: 2, data: null };
  expect(direct.applyPage({ epoch: 'e', after: 3, upTo: 4, head: 4, changes: [gone] }).change.contacts).toEqual([
    twin.id,
  ]);
  expect(card().notes.map(({ text }) => text)).toEqual(['mine']);
  direct.close();
});

it('suggests others of the same whole name or phone with the reasons, and nobody who is this person already', () => {
  const { direct } = memoryStore();
  const phone = (value: string) => [{ kind: 'phone' as const, value, seenAt: t0 }];
  const maria = aContact({ name: 'María Souza', aliases: phone('5511987654321') });
  const named = aContact({ name: 'maria souza', aliases: phone('15550100001') });
  const sameNumber = aContact({ name: 'M', aliases: phone('551187654321') });
  const merged = aContact({ name: 'Maria Souza', mergedInto: maria.id });
  const first = aContact({ name: 'Maria', aliases: phone('15550100002') });
  direct.snapshotBegin(0);
  direct.snapshotRows([maria, named, sameNumber, merged, first].map((contact) => changeTo('contact', contact, 1)));
  direct.snapshotFinish({ epoch: 'e', seq: 1 });
  while (direct.indexSome(100));
  const doubles = (JSON.parse(direct.contactCard(maria.id) ?? '') as ContactCard).doubles;
  expect(doubles.map(({ id, reasons }) => ({ id, reasons }))).toEqual([
    { id: named.id, reasons: ['name'] },
    { id: sameNumber.id, reasons: ['phone'] },
  ]);
  const ofFirst = (JSON.parse(direct.contactCard(first.id) ?? '') as ContactCard).doubles;
  expect(ofFirst).toEqual([]);
  direct.close();
});

it('reads people, notes and suggestions by an index', () => {
  const db = openDatabase('cache', null, null);
  prepareCache(db);
  const planOf = (sql: string, ...params: (string | number)[]) =>
    db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail);
  expect(planOf(mergedSql, '[]')[0]).toContain('USING INDEX contact_by_merge');
  expect(planOf(notesSql, '[]')[0]).toContain('USING INDEX note_by_contact');
  expect(planOf(sameNameSql, 'ana', 3)[0]).toContain('INDEX contact_by_name');
  expect(planOf(samePhoneSql, '"1555"', 3)[0]).toContain('SCAN search_person VIRTUAL TABLE INDEX');
  db.close();
});
