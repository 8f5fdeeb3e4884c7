import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Inspected, StoredWebhook } from '#shared/wire/webhooks-routes.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, messagesOf, postWebhook } from '../testing/test-inbox.ts';
import { anInbound, aWebhook } from '../testing/webhook-bodies.ts';
import { webhookExamples } from '../testing/webhook-examples.ts';

let test: TestApp;
let anna: SignedIn;
let accountId: string;

beforeEach(async () => {
  test = await TestApp.start();
  const tenantId = await test.addTenant();
  accountId = await connectNumber(test, tenantId);
  anna = await test.signIn(tenantId, 'admin');
});
afterEach(() => test.close());

const now = () => Math.floor(test.clock.now() / 1000);
const hello = (wamid = 'wamid.1') => anInbound({ wamid, text: 'Hi', timestamp: now() });

async function list(query = '', as = anna): Promise<StoredWebhook[]> {
  const { body } = await test.call('GET', `/api/webhooks${query}`, { as });
  return body['webhooks'] as StoredWebhook[];
}
const inspect = async (id: number | undefined, as = anna) =>
  (await test.call('GET', `/api/webhooks/${id}`, { as })).body as unknown as Inspected;

it('an admin sees what WhatsApp sent, newest first, and finds it by field, account, state and page', async () => {
  await postWebhook(test, hello());
  await postWebhook(test, webhookExamples.templateStatus);
  await postWebhook(test, webhookExamples.fieldOfTomorrow);
  const all = await list();
  expect(all).toMatchObject([
    { fields: ['not_invented_yet'], accountIds: [accountId], state: 'projected', note: expect.any(String) },
    { fields: ['message_template_status_update'], accountIds: [accountId], note: null },
    { fields: ['messages'], accountIds: [accountId], receivedAt: test.clock.now(), note: null },
  ]);
  expect(all[2]?.bytes).toBe(Buffer.byteLength(JSON.stringify(hello())));
  expect(await list('?field=messages')).toEqual([all[2]]);
  expect(await list(`?accountId=${accountId}&limit=1`)).toEqual([all[0]]);
  expect(await list(`?before=${all[0]?.id}`)).toEqual(all.slice(1));
  expect(await list('?state=dead')).toEqual([]);
  expect((await test.call('GET', '/api/webhooks?state=odd', { as: anna })).status).toBe(400);
});

it('a webhook shows its body and what became of it', async () => {
  const status = { id: 'wamid.gone', status: 'read', timestamp: String(now()), recipient_id: '16505551234' };
  const text = { from: '16505551234', id: 'wamid.1', timestamp: String(now()), type: 'text', text: { body: 'Hi' } };
  const body = aWebhook({
    messages: [text, { ...text, id: 'wamid.2', type: 'hologram', text: undefined }],
    statuses: [status],
  });
  await postWebhook(test, body);
  const [webhook] = await list();
  const { body: shown, outcomes } = await inspect(webhook?.id);
  expect(JSON.parse(shown ?? '')).toEqual(JSON.parse(JSON.stringify(body)));
  const messages = await messagesOf(test, anna);
  const ids = (wamid: string) => {
    const message = messages.find((known) => known.wamid === wamid);
    return { wamid, messageId: message?.id, conversationId: message?.conversationId };
  };
  expect(outcomes).toEqual([
    { what: 'text', ...ids('wamid.1') },
    { what: 'unsupported: hologram', ...ids('wamid.2') },
    { what: 'status: read', wamid: 'wamid.gone', messageId: null, conversationId: null },
  ]);
});

it('S-60 one body for two companies: each has its own part of it, and none sees the other’s', async () => {
  const other = await test.addTenant('Other');
  await connectNumber(test, other, { phoneNumberId: '222222222', wabaId: '333333333' });
  const bob = await test.signIn(other, 'admin');
  const [ours, theirs] = [hello('wamid.ours'), anInbound({ wamid: 'wamid.theirs', timestamp: now() })] as {
    entry: { id: string; changes: { value: { metadata: { phone_number_id: string } } }[] }[];
  }[];
  for (const entry of theirs?.entry ?? []) {
    entry.id = '333333333';
    for (const { value } of entry.changes) value.metadata.phone_number_id = '222222222';
  }
  await postWebhook(test, { ...ours, entry: [...(ours?.entry ?? []), ...(theirs?.entry ?? [])] });
  for (const [as, own, foreign] of [
    [anna, 'wamid.ours', 'wamid.theirs'],
    [bob, 'wamid.theirs', 'wamid.ours'],
  ] as const) {
    const [webhook, ...more] = await list('', as);
    expect(more).toEqual([]);
    const { body, outcomes } = await inspect(webhook?.id, as);
    expect(body).toContain(own);
    expect(body).not.toContain(foreign);
    expect(outcomes.map(({ wamid }) => wamid)).toEqual([own]);
    expect(await messagesOf(test, as)).toMatchObject([{ wamid: own }]);
  }
  const [annas] = await list();
  expect((await test.call('GET', `/api/webhooks/${annas?.id}`, { as: bob })).status).toBe(404);
  expect((await test.call('POST', `/api/webhooks/${annas?.id}/replay`, { as: bob })).status).toBe(404);
});

it('ruling 51: what was for nobody here is listed for superadmins, and its messages are shown to nobody', async () => {
  await postWebhook(test, aWebhook({ statuses: [{ id: 'w', status: 'sent', timestamp: 1 }] }, 'messages', '999'));
  await postWebhook(test, Buffer.from('not json'));
  expect(await list()).toEqual([]);
  await test.db.updateTable('appUser').set({ superadmin: 1 }).where('id', '=', anna.userId).execute();
  test.clock.advance(10_000);
  const all = await list('?state=dead');
  expect(all).toMatchObject([
    { fields: [], note: expect.any(String) },
    { fields: ['messages'], note: 'No connected number is meant by this body' },
  ]);
  expect(await inspect(all[1]?.id)).toMatchObject({ body: null, outcomes: [] });
});

it('re-running a webhook changes nothing that is known, and is audited', async () => {
  await postWebhook(test, hello());
  const before = await messagesOf(test, anna);
  const [webhook] = await list();
  const { status, body } = await test.call('POST', `/api/webhooks/${webhook?.id}/replay`, { as: anna });
  expect({ status, body }).toMatchObject({ status: 200, body: { webhook, outcomes: [{ what: 'text' }] } });
  expect(await messagesOf(test, anna)).toEqual(before);
  const audit = await test.call('GET', '/api/audit', { as: anna });
  expect(audit.body['entries']).toMatchObject([
    { action: 'webhook.replayed', target: String(webhook?.id), actorId: anna.userId },
    { action: 'login' },
  ]);
});

it('agents neither read nor re-run webhooks', async () => {
  await postWebhook(test, hello());
  const maya = await test.signIn(anna.tenantId, 'agent');
  const [webhook] = await list();
  const answers = [
    await test.call('GET', '/api/webhooks', { as: maya }),
    await test.call('GET', `/api/webhooks/${webhook?.id}`, { as: maya }),
    await test.call('POST', `/api/webhooks/${webhook?.id}/replay`, { as: maya }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});
