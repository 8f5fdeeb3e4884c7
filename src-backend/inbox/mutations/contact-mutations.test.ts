import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Contact, ContactNote } from '#shared/contact.ts';
import { type ContactId, type ContactNoteId, newId } from '#shared/ids.ts';
import { FakeGraph } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber, mutate, postWebhook, synced } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let contactId: ContactId;

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: Math.floor(test.clock.now() / 1000) }));
  contactId = (await contacts())[0]?.id as ContactId;
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const contacts = async () => (await synced(test, maya)).of<Contact>('contact');
const contact = async () => (await contacts()).find(({ id }) => id === contactId);

it('edits of two people about different things are both kept, and desktops get them', async () => {
  const edit = (fields: object) => ({ type: 'contact.edit' as const, contactId, ...fields });
  await mutate(test, maya, edit({ attributes: { city: 'Rio', size: 42 }, tags: { add: ['VIP', 'old'], remove: [] } }));
  await mutate(
    test,
    maya,
    edit({ attributes: { size: null, plan: 'gold' } }),
    edit({ tags: { add: [], remove: ['old'] } }),
  );
  await mutate(test, maya, edit({ name: 'Ana of Rio' }));
  expect(await contact()).toMatchObject({
    name: 'Ana of Rio',
    attributes: { city: 'Rio', plan: 'gold' },
    tags: ['VIP'],
  });
});

it('a yes and a no stand in the ledger, the newest counts', async () => {
  const say = (state: 'in' | 'out', at: number) =>
    ({ type: 'contact.consent', contactId, purpose: 'marketing', state, source: 'agent', at }) as const;
  const now = test.clock.now();
  await mutate(test, maya, say('out', now - 10), say('in', now - 20));
  expect((await contact())?.consent).toEqual({ marketing: { state: 'out', at: now - 10 } });
});

it('a contact nobody has is not found, and nothing is merged into itself', async () => {
  const [unknown, itself, single] = await mutate(
    test,
    maya,
    { type: 'contact.merge', contactId: newId<ContactId>(), into: contactId },
    { type: 'contact.merge', contactId, into: contactId },
    { type: 'contact.unmerge', contactId },
  );
  expect([unknown, itself, single]).toMatchObject([
    { status: 'rejected', error: { code: 'not_found' } },
    { status: 'rejected', error: { code: 'conflict' } },
    { status: 'rejected', error: { code: 'conflict' } },
  ]);
});

it('somebody is added once by their phone, in whichever form it is written, with what the company says of them', async () => {
  const add = (phone: string, name: string) => {
    const said = { tags: ['fair'], attributes: { city: 'Rio' } };
    return { type: 'contact.create' as const, contactId: newId<ContactId>(), phone, name, ...said };
  };
  const before = (await contacts()).length;
  const results = await mutate(test, maya, add('5511987654321', 'Bia'), add('5511987654322', ''));
  await mutate(test, maya, add('551187654321', 'Bia again'));
  expect(results).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
  const all = await contacts();
  expect(all).toHaveLength(before + 2);
  expect(all.find(({ name }) => name === 'Bia')).toMatchObject({
    aliases: [{ kind: 'phone', value: '5511987654321' }],
    tags: ['fair'],
    attributes: { city: 'Rio' },
  });
});

it('a note about somebody reaches every desktop once, also when it came by REST; only who wrote it takes it away', async () => {
  const noteId = newId<ContactNoteId>();
  const write = { type: 'contact.note' as const, contactId, noteId, text: 'Rings at eight' };
  await mutate(test, maya, write, write);
  const body = { text: 'Has a dog' };
  expect((await test.call('POST', `/api/contacts/${contactId}/notes`, { as: maya, body })).status).toBe(201);
  const notes = async () => (await synced(test, maya)).of<ContactNote>('contactNote');
  expect((await notes()).map(({ text, authorId }) => ({ text, authorId }))).toEqual([
    { text: 'Rings at eight', authorId: maya.userId },
    { text: 'Has a dog', authorId: maya.userId },
  ]);
  const ben = await test.signIn(maya.tenantId, 'agent');
  const remove = { type: 'contact.removeNote' as const, contactId, noteId };
  expect(await mutate(test, ben, remove)).toMatchObject([{ status: 'rejected', error: { code: 'forbidden' } }]);
  expect(await mutate(test, maya, remove)).toMatchObject([{ status: 'applied' }]);
  expect((await notes()).filter((note) => note !== null).map(({ text }) => text)).toEqual(['Has a dog']);
});
