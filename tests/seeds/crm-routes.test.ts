import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { ask, failure, time, uuid, wamid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';

// Seed 3: the CRM's own routes, as its document lists them.

let company: Company;

beforeAll(async () => {
  company = await startCompany('crm');
});
afterAll(() => company.stop());

const digits = expect.stringMatching(/^\d{5,20}$/);
/** An account as the routes show it: no token among it. */
const integration = (rest: object) => ({
  id: uuid,
  version: expect.any(Number),
  name: expect.any(String),
  color: expect.any(Number),
  provider: 'meta_cloud',
  credentialSource: 'stored',
  phoneNumberId: digits,
  wabaId: digits,
  displayPhoneNumber: expect.stringMatching(/^\+/),
  country: expect.stringMatching(/^[A-Z]{2}$/),
  cannotSend: null,
  qualityRating: 'GREEN',
  readReceipts: 'on_open',
  autoCreateContacts: true,
  createdAt: expect.any(Number),
  active: true,
  isDefault: expect.any(Boolean),
  // What tells one token from another; never the token.
  token: {
    fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
    lastFour: expect.stringMatching(/^\S{4}$/),
    enteredAt: expect.any(Number),
  },
  waiting: 0,
  webhookUrl: expect.stringMatching(/^http.*\/api\/whatsapp\/webhook(\/[0-9a-f-]{36})?$/),
  verifyToken: expect.stringMatching(/^\S{16,}$/),
  ...rest,
});

it('M-2 integrations are added with the document’s fields, listed, switched off and on, and deleted', async () => {
  const path = '/api/whatsapp/integrations';
  const added = await company.control('POST', '/numbers', {
    wabaId: company.account().wabaId,
    phoneNumber: '+1 312 555 0190',
    verifiedName: 'Marlow Branch',
    registered: true,
  });
  const { id: phoneNumberId } = added as { id: string };
  const { accessToken } = company.team.simulator.company;
  const created = await company.ask('POST', path, {
    name: 'Main Business Number',
    phoneNumber: '+1 312 555 0190',
    phoneNumberId,
    businessAccountId: company.account().wabaId,
    accessToken,
    webhookVerifyToken: 'a-verify-token-of-our-own',
  });
  const mine = { name: 'Main Business Number', phoneNumberId, verifyToken: 'a-verify-token-of-our-own' };
  const verification = { ok: true, field: null, message: null };
  expect(created).toEqual({
    status: 201,
    body: { success: true, data: integration({ ...mine, qualityRating: expect.any(String), verification }) },
  });
  const { id } = (created.body as { data: { id: string } }).data;
  const listed = await company.ask('GET', path);
  expect(listed).toEqual({
    status: 200,
    body: {
      success: true,
      data: [
        ...company.team.accounts.map((account) =>
          integration({ id: account.id, name: account.name, qualityRating: expect.any(String) }),
        ),
        integration({ ...mine, id, qualityRating: expect.any(String) }),
      ],
    },
  });
  expect(JSON.stringify([created, listed])).not.toContain(accessToken);

  // Optional: without one it is made, and another for each.
  const tokens = (listed.body as { data: { verifyToken: string }[] }).data.map(({ verifyToken }) => verifyToken);
  expect(new Set(tokens).size).toBe(tokens.length);

  const toggle = () => company.ask('POST', `${path}/${id}/toggle`);
  const toggled = (rest: object) => ({
    status: 200,
    body: { success: true, data: integration({ ...mine, id, qualityRating: expect.any(String), ...rest }) },
  });
  expect(await toggle()).toEqual(toggled({ active: false, cannotSend: 'disabled' }));
  expect(await toggle()).toEqual(toggled({ active: true, cannotSend: null }));
  expect(await company.ask('DELETE', `${path}/${id}`)).toEqual({ status: 200, body: { success: true } });
  expect(JSON.stringify((await company.ask('GET', path)).body)).not.toContain(id);
  expect(await toggle()).toEqual(failure(404, 'not_found', expect.any(String)));

  for (const field of ['name', 'phoneNumber', 'phoneNumberId', 'businessAccountId', 'accessToken']) {
    const whole = { ...mine, phoneNumber: '+13125550190', businessAccountId: company.account().wabaId, accessToken };
    expect(await company.ask('POST', path, { ...whole, [field]: undefined })).toEqual(
      failure(400, 'invalid_input', expect.stringContaining(field), expect.objectContaining({ field })),
    );
  }
});

it('M-2 the webhook shakes hands and takes messages in; conversations are listed, read and answered', async () => {
  const { id: accountId, phoneNumberId, wabaId } = company.account();
  const hook = `${company.url()}/api/whatsapp/webhook`;
  const { verifyToken } = (await company.team.admin.call('listIntegrations')).data[0] ?? { verifyToken: '' };
  const handshake = (token: string) =>
    ask('GET', `${hook}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
  for (const token of [company.team.simulator.company.verifyToken, verifyToken]) {
    const { status, body } = await handshake(token);
    expect([status, body]).toEqual([200, 1158201444]);
  }
  const { status, body } = await handshake('another-token');
  expect({ status, body }).toEqual(failure(403, 'forbidden', expect.any(String)));

  const bytes = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '13125550100', phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: 'John' }, wa_id: '1234567890' }],
              messages: [
                {
                  from: '1234567890',
                  id: 'wamid.HBgKMTIzNDU2Nzg5MBUCABIYFDNB',
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  type: 'text',
                  text: { body: 'Hello, is anybody there?' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const { appSecret } = company.team.simulator.company;
  const signature = `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
  const post = (text: string) => ask('POST', hook, { body: text, headers: { 'x-hub-signature-256': signature } });
  expect((await post(bytes)).status).toBe(200);
  expect((await post(`${bytes} `)).status).toBe(401);

  const conversation = {
    id: uuid,
    accountId,
    contact: { id: uuid, name: 'John', phone: '1234567890', username: null },
    status: 'open',
    archived: false,
    tags: [],
    assigneeId: null,
    lastMessageAt: time,
    lastMessagePreview: 'Hello, is anybody there?',
    unreadCount: 1,
    windowClosesAt: time,
    createdAt: time,
  };
  const list = (query = '') => company.ask('GET', `/api/whatsapp/conversations${query}`);
  const page = (data: object[], pagination = {}) => ({
    status: 200,
    body: {
      success: true,
      data,
      pagination: { total: data.length, limit: 50, offset: 0, hasMore: false, ...pagination },
    },
  });
  expect(await list()).toEqual(page([conversation]));
  expect(await list(`?accountId=${accountId}&status=open&limit=10`)).toEqual(page([conversation], { limit: 10 }));
  expect(await list(`?accountId=${company.account(1).id}`)).toEqual(page([]));
  expect(await list('?status=resolved')).toEqual(page([]));
  expect(await list('?limit=0')).toEqual(
    failure(400, 'invalid_input', expect.stringContaining('limit'), { field: 'limit' }),
  );

  const [{ id } = { id: '' }] = ((await list()).body as { data: { id: string }[] }).data;
  const messages = () => company.ask('GET', `/api/whatsapp/conversations/${id}/messages`);
  const message = (rest: object) => ({
    id: uuid,
    conversationId: id,
    accountId,
    error: null,
    replyTo: null,
    reactions: [],
    timestamp: time,
    ...rest,
  });
  const theirs = message({
    direction: 'inbound',
    status: 'received',
    timeline: [],
    content: { type: 'text', text: 'Hello, is anybody there?' },
    preview: 'Hello, is anybody there?',
    origin: { kind: 'customer' },
    waMessageId: 'wamid.HBgKMTIzNDU2Nzg5MBUCABIYFDNB',
  });
  expect(await messages()).toEqual(page([theirs]));

  const read = `/api/whatsapp/conversations/${id}/read`;
  expect(await company.ask('POST', read)).toEqual({
    status: 200,
    body: { success: true, data: { conversationId: id, unreadCount: 0 } },
  });
  expect(await list()).toEqual(page([{ ...conversation, unreadCount: 0 }]));

  const send = (body: object) => company.ask('POST', '/api/whatsapp/messages/send', body);
  const answer = { type: 'text', text: { body: 'We are' } };
  const sent = message({
    direction: 'outbound',
    content: { type: 'text', text: 'We are' },
    preview: 'We are',
    origin: { kind: 'agent', userId: uuid },
  });
  expect(await send({ conversationId: id, ...answer })).toEqual({
    status: 202,
    body: { success: true, data: { ...sent, status: 'queued', timeline: [], waMessageId: null } },
  });
  const all = await until('the tick', async () => {
    const { body } = await messages();
    return (body as { data: { status: string }[] }).data[0]?.status === 'read' ? { status: 200, body } : null;
  });
  const timeline = ['accepted', 'sent', 'delivered', 'read'].map((step) => ({ status: step, at: time }));
  expect(all).toEqual(page([{ ...sent, status: 'read', timeline, waMessageId: wamid }, theirs]));

  const to = { integrationId: accountId, to: '+1 (234) 567-890', ...answer };
  expect((await send(to)).body).toMatchObject({ data: { status: 'queued', accountId } });
  expect(await send({ ...answer, conversationId: '01999999-9999-7999-8999-999999999999' })).toEqual(
    failure(404, 'not_found', expect.any(String)),
  );
  expect(await send({ conversationId: id, type: 'text' })).toEqual(
    failure(
      400,
      'invalid_input',
      expect.stringContaining('text'),
      expect.objectContaining({ field: expect.stringContaining('text') }),
    ),
  );
});
