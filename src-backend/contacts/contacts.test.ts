import { afterEach, beforeEach, expect, it } from 'vitest';
import { Contact } from '#shared/contact.ts';
import { ContactId, newId, type TenantId } from '#shared/ids.ts';
import { connectNumber, postWebhook } from '../testing/test-inbox.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { anInbound, aWebhook } from '../testing/webhook-bodies.ts';
import { isOptedOut } from './consent.ts';

let test: TestApp;
let tenantId: TenantId;
let agent: SignedIn;
const serviceKey = 'a-service-key-of-tests';
beforeEach(async () => {
  test = await TestApp.start({ serviceKey });
  tenantId = await test.addTenant();
  agent = await test.signIn(tenantId, 'agent');
});
afterEach(() => test.close());

const contactOf = (answer: Answer): Contact => Contact.parse(answer.body['contact']);
const create = async (name: string, phone: string) =>
  contactOf(await test.call('POST', '/api/contacts', { as: agent, body: { name, phone } }));
const edit = (id: string, body: object) => test.call('PATCH', `/api/contacts/${id}`, { as: agent, body });
const post = (id: string, act: string, body: object = {}) =>
  test.call('POST', `/api/contacts/${id}/${act}`, { as: agent, body });
const list = async (query: string) => {
  const { body } = await test.call('GET', `/api/contacts?${query}`, { as: agent });
  return (body['contacts'] as { name: string }[]).map(({ name }) => name);
};

it('M-5 an agent makes a contact; a second one with the same phone, however it is written, is refused', async () => {
  const ana = await create('Ana', '+55 11 91234-5678');
  expect(ana).toMatchObject({ name: 'Ana', version: 1, aliases: [{ kind: 'phone', value: '5511912345678' }] });
  // Brazil's mobiles are written with and without the 9.
  const again = await test.call('POST', '/api/contacts', { as: agent, body: { name: 'Ana B', phone: '551112345678' } });
  const same = await test.call('POST', '/api/contacts', {
    as: agent,
    body: { name: 'Ana B', phone: '5511 91234 5678' },
  });
  expect([again.status, same.status, same.body['details']]).toMatchObject([201, 409, { contactId: ana.id }]);
});

it('M-5 name, attributes and tags are kept beside what WhatsApp says, and desktops are told', async () => {
  const { id } = await create('Ana', '+1 555 010 0001');
  const changed = contactOf(
    await edit(id, {
      name: 'Ana Souza',
      attributes: { Plan: 'gold', Visits: 3, 'Since 2020': true },
      tags: { add: ['vip', 'São Paulo', 'vip'] },
    }),
  );
  expect(changed).toMatchObject({
    version: 2,
    name: 'Ana Souza',
    attributes: { Plan: 'gold', Visits: 3, 'Since 2020': true },
    tags: ['vip', 'São Paulo'],
  });
  const less = contactOf(await edit(id, { name: null, attributes: { Visits: null }, tags: { remove: ['vip'] } }));
  expect(less).toMatchObject({ name: 'Ana', attributes: { Plan: 'gold', 'Since 2020': true }, tags: ['São Paulo'] });
  await edit(id, {});
  const { version } = contactOf(await test.call('GET', `/api/contacts/${id}`, { as: agent }));
  expect(version).toBe(3);
  const changes = await test.db.selectFrom('changeLog').selectAll().where('entity', '=', 'contact').execute();
  expect(changes.map((change) => [change.entityId, change.version])).toEqual([1, 2, 3].map((count) => [id, count]));
  const snapshot = await test.call('GET', '/api/sync/snapshot', { as: agent });
  expect(JSON.stringify(snapshot.body)).not.toContain('Plan');
  expect((await edit(id, { attributes: { '<b>': 1 } })).status).toBe(400);
  expect((await edit(id, { attributes: { ok: { nested: 1 } } })).status).toBe(400);
  expect((await edit(id, { tags: { add: Array.from({ length: 50 }, (_, tag) => `tag ${tag}`) } })).body).toMatchObject({
    code: 'invalid_input',
    details: { field: 'tags' },
  });
});

