import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type MutationId } from '#shared/ids.ts';
import { until } from '../support/deadline.ts';
import { failure, time, uuid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';

// Seed 3: who is written with, and the conversations' own life.

let company: Company;

beforeAll(async () => {
  company = await startCompany('people');
});
afterAll(() => company.stop());

interface Listed {
  id: string;
  contact: { id: string; phone: string };
  windowClosesAt: string | null;
  lastMessageAt: string;
}
const conversationOf = async (phone: string, query = ''): Promise<Listed | undefined> => {
  const { body } = await company.ask('GET', `/api/whatsapp/conversations?limit=100${query}`);
  return (body as { data: Listed[] }).data.find(({ contact }) => contact.phone === phone);
};
const existing = async (phone: string): Promise<Listed> => {
  const found = await conversationOf(phone);
  if (found === undefined) throw new Error(`${phone} has no conversation`);
  return found;
};

const alias = (kind: string, value: unknown) => ({ kind, value, seenAt: expect.any(Number) });
const contact = (rest: object) => ({
  id: uuid,
  version: expect.any(Number),
  name: expect.any(String),
  aliases: expect.arrayContaining([alias('phone', '13125550130')]),
  mergedInto: null,
  createdAt: expect.any(Number),
  ...rest,
});

it('M-5 a contact is made from a conversation, described, linked to a CRM, merged and taken apart again', async () => {
  await company.customerWrites('13125550130', 'Hello');
  const { contact: own } = await existing('13125550130');
  const path = `/api/contacts/${own.id}`;
  const found = await company.ask('GET', '/api/contacts?search=13125550130');
  expect(found).toEqual({ status: 200, body: { contacts: [contact({ id: own.id })], total: 1 } });

  const described = { name: 'Ada Bell', attributes: { plan: 'gold', seats: 4 }, tags: ['vip'] };
  expect(await company.ask('PATCH', path, { ...described, tags: { add: ['vip', 'late'], remove: [] } })).toEqual({
    status: 200,
    body: { contact: contact({ ...described, tags: ['vip', 'late'] }) },
  });
  expect((await company.ask('PATCH', path, { tags: { add: [], remove: ['late'] } })).body).toEqual({
    contact: contact(described),
  });
  const note = {
    id: uuid,
    version: 1,
    contactId: own.id,
    text: 'Prefers mornings',
    authorId: uuid,
    createdAt: expect.any(Number),
  };
  expect(await company.ask('POST', `${path}/notes`, { text: 'Prefers mornings' })).toEqual({
    status: 201,
    body: { note },
  });
  const linked = await company.ask('POST', `${path}/aliases`, { kind: 'crm', crm: 'hubspot', value: '4711' });
  expect(linked.status).toBe(200);
  const external = await company.ask('PUT', '/api/contacts/by-external/hubspot/4711', {
    attributes: { plan: 'silver' },
  });
  expect(external).toMatchObject({
    status: 200,
    body: { created: false, contact: { id: own.id, attributes: { plan: 'silver', seats: 4 } } },
  });
  expect(
    (await company.ask('PUT', '/api/contacts/by-external/hubspot/4712', { name: 'New', phone: '+13125550139' })).body,
  ).toMatchObject({
    created: true,
  });

  await company.customerWrites('13125550131', 'It is me, from my other phone');
  const other = (await existing('13125550131')).contact.id;
  expect(await company.ask('POST', `/api/contacts/${other}/merge`, { into: own.id })).toMatchObject({
    status: 200,
    body: { contact: { id: other, mergedInto: own.id } },
  });
  const whole = await company.ask('GET', path);
  expect(whole.body).toEqual({
    contact: expect.objectContaining({ id: own.id, name: 'Ada Bell' }),
    merged: [expect.objectContaining({ id: other, mergedInto: own.id })],
    notes: [note],
    consents: [],
  });
  await company.ask('POST', `/api/contacts/${other}/unmerge`);
  expect((await company.ask('GET', path)).body).toMatchObject({ merged: [] });
  expect(await company.ask('GET', '/api/contacts/01999999-9999-7999-8999-999999999999')).toEqual(
    failure(404, 'not_found', expect.any(String)),
  );
});

/** As a desktop does it. */
const mutate = async (mutation: object) => {
  const id = newId<MutationId>();
  const { body } = await company.ask('POST', '/api/mutations', { mutations: [{ id, ...mutation }] });
  expect(body).toEqual({ results: [{ id, status: 'applied', seq: expect.any(Number) }] });
};

it('M-9 the 24-hour window closes by itself, and only a template goes through; archive and tags', async () => {
  await company.customerWrites('13125550140', 'Hello');
  const { id, windowClosesAt, lastMessageAt } = await existing('13125550140');
  const open = Date.parse(windowClosesAt ?? '') - Date.parse(lastMessageAt);
  expect(Math.abs(open - 24 * 3600_000)).toBeLessThan(2000);
  const send = (body: object) => company.ask('POST', '/api/whatsapp/messages/send', body);
  const text = { type: 'text', text: { body: 'Hello again' } };
  expect((await send({ conversationId: id, ...text })).status).toBe(202);

  await company.control('POST', '/inbound', {
    waId: '13125550141',
    phoneNumberId: company.account().phoneNumberId,
    message: { text: 'Long ago' },
    timestamp: Math.floor(Date.now() / 1000) - 25 * 3600,
  });
  const late = await until('the conversation', async () => await conversationOf('13125550141'));
  const closedAt = Date.parse(late.windowClosesAt ?? '');
  expect(closedAt).toBeLessThan(Date.now());
  expect(await send({ conversationId: late.id, ...text })).toEqual(
    failure(409, 'reply_window_closed', expect.stringMatching(/24 hours.*template/), { closedAt }),
  );
  const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
  const sent = await send({ conversationId: late.id, ...template });
  expect(await company.taken((sent.body as { data: { id: string } }).data.id)).toMatchObject({
    type: 'template',
    waId: '13125550141',
  });

  await mutate({ type: 'conversation.archive', conversationId: id, archived: true });
  await mutate({ type: 'conversation.tag', conversationId: id, add: ['billing', 'urgent'], remove: [] });
  await mutate({ type: 'conversation.tag', conversationId: id, add: [], remove: ['urgent'] });
  expect(await conversationOf('13125550140', '&status=open')).toBeUndefined();
  expect(await conversationOf('13125550140', '&status=archived')).toMatchObject({ archived: true, tags: ['billing'] });
  await mutate({ type: 'conversation.archive', conversationId: id, archived: false });
  expect(await conversationOf('13125550140', '&status=open')).toMatchObject({ archived: false, tags: ['billing'] });
});

it('M-9 quick replies are written once and found by their shortcut', async () => {
  const path = '/api/quick-replies';
  const thanks = { shortcut: 'thanks', text: 'Thank you, {{name}}!' };
  const made = await company.ask('POST', path, thanks);
  const entry = { id: uuid, ...thanks, updatedBy: uuid, updatedAt: time };
  expect(made).toEqual({ status: 201, body: { success: true, data: entry } });
  expect(await company.ask('GET', path)).toEqual({ status: 200, body: { success: true, data: [entry] } });
  expect(await company.ask('POST', path, { shortcut: 'THANKS', text: 'x' })).toEqual(
    failure(409, 'conflict', expect.stringContaining('choose another'), { field: 'shortcut' }),
  );
  const { id } = (made.body as { data: { id: string } }).data;
  expect((await company.ask('PATCH', `${path}/${id}`, { text: 'Thanks!' })).body).toEqual({
    success: true,
    data: { ...entry, text: 'Thanks!' },
  });
  expect(await company.ask('DELETE', `${path}/${id}`)).toEqual({ status: 200, body: { success: true } });
  expect((await company.ask('GET', path)).body).toEqual({ success: true, data: [] });
});
