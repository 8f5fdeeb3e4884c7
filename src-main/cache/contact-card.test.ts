import { expect, it } from 'vitest';
import type { ContactCard } from '#shared/inbox.ts';
import { newId } from '#shared/ids.ts';
import type { Mutation } from '#shared/mutation.ts';
import { mergedSql } from './contact-card.ts';
import { prepareCache } from './cache.ts';
import { openDatabase } from './database.ts';
import { aContact, aConversation, changeTo, minute, t0 } from './entities.fixtures.ts';
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

it('finds the merged ones by an index', () => {
  const db = openDatabase('cache', null, null);
  prepareCache(db);
  const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${mergedSql}`, '[]').map(({ detail }) => detail);
  expect(plan[0]).toContain('USING INDEX contact_by_merge');
  db.close();
});