it('M-5 two contacts become one and two again; no row is moved (ruling 45)', async () => {
  const [ana, double, third] = [
    await create('Ana', '+15550100001'),
    await create('Ana at work', '+15550100002'),
    await create('Ana long ago', '+15550100003'),
  ];
  const aliases = await test.db.selectFrom('contactAlias').selectAll().execute();
  expect(contactOf(await post(third.id, 'merge', { into: double.id })).mergedInto).toBe(double.id);
  expect(contactOf(await post(double.id, 'merge', { into: ana.id })).mergedInto).toBe(ana.id);
  expect((await post(double.id, 'merge', { into: ana.id })).status).toBe(409);
  expect((await post(ana.id, 'merge', { into: third.id })).status).toBe(409);
  expect((await post(ana.id, 'merge', { into: ana.id })).status).toBe(409);
  const card = await test.call('GET', `/api/contacts/${ana.id}`, { as: agent });
  expect((card.body['merged'] as { id: string }[]).map(({ id }) => id)).toEqual([double.id, third.id]);
  expect(await list('search=0100002')).toEqual(['Ana']);
  expect(await test.db.selectFrom('contactAlias').selectAll().execute()).toEqual(aliases);
  expect(contactOf(await post(double.id, 'unmerge')).mergedInto).toBeNull();
  expect((await post(double.id, 'unmerge')).status).toBe(409);
  expect(await list('search=ana at')).toEqual(['Ana at work']);
});

it('M-5 links a CRM id or another phone to a contact and takes it away again', async () => {
  const ana = await create('Ana', '+15550100001');
  const linked = contactOf(await post(ana.id, 'aliases', { kind: 'crm', crm: 'hubspot', value: 'H-7' }));
  expect(linked.aliases).toContainEqual({ kind: 'crm', value: 'H-7', seenAt: test.clock.now() });
  const ben = await create('Ben', '+15550100002');
  const taken = await post(ben.id, 'aliases', { kind: 'crm', crm: 'hubspot', value: 'H-7' });
  expect([taken.status, taken.body['details']]).toMatchObject([409, { contactId: ana.id }]);
  // The same id of another CRM is another person's.
  expect((await post(ben.id, 'aliases', { kind: 'crm', crm: 'pipedrive', value: 'H-7' })).status).toBe(200);
  const unlink = () => test.call('DELETE', `/api/contacts/${ana.id}/aliases?kind=crm&value=H-7`, { as: agent });
  expect([(await unlink()).status, (await unlink()).status]).toEqual([200, 404]);
});

it('M-5 what a CRM tells twice changes once; it finds the person by phone and links its id', async () => {
  await connectNumber(test, tenantId);
  await postWebhook(
    test,
    anInbound({ wamid: 'wamid.1', timestamp: 1_760_000_000, from: '15550100009', name: 'ana on whatsapp' }),
  );
  const put = (id: string, body: object, as = agent) =>
    test.call('PUT', `/api/contacts/by-external/hubspot/${id}`, { as, body });
  const first = await put('7', { name: 'Ana Souza', phone: '+1 555 010 0009', attributes: { Plan: 'gold' } });
  expect(first.body).toMatchObject({ created: false, contact: { name: 'Ana Souza', attributes: { Plan: 'gold' } } });
  const { id, version } = contactOf(first);
  expect(
    contactOf(await put('7', { name: 'Ana Souza', phone: '+15550100009', attributes: { Plan: 'gold' } })),
  ).toMatchObject({ id, version });
  const other = await put('8', { name: 'Ben' });
  expect(other.body).toMatchObject({ created: true, contact: { name: 'Ben' } });
  expect((await put('9', {})).body).toMatchObject({ code: 'invalid_input', details: { field: 'name' } });
  // The id turns out to be somebody whom we knew by phone only.
  await create('Ben on the phone', '+15550100010');
  expect((await put('8', { phone: '+15550100010' })).body).toMatchObject({ contact: { name: 'Ben on the phone' } });
  expect((await put('7', { phone: '+15550100010' })).status).toBe(409);
  expect((await put('x', { name: 'Eve' }, await test.signIn(tenantId, 'viewer'))).status).toBe(403);
});

it('M-5 a service with the SERVICE_KEY names the company it means', async () => {
  const put = (query: string) =>
    test.call('PUT', `/api/contacts/by-external/erp/1${query}`, {
      as: { accessToken: serviceKey },
      body: { name: 'Ana' },
    });
  expect((await put('')).body).toMatchObject({ code: 'invalid_input', details: { field: 'tenant' } });
  expect((await put('?tenant=nobody')).status).toBe(404);
  expect((await put('?tenant=acme')).body).toMatchObject({ created: true });
  expect((await put(`?tenant=${tenantId}`)).body).toMatchObject({ created: false });
});

it('M-5 every yes and no is kept; the newest by when it was given counts, in whatever order they come', async () => {
  const { id } = await create('Ana', '+15550100001');
  const say = async (state: 'in' | 'out', at: number) =>
    contactOf(await post(id, 'consent', { purpose: 'marketing', state, source: 'web form', at })).consent;
  expect(await say('in', 2000)).toEqual({ marketing: { state: 'in', at: 2000 } });
  expect(await say('out', 1000)).toEqual({ marketing: { state: 'in', at: 2000 } });
  expect(await say('out', 2000)).toEqual({ marketing: { state: 'out', at: 2000 } });
  await say('out', 2000);
  const { body } = await test.call('GET', `/api/contacts/${id}`, { as: agent });
  expect(body['consents']).toHaveLength(3);
  expect((body['consents'] as object[])[0]).toMatchObject({ source: 'web form', actorId: agent.userId });
});

