import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelModel } from 'amqplib';
import { isExactQueue, runQueue } from '../faults/queue.ts';
import { until } from '../support/deadline.ts';
import { leaveFolder, makeFolder, removeFolder } from '../support/folder.ts';
import { publish, queuedText, takeDeadLetters } from '../support/queue-messages.ts';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq.ts';
import { root } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// Another system's messages through a real RabbitMQ, backend and simulator.

const folder = makeFolder('queue');
const queue = 'whatsapp.outbound';
const serviceKey = 'service-key-of-an-integration-test';
const customers = ['13125550121', '13125550122', '13125550123'] as const;
let rabbit: RabbitMq;
let team: Team;
let tenantId: string;
let connection: ChannelModel;

beforeAll(async () => {
  rabbit = await createRabbitMq(makeFolder('queue-broker'));
  await rabbit.start();
});
afterAll(() => rabbit.stop());

const number = (): string => team.accounts[0]?.phoneNumberId ?? '';
const text = (to: string, body: string, messageId?: string): object =>
  queuedText({ tenantId, phoneNumberId: number(), to, text: body, ...(messageId === undefined ? {} : { messageId }) });
const sentTo = async (waId: string): Promise<unknown[]> =>
  (await team.simulator.ledger()).sends.filter((send) => send.waId === waId).map(({ body }) => body);
const state = async () => (await team.admin.call('queueState')).data;
const sent = (waId: string, count: number): Promise<unknown[]> =>
  until(`${count} messages to ${waId}`, async () => {
    const bodies = await sentTo(waId);
    return bodies.length >= count ? bodies : null;
  });

describe('one company', () => {
  beforeAll(async () => {
    team = await startTeam({
      folder,
      seed: 'queue',
      simulatorFlags: ['--status-delays=20,20,20'],
      backendEnv: { RABBITMQ_URL: rabbit.url, SERVICE_KEY: serviceKey },
    });
    tenantId = (await team.admin.call('me')).tenant.externalId;
    const phoneNumberId = number();
    await team.simulator.writeMany(
      [...customers, '919876543220'].map((waId) => ({ waId, phoneNumberId, text: 'hello' })),
      { wait: true },
    );
    connection = await rabbit.connect();
  });

  afterAll(async () => {
    await connection.close();
    await team.stop();
    removeFolder(folder);
  });

  it('C-5 sends the message of the credentials guide as it stands', async () => {
    await publish(connection, queue, [
      {
        body: {
          metadata: { tenantId, phoneNumberId: number() },
          wabaPayload: { to: '919876543220', type: 'text', text: { body: 'Hello!' } },
        },
      },
    ]);
    expect(await sent('919876543220', 1)).toEqual(['Hello!']);
  });

  it('C-5 what is delivered twice is sent once, by the broker’s message-id or the message’s own', async () => {
    const [to] = customers;
    const byProperty = { body: text(to, 'by property'), options: { messageId: 'property-1' } };
    const byMetadata = { body: text(to, 'by metadata', 'metadata-1') };
    const before = (await state()).repeated;
    await publish(connection, queue, [byProperty, byMetadata, byProperty, byMetadata]);
    await until('both known again', async () => (await state()).repeated === before + 2);
    expect(await sent(to, 2)).toEqual(['by property', 'by metadata']);
    const stored = await until('the answer', async () => {
      const { data } = await team.admin.call('queueMessage', { params: { tenantId, key: 'property-1' } });
      return data.sendState?.state === 'accepted' ? data : null;
    });
    expect(stored.waMessageId).toMatch(/^wamid\./);
  });

  it('C-5 what can’t be sent goes to the dead letters with its reason, and holds nobody up', async () => {
    const to = customers[1];
    const phoneNumberId = number();
    await publish(connection, queue, [
      { body: 'not JSON at all' },
      { body: { metadata: { tenantId }, wabaPayload: { to } } },
      { body: queuedText({ tenantId: 't_0000000000000000', phoneNumberId, to, text: 'x' }) },
      { body: queuedText({ tenantId, phoneNumberId: '99999999999', to, text: 'x' }) },
      { body: { metadata: { tenantId, phoneNumberId }, wabaPayload: { to, type: 'carrier_pigeon' } } },
      { body: { metadata: { tenantId, phoneNumberId }, wabaPayload: { to, type: 'text', text: { body: '' } } } },
      { body: text('12', 'nobody') },
      { body: text(to, 'one thing', 'same-key') },
      { body: text(to, 'another thing', 'same-key') },
      { body: text(to, 'after all that') },
    ]);
    expect(await sent(to, 2)).toEqual(['one thing', 'after all that']);
    await until('eight dead letters', async () => (await state()).dead === 8);
    const letters = await takeDeadLetters(connection, queue);
    expect(letters.map(({ reason, field }) => [reason, field]).toSorted()).toEqual(
      [
        ['conflict', null],
        ['invalid_input', null],
        ['invalid_input', 'metadata.phoneNumberId'],
        ['invalid_input', 'wabaPayload.text.body'],
        ['invalid_input', 'wabaPayload.type'],
        ['not_found', 'metadata.phoneNumberId'],
        ['not_found', 'metadata.tenantId'],
        ['not_json', null],
      ].toSorted(),
    );
    expect(letters.map(({ body }) => body)).toContain('not JSON at all');
  });

  it('C-5 scripts/test-genesys-webhook.sh prints intake, credentials and Graph’s answer, without the token', async () => {
    const run = promisify(execFile);
    const env = {
      ...process.env,
      API_URL: team.backend.url(),
      SERVICE_KEY: serviceKey,
      RABBITMQ_URL: rabbit.url,
      WHATSAPP_GRAPH_URL: team.simulator.url,
    };
    const script = join(root, 'scripts/test-genesys-webhook.sh');
    const good = await run(script, { env: { ...env, TENANT_ID: tenantId, PHONE_NUMBER_ID: number() } });
    expect(good.stdout).toMatch(/1 intake +taken as[^]*2 credentials +found[^]*3 Graph answer accepted as wamid\./);

    const demo = '882555404932892';
    const demoToken = 'EAARKcTyPnWQBQmgbn8q';
    await team.admin.call('putWhatsappConfig', {
      params: { tenantId },
      body: { wabaId: demo, phoneNumberId: demo, accessToken: demoToken },
    });
    const bad = await run(script, { env: { ...env, TENANT_ID: tenantId } });
    expect(bad.stdout).toMatch(/the message is held[^]*"code":190[^]*HTTP 401/);
    // Whole tokens: ids of messages are random letters, too.
    for (const token of [demoToken, team.simulator.company.accessToken]) {
      expect(good.stdout + good.stderr + bad.stdout + bad.stderr).not.toContain(token);
    }
  });
});

describe('`npm run faults -- --queue` with reduced counts (ruling 70)', () => {
  const files = makeFolder('queue-faults');
  afterEach(({ task }) => leaveFolder(files, task.result?.state === 'fail'));

  it(
    'C-5 a queue whose broker dies, with repetitions, poison and a bad line, is sent once each by one backend',
    { timeout: 180_000 },
    async () => {
      const size = { messages: 300, copies: 30, poison: 5, brokerKills: 1, lineCuts: 1, customers: 30 };
      const outcome = await runQueue(rabbit, files, 'integration', size);
      expect(isExactQueue(outcome), JSON.stringify(outcome)).toBe(true);
      expect(outcome.once + outcome.uncertain).toBeGreaterThanOrEqual(300);
    },
  );
});
