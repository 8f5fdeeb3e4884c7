import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { ask, failure, time, uuid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';

// Seed 3: the life of a template, from Meta and back.

let company: Company;

beforeAll(async () => {
  company = await startCompany('templates', { simulatorFlags: ['--template-review-ms=500'] });
});
afterAll(() => company.stop());

const path = '/api/whatsapp/templates';
const body = (text: string) => [{ type: 'BODY', text, example: { body_text: [['Ada']] } }];
const view = (rest: object) => ({
  id: uuid,
  businessAccountId: company.account().wabaId,
  metaTemplateId: expect.stringMatching(/^\d+$/),
  name: 'parcel_ready',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  quality: expect.toSatisfy((quality: unknown) => quality === null || typeof quality === 'string'),
  sendable: true,
  problem: null,
  rejectedReason: null,
  statusNote: null,
  correctCategory: null,
  parameterFormat: 'positional',
  components: body('Hello {{1}}, your parcel is here.'),
  ttlSeconds: null,
  lastSyncedAt: time,
  ...rest,
});
interface View {
  data: { id: string; metaTemplateId: string; status: string; quality: string | null; category: string };
}
const get = (id: string) => company.ask('GET', `${path}/${id}`);
const is = (id: string, what: string, like: (template: View['data']) => boolean) =>
  until(`the template to be ${what}`, async () => {
    const { data } = (await get(id)).body as View;
    return like(data) ? data : null;
  });
const atMeta = async () =>
  ((await company.control('GET', '/templates')) as { templates: { name: string; status: string; wabaId: string }[] })
    .templates;

it('M-6 templates are copied from Meta; one is made, reviewed, tried out, followed, edited and deleted', async () => {
  const all = await until('the copy', async () => {
    const answer = (await company.ask('GET', `${path}?limit=100`)).body as { data: { name: string; status: string }[] };
    return answer.data.length === (await atMeta()).length ? answer.data : null;
  });
  const names = (list: readonly { name: string; status: string }[]) =>
    list.map(({ name, status }) => `${name} ${status}`).toSorted();
  expect(names(all)).toEqual(names(await atMeta()));

  const { id: integrationId } = company.account();
  const draft = { integrationId, name: 'parcel_ready', language: 'en_US', category: 'UTILITY' };
  const components = body('Hello {{1}}, your parcel is here.');
  const made = await company.ask('POST', path, { ...draft, components });
  const pending = { status: 'PENDING', sendable: false, problem: expect.any(String) };
  expect(made).toEqual({ status: 201, body: { success: true, data: view(pending) } });
  const { id, metaTemplateId: templateId } = (made.body as View).data;
  const test = (values: object) =>
    company.ask('POST', `${path}/${id}/test`, { integrationId, to: '+1 (234) 567-890', values });
  expect((await test({ 'body.1': 'Ada' })).status).toBe(409);
  await is(id, 'approved', ({ status }) => status === 'APPROVED');
  expect(await get(id)).toEqual({ status: 200, body: { success: true, data: view({}) } });

  expect(await test({})).toMatchObject(failure(400, 'invalid_input', expect.any(String), { field: 'values.body.1' }));
  const sent = await test({ 'body.1': 'Ada' });
  expect(sent).toMatchObject({ status: 202, body: { data: { preview: 'Hello Ada, your parcel is here.' } } });
  const taken = await company.taken((sent.body as { data: { id: string } }).data.id);
  expect(taken).toMatchObject({
    type: 'template',
    waId: '1234567890',
    body: {
      name: 'parcel_ready',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ada' }] }],
    },
  });

  await company.control('POST', '/templates', { templateId, quality: 'YELLOW' });
  await is(id, 'marked', ({ quality }) => quality === 'YELLOW');
  await company.control('POST', '/templates', { templateId, status: 'PAUSED' });
  await is(id, 'paused', ({ status }) => status === 'PAUSED');
  expect(await test({ 'body.1': 'Ada' })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('paused') },
  });

  const edited = await company.ask('PATCH', `${path}/${id}`, { components: body('Hi {{1}}, your parcel is here.') });
  expect(edited).toMatchObject({ status: 200, body: { data: { components: body('Hi {{1}}, your parcel is here.') } } });

  const lacking = await company.ask('POST', path, {
    ...draft,
    name: 'no_body',
    components: [{ type: 'FOOTER', text: 'x' }],
  });
  expect(lacking).toMatchObject({ status: 400, body: { details: { field: expect.stringContaining('components') } } });

  expect(await company.ask('DELETE', `${path}/${id}`)).toEqual({ status: 200, body: { success: true } });
  expect((await atMeta()).filter(({ name, status }) => name === 'parcel_ready' && status !== 'DELETED')).toEqual([]);
  expect((await company.ask('GET', `${path}?name=parcel_ready`)).body).toMatchObject({ data: [] });
});

it('M-2 templates are synced from Meta and listed', async () => {
  const sync = (body: object) => company.ask('POST', '/api/whatsapp/templates/sync', body);
  const list = (query: string) => company.ask('GET', `/api/whatsapp/templates?${query}`);
  await sync({});
  const none = { status: 200, body: { success: true, data: { added: 0, updated: 0, removed: 0 } } };
  expect(await sync({})).toEqual(none);
  const { wabaId } = company.account();
  expect(await list('name=hello_world&limit=1')).toEqual({
    status: 200,
    body: {
      success: true,
      data: [
        {
          id: uuid,
          businessAccountId: expect.stringMatching(/^\d+$/),
          metaTemplateId: expect.stringMatching(/^\d+$/),
          name: 'hello_world',
          language: 'en_US',
          category: 'UTILITY',
          status: 'APPROVED',
          quality: expect.any(String),
          sendable: true,
          problem: null,
          rejectedReason: null,
          statusNote: null,
          correctCategory: null,
          parameterFormat: 'positional',
          components: expect.arrayContaining([expect.objectContaining({ type: 'BODY' })]),
          ttlSeconds: null,
          lastSyncedAt: time,
        },
      ],
      pagination: { total: expect.any(Number), limit: 1, offset: 0, hasMore: expect.any(Boolean) },
    },
  });

  // Made by somebody else at Meta, changed and deleted there: a sync by hand tells.
  const graph = (method: string, path: string, body?: object) =>
    ask(method, `${company.team.simulator.url}/v26.0/${path}`, {
      bearer: company.team.simulator.company.accessToken,
      body,
    });
  await company.team.simulator.setFaults({ webhookOutage: true });
  const made = await graph('POST', `${wabaId}/message_templates`, {
    name: 'made_elsewhere',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Your table is ready.' }],
  });
  expect(made.status).toBe(200);
  const { id: integrationId } = company.account();
  expect((await sync({ integrationId })).body).toEqual({ success: true, data: { added: 1, updated: 0, removed: 0 } });
  const templateId = (made.body as { id: string }).id;
  await company.control('POST', '/templates', { templateId, status: 'APPROVED' });
  expect((await sync({ integrationId })).body).toEqual({ success: true, data: { added: 0, updated: 1, removed: 0 } });
  expect((await list('name=made_elsewhere')).body).toMatchObject({ data: [{ status: 'APPROVED' }] });
  await graph('DELETE', `${wabaId}/message_templates?name=made_elsewhere`);
  expect((await sync({ integrationId })).body).toEqual({ success: true, data: { added: 0, updated: 0, removed: 1 } });
  expect((await list('name=made_elsewhere')).body).toMatchObject({ data: [] });
});