it('M-5 a no counts for everybody the contact is merged with, and a no to messages for every purpose', async () => {
  const [ana, double] = [await create('Ana', '+15550100001'), await create('Ana at work', '+15550100002')];
  const isOut = async ({ id }: Contact) => await isOptedOut(test.db, tenantId, id, 'marketing');
  expect([await isOut(ana), await isOut(double)]).toEqual([false, false]);
  await post(double.id, 'consent', { purpose: 'messages', state: 'out', source: 'phone call' });
  expect([await isOut(ana), await isOut(double)]).toEqual([false, true]);
  await post(double.id, 'merge', { into: ana.id });
  expect([await isOut(ana), await isOut(double)]).toEqual([true, true]);
});

it('M-5 notes stand on the contact with their writer, the newest first', async () => {
  const { id } = await create('Ana', '+15550100001');
  await post(id, 'notes', { text: 'likes tea' });
  test.clock.advance(1000);
  await post(id, 'notes', { text: 'moved to Porto' });
  const { body } = await test.call('GET', `/api/contacts/${id}`, { as: agent });
  expect(body['notes']).toMatchObject([{ text: 'moved to Porto', authorId: agent.userId }, { text: 'likes tea' }]);
});

it('M-5 finds contacts by name, phone and tag, page by page; what is typed is never a pattern', async () => {
  for (const [index, name] of ['Ana', 'ben 100%', 'Cleo_x'].entries()) {
    test.clock.advance(1);
    const { id } = await create(name, `+1555010000${index}`);
    if (name === 'Ana') await edit(id, { tags: { add: ['say "hi"'] } });
  }
  expect(await list('')).toEqual(['Cleo_x', 'ben 100%', 'Ana']);
  expect(await list('limit=1&offset=1')).toEqual(['ben 100%']);
  expect(await list('search=BEN')).toEqual(['ben 100%']);
  expect(await list('search=%25')).toEqual(['ben 100%']);
  expect(await list('search=_')).toEqual(['Cleo_x']);
  expect(await list('search=%2B1 555-010-0002')).toEqual(['Cleo_x']);
  expect(await list(`tag=${encodeURIComponent('say "hi"')}`)).toEqual(['Ana']);
  expect(await list('tag=say')).toEqual([]);
  expect((await test.call('GET', '/api/contacts?limit=101', { as: agent })).status).toBe(400);
});

it('S-60 contacts of another company are not there', async () => {
  const { id } = await create('Ana', '+15550100001');
  const mine = await create('Ben', '+15550100002');
  const other = await test.signIn(await test.addTenant('Other'), 'agent');
  const as = { as: other };
  const answers = [
    await test.call('GET', `/api/contacts/${id}`, as),
    await test.call('PATCH', `/api/contacts/${id}`, { ...as, body: { name: 'Mine' } }),
    await test.call('POST', `/api/contacts/${id}/notes`, { ...as, body: { text: 'x' } }),
    await test.call('POST', `/api/contacts/${id}/merge`, { ...as, body: { into: mine.id } }),
    await test.call('POST', `/api/contacts/${id}/block`, { ...as, body: {} }),
    await post(mine.id, 'merge', { into: newId<ContactId>() }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  expect((await test.call('GET', '/api/contacts', as)).body).toEqual({ contacts: [], total: 0 });
});

it('M-5 what customers tell WhatsApp of offers stands in the ledger, once, also for whom nobody knew', async () => {
  await connectNumber(test, tenantId);
  const prefer = (value: string, timestamp: number) =>
    postWebhook(
      test,
      aWebhook(
        {
          contacts: [{ profile: { name: 'Ana' }, wa_id: '15550100009' }],
          user_preferences: [
            { wa_id: '15550100009', category: 'marketing_messages', value, detail: 'No more offers', timestamp },
          ],
        },
        'user_preferences',
      ),
    );
  expect((await prefer('stop', 1_760_000_100)).status).toBe(200);
  await prefer('resume', 1_760_000_000);
  const found = async () => {
    const { body } = await test.call('GET', '/api/contacts', { as: agent });
    return body['contacts'];
  };
  const known = await found();
  expect(known).toMatchObject([{ name: 'Ana', consent: { marketing: { state: 'out', at: 1_760_000_100_000 } } }]);
  await test.db.deleteFrom('webhookEvent').execute();
  await prefer('stop', 1_760_000_100);
  expect(await found()).toEqual(known);
  await prefer('some newer word', 1_760_000_200);
  expect(await found()).toMatchObject([{ consent: { marketing: { state: 'out' } } }]);
});
