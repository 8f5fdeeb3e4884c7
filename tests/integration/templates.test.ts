import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import type { TemplateView } from '#shared/wire/templates-routes.ts';
import { until } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Team } from '../support/team.ts';

// Templates against a real backend and simulator, whose reviewers, pauses and marks come by webhook. Longer than other
// files: both are started once, for all tests.

const folder = makeFolder('templates');
let team: Team;

beforeAll(async () => {
  team = await startTeam({
    folder,
    seed: 'templates',
    simulatorFlags: ['--status-delays=20,20,20', '--read-rate=1', '--template-review-ms=1000'],
  });
});
afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

function account() {
  const [first] = team.accounts;
  if (first === undefined) throw new Error('the company has no number');
  return first;
}

/** What the simulator itself has. */
async function atMeta(): Promise<{ id: string; wabaId: string; name: string; language: string; status: string }[]> {
  const response = await fetch(`${team.simulator.url}/_control/templates`);
  return ((await response.json()) as { templates: Awaited<ReturnType<typeof atMeta>> }).templates;
}
async function changeAtMeta(path: string, body: object): Promise<void> {
  const response = await fetch(`${team.simulator.url}/_control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

const list = async (query: Record<string, unknown> = {}): Promise<TemplateView[]> =>
  (await team.admin.call('listTemplates', { query: { limit: 100, ...query } })).data;
const get = async (id: string): Promise<TemplateView> => (await team.admin.call('template', { params: { id } })).data;
const hasStatus = async (id: string, status: string) =>
  await until(`the template is ${status}`, async () => (await get(id)).status === status);

const refusalOf = async (call: Promise<unknown>): Promise<{ code: string; message: string; details: unknown }> => {
  const error: unknown = await call.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof AppError)) throw new Error('it was not refused', { cause: error });
  const { code, message, details } = error;
  return { code, message, details };
};

/** A small template, submitted and approved. */
async function approved(name: string, body = 'Your order {{1}} is on its way.'): Promise<TemplateView> {
  const { data } = await team.admin.call('createTemplate', {
    body: {
      integrationId: account().id,
      name,
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: body, example: { body_text: [['A-1042']] } }],
    },
  });
  await hasStatus(data.id, 'APPROVED');
  return await get(data.id);
}

it('M-2 M-6 all templates of every business account are here, as Meta has them; the whole answers of S3’s routes', async () => {
  await until('the first reading', async () => (await list()).length === (await atMeta()).length);
  const theirs = (await atMeta()).map(({ id, name, language, status }) => ({ id, name, language, status }));
  expect(theirs.length).toBeGreaterThanOrEqual(20);
  const ours = (await list()).map(({ metaTemplateId: id, name, language, status }) => ({ id, name, language, status }));
  expect(new Set(ours.map((each) => JSON.stringify(each)))).toEqual(
    new Set(theirs.map((each) => JSON.stringify(each))),
  );

  expect(await team.admin.call('syncTemplates', { body: {} })).toEqual({
    success: true,
    data: { added: 0, updated: 0, removed: 0 },
  });
  const { data: progress } = await team.admin.call('templateSyncs', { query: { integrationId: account().id } });
  expect(progress).toEqual([
    {
      businessAccountId: account().wabaId,
      running: false,
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
      seen: (await atMeta()).filter(({ wabaId }) => wabaId === account().wabaId).length,
      added: 0,
      updated: 0,
      removed: 0,
      error: null,
    },
  ]);
  expect(
    await team.admin.call('listTemplates', { query: { name: 'hello_world', integrationId: account().id } }),
  ).toEqual({
    success: true,
    data: [
      {
        id: expect.any(String),
        businessAccountId: account().wabaId,
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
        lastSyncedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ],
    pagination: { total: 1, limit: 50, offset: 0, hasMore: false },
  });
});

it('M-6 a template is made, waits for its review, is approved by webhook, tried out, counted, and read anew after an edit', async () => {
  const { data: made } = await team.admin.call('createTemplate', {
    body: {
      integrationId: account().id,
      name: 'parcel_ready',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'BODY', text: 'Hello {{1}}, your parcel is here.', example: { body_text: [['Ada']] } },
        { type: 'FOOTER', text: 'Marlow' },
      ],
    },
  });
  expect(made).toMatchObject({ name: 'parcel_ready', status: 'PENDING', sendable: false });
  const test = async (values: Record<string, unknown>) =>
    await team.admin.call('testTemplate', {
      params: { id: made.id },
      body: { integrationId: account().id, to: '+1 234 567 890', values },
    });
  expect(await refusalOf(test({ 'body.1': 'Ada' }))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('parcel_ready (en_US) waits for WhatsApp’s review: send it when it is approved'),
  });
  await hasStatus(made.id, 'APPROVED');

  // No payload with a hole.
  expect(await refusalOf(test({}))).toMatchObject({ code: 'invalid_input', details: { field: 'values.body.1' } });
  const { data: message } = await test({ 'body.1': 'Ada' });
  expect(message).toMatchObject({ preview: expect.stringContaining('Hello Ada, your parcel is here.') });
  const analytics = async () => (await team.admin.call('templateAnalytics', { params: { id: made.id } })).data;
  await until('the customer has read it', async () => (await analytics()).read === 1);
  await team.simulator.write({ waId: '1234567890', phoneNumberId: account().phoneNumberId, text: 'Thanks!' });
  await until('the customer has answered', async () => (await analytics()).answered === 1);
  expect(await analytics()).toEqual({
    days: 30,
    sent: 1,
    delivered: 1,
    read: 1,
    failed: 0,
    answered: 1,
    tapped: 0,
    lastSentAt: message.timestamp,
    lastMessageId: message.id,
    failures: [],
  });

  const { data: uses } = await team.admin.call('templateUses', {});
  expect(uses).toEqual([{ id: made.id, sent: 1, lastSentAt: message.timestamp }]);

  const components = [{ type: 'BODY', text: 'Hi {{1}}, your parcel is here.', example: { body_text: [['Ada']] } }];
  const { data: edited } = await team.admin.call('editTemplate', { params: { id: made.id }, body: { components } });
  expect(edited).toMatchObject({ status: 'PENDING', components: [{ text: 'Hi {{1}}, your parcel is here.' }] });
  await hasStatus(made.id, 'APPROVED');

  // Its history tells all of it, the newest first.
  const { data: history } = await team.admin.call('templateHistory', { params: { id: made.id } });
  const told = history.map(({ kind, before, after, by }) => [kind, before, after, by === null ? 'Meta' : 'Ada']);
  expect(told).toContainEqual(['status', 'PENDING', 'APPROVED', 'Meta']);
  expect(told.filter(([kind]) => kind !== 'status')).toEqual([
    ['edited', null, null, 'Ada'],
    ['tested', null, null, 'Ada'],
    ['created', null, null, 'Ada'],
  ]);
  expect(told.at(0)).toEqual(['status', 'PENDING', 'APPROVED', 'Meta']);
});

it('M-6 what a draft lacks is said before Meta, what Meta minds with the field', async () => {
  const create = async (components: object[], name = 'no_good') =>
    await team.admin.call('createTemplate', {
      body: { integrationId: account().id, name, language: 'en_US', category: 'UTILITY', components } as never,
    });
  expect(await refusalOf(create([{ type: 'FOOTER', text: 'x' }]))).toMatchObject({
    code: 'invalid_input',
    details: { field: expect.stringContaining('components'), findings: expect.any(Array) },
  });
  const body = { type: 'BODY', text: 'All is well.' };
  expect(await refusalOf(create([body], 'hello_world'))).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('There is already en_US content'),
    details: { field: 'language', subcode: 2388024 },
  });
});

it('M-6 pauses, marks and categories come by webhook; nothing paused goes out, whoever sends it', async () => {
  const template = await approved('order_moves');
  const { metaTemplateId: templateId, id } = template;
  await changeAtMeta('/templates', { templateId, quality: 'YELLOW' });
  await until('the mark', async () => (await get(id)).quality === 'YELLOW');
  await changeAtMeta('/templates', { templateId, category: 'MARKETING', impending: true });
  await until('the notice', async () => (await get(id)).correctCategory === 'MARKETING');
  await changeAtMeta('/templates', { templateId, status: 'PAUSED' });
  await hasStatus(id, 'PAUSED');
  const sends = (await team.simulator.ledger()).sends.length;
  const problem = 'The template order_moves (en_US) is paused because of its quality';
  const refusals = [
    team.admin.call('testTemplate', {
      params: { id },
      body: { integrationId: account().id, to: '1234567890', values: { 'body.1': 'A-1' } },
    }),
    team.admin.call('sendMessage', {
      body: {
        integrationId: account().id,
        to: '1234567890',
        type: 'template',
        template: { name: 'order_moves', language: { code: 'en_US' } },
      } as never,
    }),
    team.admin.call('createCampaign', {
      body: { accountId: account().id, template: { name: 'order_moves' }, recipients: ['1234567890'] },
    }),
  ];
  for (const refusal of refusals) {
    expect(await refusalOf(refusal)).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(problem),
      details: { reason: 'template', status: 'PAUSED' },
    });
  }
  expect((await team.simulator.ledger()).sends.length).toBe(sends);
  // The same words within the same second would be the same webhook.
  await changeAtMeta('/clock', { advanceMs: 2000 });
  await changeAtMeta('/templates', { templateId, status: 'APPROVED' });
  await hasStatus(id, 'APPROVED');
  expect(await get(id)).toMatchObject({ sendable: true, quality: 'YELLOW' });
});

it('M-6 a template that is not there is refused by name; one made at Meta a moment ago is found', async () => {
  const send = async (name: string, language = 'en_US') =>
    await team.admin.call('sendMessage', {
      body: {
        integrationId: account().id,
        to: '1234567890',
        type: 'template',
        template: { name, language: { code: language } },
      } as never,
    });
  expect(await refusalOf(send('never_made'))).toMatchObject({
    code: 'invalid_input',
    details: { reason: 'template', field: 'template.name' },
  });
  expect((await refusalOf(send('hello_world', 'de'))).message).toContain('it can be sent in en_US');
  const made = await fetch(`${team.simulator.url}/v26.0/${account().wabaId}/message_templates`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${team.simulator.company.accessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      name: 'made_elsewhere',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'All is well.' }],
    }),
  });
  expect(made.status).toBe(200);
  expect((await refusalOf(send('made_elsewhere'))).message).toContain('waits for WhatsApp’s review');
});

it('M-6 deleted here it is deleted at Meta; deleted at Meta it is gone here', async () => {
  const ours = await approved('short_lived');
  await team.admin.call('deleteTemplate', { params: { id: ours.id } });
  expect((await atMeta()).some(({ id, status }) => id === ours.metaTemplateId && status !== 'DELETED')).toBe(false);
  expect(await get(ours.id)).toMatchObject({ status: 'DELETED', sendable: false });
  expect((await list()).map(({ id }) => id)).not.toContain(ours.id);

  const theirs = await approved('taken_away');
  await changeAtMeta('/webhooks/settle', {});
  await team.simulator.setFaults({ webhookOutage: true });
  const path = `${account().wabaId}/message_templates?name=taken_away&hsm_id=${theirs.metaTemplateId}`;
  const gone = await fetch(`${team.simulator.url}/v26.0/${path}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${team.simulator.company.accessToken}` },
  });
  expect(gone.status).toBe(200);
  const { data } = await team.admin.call('syncTemplates', { body: { integrationId: account().id } });
  expect(data).toMatchObject({ removed: 1 });
  await team.simulator.clearFaults();
  expect(await get(theirs.id)).toMatchObject({ status: 'DELETED' });
});

it('M-6 desktops get templates with the change log, and what Meta says of number and account', async () => {
  const template = await approved('seen_everywhere');
  const maya = await team.addPerson('maya');
  const snapshot = async () => {
    const rows: { entity: string; data: unknown }[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await team.admin.call('snapshot', { query: cursor === undefined ? {} : { cursor } });
      rows.push(...page.rows);
      if (page.next === null) return rows;
      cursor = page.next;
    }
  };
  expect(maya.userId).toEqual(expect.any(String));
  expect((await snapshot()).filter(({ entity }) => entity === 'template').map(({ data }) => data)).toContainEqual(
    expect.objectContaining({ id: template.id, name: 'seen_everywhere', status: 'APPROVED' }),
  );
  const integration = async () => {
    const { data } = await team.admin.call('listIntegrations');
    return data.find(({ id }) => id === account().id);
  };
  const standing = async () => (await integration())?.standing;
  await changeAtMeta('/portfolio', { tier: 'TIER_10K' });
  await changeAtMeta(`/accounts/${account().wabaId}`, { reviewStatus: 'PENDING' });
  await until('the limit', async () => (await standing())?.messagingLimit === 'TIER_10K');
  await until('the review', async () => (await standing())?.review === 'PENDING');
  await changeAtMeta(`/numbers/${account().phoneNumberId}`, { quality: 'RED', standing: 'FLAGGED' });
  await until('the quality', async () => (await integration())?.qualityRating === 'RED');
  await changeAtMeta(`/numbers/${account().phoneNumberId}`, { nameDecision: 'REJECTED' });
  await until('the name', async () => (await standing())?.name?.decision === 'REJECTED');
});

it('M-6 a sample for a header is handed to Meta, and its handle is taken in a template', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const form = new FormData();
  form.append('file', new Blob([png], { type: 'image/png' }), 'sample.png');
  const uploaded = await fetch(`${team.backend.url()}/api/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${team.admin.token}` },
    body: form,
  });
  const { data: media } = (await uploaded.json()) as { data: { id: string } };
  const { data } = await team.admin.call('uploadTemplateSample', {
    body: { integrationId: account().id, mediaId: media.id } as never,
  });
  expect(data.handle).toMatch(/^4::/);
  const { data: made } = await team.admin.call('createTemplate', {
    body: {
      integrationId: account().id,
      name: 'with_picture',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [data.handle] } },
        { type: 'BODY', text: 'This is how it looks.' },
      ],
    },
  });
  expect(made.status).toBe('PENDING');
});
