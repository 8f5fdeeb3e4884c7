import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { failure, time, uuid, wamid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { type IntegratorServer, startIntegratorServer } from './support/file-server.ts';

// Seeds 0 and 1: what else an integrator is promised.

let integrator: IntegratorServer;
let company: Company;
let token: string;

beforeAll(async () => {
  integrator = await startIntegratorServer();
  company = await startCompany('promises', { backendEnv: { PRIVATE_HOSTS: integrator.host } });
  token = await company.integrationToken();
  await company.customerWrites('1234567890', 'Good morning');
});
afterAll(async () => {
  await company.stop();
  await integrator.close();
});

const api = (method: string, path: string, body?: unknown, bearer = token) =>
  company.ask(method, `/api/integrations${path}`, body, bearer);
const send = async (body: object): Promise<string> => {
  const answer = await api('POST', '/send-message', body);
  expect(answer).toEqual({
    status: 200,
    body: {
      success: true,
      message: 'Message sent successfully via Enromatics',
      data: { messageId: uuid, waMessageId: wamid, timestamp: time },
    },
  });
  return (answer.body as { data: { messageId: string } }).data.messageId;
};

/** Customers of the simulator who have not written. */
const strangers = () => company.team.simulator.company.customers.slice(-25).map(({ waId }) => waId);

interface Listed {
  conversationId: string;
  userPhone: string;
}

async function conversations(): Promise<Listed[]> {
  const { body } = await api('GET', '/conversations?limit=100');
  return (body as { data: { conversations: Listed[] } }).data.conversations;
}

it('I-5 test connection, conversation history, status and delivery reports', async () => {
  const { id: accountId, name: accountName, wabaId, displayPhoneNumber } = company.account();
  expect(await api('GET', '/verify')).toEqual({
    status: 200,
    body: {
      success: true,
      message: 'Connected',
      data: { accountId, accountName, wabaId, displayPhoneNumber, canSend: true },
    },
  });
  await company.customerWrites('13125550150', 'Where is my parcel?');
  const messageId = await send({ recipientPhone: '13125550150', message: 'On its way' });
  const report = async () => (await api('GET', `/messages/${messageId}`)).body as { data: { status: string } };
  const read = await until('the customer to have read it', async () => {
    const body = await report();
    return body.data.status === 'read' ? body : null;
  });
  const conversationId = (await conversations()).find(({ userPhone }) => userPhone === '13125550150')?.conversationId;
  const message = (rest: object) => ({
    messageId: uuid,
    conversationId,
    waMessageId: wamid,
    type: 'text',
    error: null,
    replyTo: null,
    timestamp: time,
    ...rest,
  });
  const answer = message({
    messageId,
    direction: 'outbound',
    preview: 'On its way',
    content: { type: 'text', text: 'On its way' },
    status: 'read',
    timeline: ['accepted', 'sent', 'delivered', 'read'].map((status) => ({ status, at: time })),
  });
  expect(read).toEqual({ success: true, data: answer });
  expect(await api('GET', `/conversations/${conversationId}/messages`)).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        messages: [
          answer,
          message({
            direction: 'inbound',
            preview: 'Where is my parcel?',
            content: { type: 'text', text: 'Where is my parcel?' },
            status: 'received',
            timeline: [],
          }),
        ],
        pagination: { total: 2, limit: 50, offset: 0, hasMore: false },
      },
    },
  });
});

