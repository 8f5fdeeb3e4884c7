import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { failure, time, uuid, wamid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { example, httpExample, printed, runProgram } from './support/examples.ts';
import { type IntegratorServer, startIntegratorServer } from './support/file-server.ts';

// Seeds 0 and 1: what an integrator does with the token.

let integrator: IntegratorServer;
let company: Company;
let token: string;

beforeAll(async () => {
  integrator = await startIntegratorServer();
  company = await startCompany('messages', { backendEnv: { PRIVATE_HOSTS: integrator.host } });
  token = await company.integrationToken();
  await company.customerWrites('1234567890', 'Good morning');
});
afterAll(async () => {
  await company.stop();
  await integrator.close();
});

const api = (method: string, path: string, body?: unknown, bearer = token) =>
  company.ask(method, `/api/integrations${path}`, body, bearer);
const run = (source: string, bearer = token) =>
  runProgram(source, { WHATSAPP_PLATFORM_URL: company.url(), WHATSAPP_INTEGRATION_TOKEN: bearer });
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

it('I-2 the guide’s own program sends, and so do its two requests, to Meta and to the customer', async () => {
  const { code, stdout } = await run(example('s0-send-message.js'));
  expect(code).toBe(0);
  const sent = printed(stdout, 'Message sent:') as { messageId: string; waMessageId: string };
  expect(sent).toEqual({ messageId: uuid, waMessageId: wamid, timestamp: time });
  expect(await company.taken(sent.messageId)).toMatchObject({
    wamid: sent.waMessageId,
    type: 'text',
    waId: '1234567890',
    body: 'Hello from Enromatics!',
  });
  const refused = await run(example('s0-send-message.js'), `wpi_int_${'0'.repeat(64)}`);
  expect(refused).toMatchObject({ stdout: '', stderr: 'Error: Invalid or expired integration token\n' });

  const first = httpExample('s0-send-message.http');
  const answer = await company.ask(first.method, first.path, first.body, token);
  expect(first.response).toEqual({
    success: true,
    message: 'Message sent successfully via Enromatics',
    data: { messageId: 'mongo-id', waMessageId: 'wamessageid', timestamp: '2026-01-08T12:34:56.000Z' },
  });
  const data = { messageId: uuid, waMessageId: wamid, timestamp: time };
  expect(answer).toEqual({ status: 200, body: { ...(first.response as object), data } });

  const picture = httpExample('s1-send-message.http', { 'https://...': integrator.file('parcel.jpg') });
  expect(picture.body).toEqual({
    recipientPhone: '+1234567890',
    message: 'Hello from Enromatics!',
    mediaUrl: integrator.file('parcel.jpg'),
    mediaType: 'image',
  });
  expect(await company.taken(await send(picture.body ?? {}))).toMatchObject({
    type: 'image',
    waId: '1234567890',
    body: { link: integrator.file('parcel.jpg'), caption: 'Hello from Enromatics!' },
  });
});

it('I-2 beyond the guide: other files, phones in any form, templates, quotes, the same key for the same message', async () => {
  const to = { recipientPhone: '1234567890', message: 'For you' };
  const file = async (name: string, mediaType?: string) =>
    await company.taken(await send({ ...to, mediaUrl: integrator.file(name), ...(mediaType && { mediaType }) }));
  expect(await file('harbour.mp4', 'video')).toMatchObject({ type: 'video', body: { caption: 'For you' } });
  expect(await file('invoice-48213.pdf')).toMatchObject({
    type: 'document',
    body: { caption: 'For you', filename: 'invoice-48213.pdf' },
  });
  for (const [name, type] of [
    ['chime.mp3', 'audio'],
    ['sticker-thanks.webp', 'sticker'],
  ] as const) {
    const taken = await file(name);
    expect([taken.type, taken.body]).toEqual([type, { link: integrator.file(name) }]);
    // These have no caption: the text follows.
    await until('the text behind it', async () => {
      const { sends } = await company.team.simulator.ledger();
      return sends.slice(sends.findIndex((each) => each.wamid === taken.wamid) + 1).some((s) => s.body === 'For you');
    });
  }
  expect(await api('POST', '/send-message', { ...to, mediaType: 'image' })).toEqual(
    failure(400, 'invalid_input', expect.stringContaining('mediaUrl'), { field: 'mediaUrl' }),
  );

  for (const recipientPhone of ['+1 (234) 567-890', '1 234 567 890', '１２３４５６７８９０']) {
    const id = await send({ recipientPhone, message: recipientPhone });
    expect(await company.taken(id)).toMatchObject({ waId: '1234567890', body: recipientPhone });
  }

  const [stranger = ''] = strangers();
  const template = await send({
    recipientPhone: `+${stranger}`,
    template: { name: 'hello_world', language: 'en_US' },
  });
  expect(await company.taken(template)).toMatchObject({ type: 'template', waId: stranger });

  const quoted = await send({ ...to, replyTo: (await lastInbound()).waMessageId });
  expect(await company.taken(quoted)).toMatchObject({ contextMessageId: (await lastInbound()).waMessageId });

  const once = { ...to, message: 'Once' };
  const withKey = async (body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'k-1' };
    const url = `${company.url()}/api/integrations/send-message`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as { data: { messageId: string } } };
  };
  const [one, two] = [await withKey(once), await withKey(once)];
  expect(two).toEqual(one);
  expect((await company.team.simulator.ledger()).sends.filter(({ body }) => body === 'Once')).toHaveLength(1);
  expect(await withKey({ ...once, message: 'Twice' })).toEqual(
    failure(409, 'conflict', expect.stringContaining('choose a new key')),
  );
});

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

