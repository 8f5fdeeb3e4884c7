import { join } from 'node:path';
import type { ChannelModel } from 'amqplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { makeFolder } from '../support/folder.ts';
import { publish, takeDeadLetters } from '../support/queue-messages.ts';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq.ts';
import { root } from '../support/root.ts';
import { startCompany, type Company } from './support/company.ts';
import { example, parseCommented, runShell } from './support/examples.ts';

// Seed 2: messages that another system hands over through RabbitMQ, and what becomes of them when Meta refuses the token.

const serviceKey = 'service-key-of-the-credentials-guide';
const queue = 'whatsapp.outbound';
/** Printed in the guide: the company, its number, and the customer it writes to. */
const guide = { tenantId: 't_a3eecb94bb822a92', number: '882555404932892', customer: '919876543220' };

interface QueueMessage {
  metadata: { tenantId: string; phoneNumberId: string; messageId?: string };
  wabaPayload: { to: string; type: string; text: { body: string } };
}

let rabbit: RabbitMq;
let company: Company;
let connection: ChannelModel;
let tenantId: string;

beforeAll(async () => {
  rabbit = await createRabbitMq(makeFolder('seeds-broker'));
  await rabbit.start();
  company = await startCompany('queue', { backendEnv: { RABBITMQ_URL: rabbit.url, SERVICE_KEY: serviceKey } });
  ({ externalId: tenantId } = (await company.team.admin.call('me')).tenant);
  connection = await rabbit.connect();
});
afterAll(async () => {
  await connection.close();
  await company.stop();
  await rabbit.stop();
});

const state = async () => (await company.team.admin.call('queueState')).data;
const cannotSend = async (index: number) => {
  const { data } = await company.team.admin.call('listIntegrations');
  return data.find(({ id }) => id === company.account(index).id)?.cannotSend;
};

/** The guide's message, for a number of ours; with another text when one is named. */
function message(text = 'Hello!', index = 0): QueueMessage {
  const ids = { [guide.tenantId]: tenantId, [guide.number]: company.account(index).phoneNumberId };
  // The guide's own shape.
  return parseCommented(example('s2-queue-message.json', { ...ids, 'Hello!': text })) as QueueMessage;
}

const sentTexts = async (): Promise<string[]> =>
  (await company.team.simulator.ledger()).sends.map(({ body }) => String(body));
const sent = (texts: readonly string[]) =>
  until(`${texts.length} messages at Meta`, async () => {
    const found = (await sentTexts()).filter((text) => texts.includes(text));
    return found.length >= texts.length ? found : null;
  });
/** Of a queued message, by its message-id. */
const outcome = async (key: string) =>
  (await company.ask('GET', `/api/tenants/${tenantId}/queue/messages/${key}`, undefined, serviceKey)).body as {
    data?: { sendState: { state: string; reason?: string } };
  };

it('C-5 the guide’s message is sent as it stands, once, with retries; poison goes to the dead letters', async () => {
  await publish(connection, queue, [{ body: message(), options: { messageId: 'first' } }]);
  await sent(['Hello!']);
  const { sends } = await company.team.simulator.ledger();
  expect(sends).toEqual([
    expect.objectContaining({
      phoneNumberId: company.account().phoneNumberId,
      waId: guide.customer,
      type: 'text',
      body: 'Hello!',
    }),
  ]);
  await until('the answer', async () => (await outcome('first')).data?.sendState.state === 'accepted');
  expect(await outcome('first')).toEqual({
    success: true,
    data: {
      messageId: expect.any(String),
      waMessageId: sends[0]?.wamid,
      sendState: { state: 'accepted' },
    },
  });

  // The broker's message-id, or the message's own: whatever comes again is known.
  const own = message('By its own id');
  own.metadata.messageId = 'own';
  const byBroker = { body: message('By the broker’s id'), options: { messageId: 'broker' } };
  const { repeated } = await state();
  await publish(connection, queue, [byBroker, { body: own }, byBroker, { body: own }]);
  await until('both to be known again', async () => (await state()).repeated === repeated + 2);
  await sent(['By the broker’s id', 'By its own id']);

  await company.team.simulator.setFaults({ errorCode: 131000, errorCount: 2 });
  await publish(connection, queue, [{ body: message('After two refusals') }]);
  await sent(['After two refusals']);

  const { dead } = await state();
  const stranger = message();
  stranger.metadata.phoneNumberId = '99999999999';
  const { to: _, ...incomplete } = message().wabaPayload;
  await publish(connection, queue, [
    { body: '{"metadata":' },
    { body: stranger },
    { body: { ...message(), wabaPayload: incomplete } },
    { body: message('After the poison') },
  ]);
  await sent(['After the poison']);
  await until('three dead letters', async () => (await state()).dead === dead + 3);
  const letters = await takeDeadLetters(connection, queue);
  // They are judged side by side: which is done first is nobody's promise.
  expect(new Set(letters.map(({ reason, field }) => `${reason} ${field}`))).toEqual(
    new Set(['not_json null', 'not_found metadata.phoneNumberId', 'invalid_input wabaPayload.to']),
  );
  expect(letters.find(({ reason }) => reason === 'not_found')?.body).toBe(JSON.stringify(stranger));
  const all = await sentTexts();
  expect(all.toSorted()).toEqual(
    ['Hello!', 'By the broker’s id', 'By its own id', 'After two refusals', 'After the poison'].toSorted(),
  );
});