it('I-5 templates are listed, made and sent in bulk, once to each person', async () => {
  expect(await api('GET', '/templates?name=hello_world&limit=1')).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        templates: [
          {
            id: expect.stringMatching(/^\d+$/),
            name: 'hello_world',
            language: 'en_US',
            category: 'UTILITY',
            status: 'APPROVED',
            components: expect.arrayContaining([expect.objectContaining({ type: 'BODY' })]),
          },
        ],
        pagination: { total: 1, limit: 1, offset: 0, hasMore: false },
      },
    },
  });
  const template = { name: 'parcel_here', language: 'en_US', category: 'UTILITY' };
  const components = [{ type: 'BODY', text: 'Your parcel is here.' }];
  expect(await api('POST', '/templates', { ...template, components })).toEqual({
    status: 201,
    body: {
      success: true,
      message: expect.any(String),
      data: { id: expect.stringMatching(/^\d+$/), ...template, status: 'PENDING' },
    },
  });

  const people = strangers().slice(0, 20);
  const { seq: before } = await company.team.simulator.ledger();
  const started = await api('POST', '/templates/hello_world/send', {
    // The last one is named twice.
    recipients: [...people, `+${people.at(-1)}`],
    perMinute: 4800,
  });
  const campaign = {
    id: uuid,
    accountId: company.account().id,
    name: 'hello_world',
    template: 'hello_world',
    language: 'en_US',
    state: expect.any(String),
    waitsFor: null,
    perMinute: 4800,
    createdAt: time,
    finishedAt: null,
    counts: expect.objectContaining({ total: 20 }),
  };
  expect(started).toEqual({ status: 202, body: { success: true, message: expect.any(String), data: campaign } });
  const { id } = (started.body as { data: { id: string } }).data;
  const done = await until('all to have read it', async () => {
    const { body } = await api('GET', `/campaigns/${id}`);
    return (body as { data: { counts: { read: number } } }).data.counts.read === 20 ? body : null;
  });
  const counts = { total: 20, waiting: 0, skipped: 0, sent: 0, delivered: 0, read: 20, failed: 0, uncertain: 0 };
  expect(done).toEqual({ success: true, data: { ...campaign, state: 'done', finishedAt: time, counts } });
  const { sends } = await company.team.simulator.ledger();
  const written = sends.filter(({ seq }) => seq > before).flatMap(({ waId }) => waId ?? []);
  expect(written.toSorted()).toEqual(people.toSorted());
  const crowd = Array.from({ length: 1001 }, (_, index) => String(13125580000 + index));
  expect(await api('POST', '/templates/hello_world/send', { recipients: crowd })).toEqual(
    failure(400, 'invalid_input', expect.stringContaining('more than 1000'), { field: 'recipients' }),
  );
});

it('I-5 outgoing webhooks tell of messages and statuses, signed by the secret that was shown once', async () => {
  const made = await company.ask('POST', '/api/settings/outgoing-webhooks', {
    accountId: company.account().id,
    url: `http://${integrator.host}/hook`,
    events: ['message.received', 'message.status'],
  });
  const { secret } = (made.body as { data: { secret: string } }).data;
  await company.customerWrites('13125550151', 'Are you there?');
  const messageId = await send({ recipientPhone: '13125550151', message: 'We are' });
  type Told = { event: string; data: { messageId: string; status: string; preview?: string } };
  const told = () => integrator.heard.map(({ raw }) => JSON.parse(raw) as Told);
  const find = (event: string, of: (data: Told['data']) => boolean) =>
    told().find((t) => t.event === event && of(t.data));
  await until('the last status', () => find('message.status', (d) => d.messageId === messageId && d.status === 'read'));
  expect(find('message.received', (d) => d.preview === 'Are you there?')).toEqual({
    id: uuid,
    event: 'message.received',
    accountId: company.account().id,
    createdAt: time,
    timestamp: time,
    data: {
      messageId: uuid,
      conversationId: uuid,
      waMessageId: wamid,
      direction: 'inbound',
      type: 'text',
      preview: 'Are you there?',
      content: { type: 'text', text: 'Are you there?' },
      status: 'received',
      timeline: [],
      error: null,
      replyTo: null,
      timestamp: time,
      userPhone: '13125550151',
      userName: expect.any(String),
    },
  });
  const statuses = told().filter(({ data }) => data.messageId === messageId);
  expect(statuses.map(({ data }) => data.status)).toEqual(['accepted', 'sent', 'delivered', 'read']);
  for (const { headers, raw } of integrator.heard) {
    expect(headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  }
  const listed = await company.ask('GET', '/api/settings/outgoing-webhooks');
  expect(JSON.stringify(listed.body)).not.toContain(secret);
});