async function lastInbound(): Promise<{ messageId: string; waMessageId: string }> {
  const thread = (await conversations()).find(({ userPhone }) => userPhone === '1234567890');
  const { body } = await api('GET', `/conversations/${thread?.conversationId}/messages?limit=100`);
  const { messages } = (body as { data: { messages: { messageId: string; waMessageId: string; direction: string }[] } })
    .data;
  const found = messages.find(({ direction }) => direction === 'inbound');
  if (found === undefined) throw new Error('nobody wrote');
  return found;
}

it('I-4 the guide’s own program lists the conversations, and its two requests give exactly what they print', async () => {
  const { phoneNumberId } = company.account(1);
  const bearer = await company.integrationToken(1);
  const crowd = Array.from({ length: 149 }, (_, index) => ({
    waId: `1312556${String(1000 + index)}`,
    phoneNumberId,
    text: 'Hello',
  }));
  await company.team.simulator.writeMany(crowd, { wait: true });
  await company.control('POST', '/inbound', {
    waId: '1234567890',
    phoneNumberId,
    message: { text: 'First message text' },
    profileName: 'John',
  });
  await company.customerWrites('1234567890', 'Last message text', 1);

  const wanted = httpExample('s0-get-conversations.http');
  const [john] = (wanted.response as { data: { conversations: object[] } }).data.conversations;
  const answer = await company.ask(wanted.method, wanted.path, undefined, bearer);
  const listed = (answer.body as { data: { conversations: { userPhone: string; lastMessageAt: string }[] } }).data
    .conversations;
  const entry = (userPhone: string) => ({
    conversationId: uuid,
    userPhone,
    userName: expect.any(String),
    lastMessageAt: time,
    lastMessagePreview: 'Hello',
    unreadCount: 1,
  });
  expect(answer).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        conversations: [
          { ...john, conversationId: uuid, lastMessageAt: time },
          ...listed.slice(1).map(({ userPhone }) => entry(userPhone)),
        ],
        pagination: { total: 150, limit: 50, offset: 0, hasMore: true },
      },
    },
  });
  expect(john).toEqual({
    conversationId: '...',
    userPhone: '1234567890',
    userName: 'John',
    lastMessageAt: '2026-01-08T12:34:56.000Z',
    lastMessagePreview: 'Last message text',
    unreadCount: 2,
  });
  expect((wanted.response as { data: object }).data).toMatchObject({
    pagination: { total: 150, limit: 50, offset: 0, hasMore: true },
  });
  expect(listed).toHaveLength(50);
  const times = listed.map(({ lastMessageAt }) => lastMessageAt);
  expect(times).toEqual(times.toSorted().toReversed());

  const ten = httpExample('s1-get-conversations.http');
  expect(await company.ask(ten.method, ten.path, undefined, bearer)).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        conversations: listed.slice(0, 10),
        pagination: { total: 150, limit: 10, offset: 0, hasMore: true },
      },
    },
  });

  // The second program goes on where the first ends, and uses its constants.
  const { code, stdout, stderr } = await run(
    `${example('s0-send-message.js')}\n${example('s0-get-conversations.js')}`,
    bearer,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const shown = printed(stdout, 'Conversations:') as { lastMessagePreview: string }[];
  expect(shown).toHaveLength(50);
  expect(shown[0]).toEqual({ ...listed[0], lastMessageAt: time, lastMessagePreview: 'Hello from Enromatics!' });
  expect(shown.slice(1)).toEqual(listed.slice(1));
  expect(stdout).toMatch(/\nTotal: 150\n$/);

  const last = await api('GET', '/conversations?limit=100&offset=100', undefined, bearer);
  expect(last.body).toMatchObject({ data: { pagination: { total: 150, limit: 100, offset: 100, hasMore: false } } });
  for (const [query, field] of [
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['offset=-1', 'offset'],
  ]) {
    expect(await api('GET', `/conversations?${query}`, undefined, bearer)).toEqual(
      failure(400, 'invalid_input', expect.stringContaining(String(field)), { field }),
    );
  }
});