it('C-5 the guide’s test script shows the way of a message, and with the demo token its expected 401', async () => {
  const env = {
    API_URL: company.url(),
    SERVICE_KEY: serviceKey,
    RABBITMQ_URL: rabbit.url,
    WHATSAPP_GRAPH_URL: company.team.simulator.url,
    TENANT_ID: tenantId,
  };
  const scripts = join(root, 'scripts');
  const run = (number: string) => runShell(example('s2-run-test.sh'), { ...env, PHONE_NUMBER_ID: number }, scripts);
  const good = await run(company.account().phoneNumberId);
  expect(good.code).toBe(0);
  expect(good.stdout).toMatch(
    /^1 intake +published .*\n1 intake +taken as .*\n2 credentials +found, \d+ characters\n3 Graph answer accepted as wamid\.\S+\n$/,
  );
  const demo = { wabaId: guide.number, phoneNumberId: guide.number, accessToken: 'EAARKcTyPnWQBQmgbn8q...' };
  await company.ask('PUT', `/api/tenants/${tenantId}/whatsapp/config`, demo, serviceKey);
  const bad = await run(guide.number);
  expect(bad.stdout).toMatch(/\n3 Graph answer the message is held .*\n[^]*"code":190[^]*HTTP 401\n$/);
});

const enter = (accessToken: string, index: number) => {
  const { wabaId, phoneNumberId } = company.account(index);
  const path = `/api/tenants/${tenantId}/whatsapp/config`;
  return company.ask('PUT', path, { wabaId, phoneNumberId, accessToken }, serviceKey);
};
const auditOf = async (action: string) =>
  (await company.team.admin.call('audit', { query: { limit: 200 } })).entries.filter(
    (entry) => entry.action === action,
  );

it('C-6 a dead token: the number cannot send, its admins are told, messages wait, and a new token lets them out', async () => {
  for (const subcode of [460, 463, 467]) {
    const texts = Array.from({ length: 12 }, (_, no) => `${subcode} no ${no}`);
    const halves = [texts.slice(0, 6), texts.slice(6)];
    const told = (await auditOf('account.cannot_send')).length;
    await publish(
      connection,
      queue,
      (halves[0] ?? []).map((text) => ({ body: message(text) })),
    );
    await sent(halves[0] ?? []);
    await company.control('POST', '/token', { valid: false, subcode });
    await publish(
      connection,
      queue,
      (halves[1] ?? []).map((text) => ({ body: message(text), options: { messageId: text } })),
    );
    for (const text of halves[1] ?? []) {
      const held = await until(`“${text}” to be held`, async () => {
        const { data } = await outcome(encodeURIComponent(text));
        return data?.sendState.state === 'held' ? data : null;
      });
      expect(held.sendState).toEqual({ state: 'held', reason: 'token' });
    }
    expect(await cannotSend(0)).toBe('token');
    expect(await auditOf('account.cannot_send')).toHaveLength(told + 1);
    expect((await sentTexts()).filter((text) => halves[1]?.includes(text))).toEqual([]);

    const { accessToken } = (await company.control('POST', '/token', { rotate: true })) as { accessToken: string };
    expect((await enter(accessToken, 0)).body).toMatchObject({ data: { verification: { ok: true } } });
    expect(await sent(texts)).toEqual(texts);
    expect(await cannotSend(0)).toBe(null);
  }
});

it('C-6 another 401 is tried three times, then held; so is what comes for a number without a good token', async () => {
  // The rotations above were about all numbers: this one needs today's token.
  const { accessToken } = (await company.control('GET', '/company')) as { accessToken: string };
  await enter(accessToken, 1);
  await until('the number to be able to send', async () => (await cannotSend(1)) === null);
  await company.team.simulator.setFaults({ errorCode: 0, errorCount: 2 });
  await publish(connection, queue, [{ body: message('The third try', 1) }]);
  await sent(['The third try']);

  await company.team.simulator.setFaults({ errorCode: 0, errorCount: 3 });
  await publish(connection, queue, [{ body: message('Held', 1), options: { messageId: 'held' } }]);
  await until('the number to be unable to send', async () => (await cannotSend(1)) === 'token');
  expect(await outcome('held')).toMatchObject({ data: { sendState: { state: 'held', reason: 'token' } } });

  await company.team.simulator.setFaults({ errorCode: 0, errorCount: 1 });
  expect((await enter(accessToken, 1)).body).toMatchObject({
    data: { verification: { ok: false, message: expect.stringMatching(/^Request failed with status code 401\./) } },
  });
  const refused = await enter('EAARKcTyPnWQBQmgbn8q...', 1);
  expect(refused.body).toMatchObject({
    data: {
      verification: { ok: false, field: 'accessToken', message: expect.stringContaining('(#190) Invalid OAuth 2.0') },
    },
  });
  await publish(connection, queue, [{ body: message('Held, too', 1), options: { messageId: 'held-too' } }]);
  await until('the other one', async () => (await outcome('held-too')).data?.sendState.state === 'held');
  await enter(accessToken, 1);
  expect(await sent(['Held', 'Held, too'])).toEqual(['Held', 'Held, too']);
});
