import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { CampaignRunner } from '../campaigns/campaign-runner.ts';
import { replayWebhooks } from '../webhooks/replay.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { SendWorker } from '../inbox/sending/send-worker.ts';
import { aMetaTemplate, FakeTemplateGraph } from '../testing/fake-template-graph.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, postWebhook } from '../testing/test-inbox.ts';
import { testNumber } from '../testing/webhook-bodies.ts';
import { TemplateErrors } from './template-errors.ts';
import { TemplateSync } from './template-sync.ts';
import { TemplateWatch } from './template-watch.ts';

let graph: FakeTemplateGraph;
let test: TestApp;
let admin: SignedIn;
let accountId: AccountId;

beforeEach(async () => {
  graph = await FakeTemplateGraph.start();
  graph.templates = [aMetaTemplate(), aMetaTemplate({ id: '2', name: 'hello_world', language: 'de' })];
  test = await TestApp.start({ graphUrl: graph.url });
  admin = await test.signIn(await test.addTenant(), 'admin');
  accountId = await connectNumber(test, admin.tenantId);
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const part = <T>(type: new (...args: never[]) => T): T => test.app.get(type, { strict: false });
const sync = async (as = admin) => await test.call('POST', '/api/whatsapp/templates/sync', { as, body: {} });
const list = async (query = '') => {
  const { body } = await test.call('GET', `/api/whatsapp/templates${query}`, { as: admin });
  return body['data'] as { id: string; name: string; language: string; status: string; quality: string | null }[];
};
const find = async (name: string) => (await list(`?name=${name}`))[0];
const send = async (name = 'order_update', headers: Record<string, string> = {}) =>
  await test.call('POST', '/api/whatsapp/messages/send', {
    as: admin,
    headers,
    body: {
      integrationId: accountId,
      to: '+14155550100',
      type: 'template',
      template: { name, language: { code: 'en_US' } },
    },
  });
/** News at a time of Meta's, in seconds. */
const news = async (field: string, value: object, at: number) => {
  const entry = [{ id: testNumber.wabaId, time: at, changes: [{ field, value }] }];
  await postWebhook(test, { object: 'whatsapp_business_account', entry });
  await part(TemplateSync).settled();
};
const about = {
  message_template_id: 1259544702043867,
  message_template_name: 'order_update',
  message_template_language: 'en-US',
};
const now = () => Math.floor(test.clock.now() / 1000);

it('M-2 a sync answers what was added, changed and removed; what is gone at Meta is kept as deleted', async () => {
  expect((await sync()).body).toEqual({ success: true, data: { added: 2, updated: 0, removed: 0 } });
  graph.templates = [aMetaTemplate({ quality_score: { score: 'RED' } }), aMetaTemplate({ id: '3', name: 'third' })];
  expect((await sync()).body).toEqual({ success: true, data: { added: 1, updated: 1, removed: 1 } });
  expect((await list()).map(({ name, quality }) => [name, quality])).toEqual([
    ['order_update', 'RED'],
    ['third', 'GREEN'],
  ]);
  expect(await list('?status=DELETED')).toMatchObject([{ name: 'hello_world', language: 'de' }]);
  const { body } = await test.call('GET', '/api/audit', { as: admin });
  expect(body['entries']).toMatchObject([
    { action: 'template.synced', details: { added: 1, updated: 1, removed: 1 } },
    { action: 'template.synced' },
    { action: 'login' },
  ]);
});

it('M-6 a link that Meta signed anew is no change', async () => {
  const withPicture = (signature: string) => [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: [`https://scontent.example/a.jpg?oh=${signature}`] } },
  ];
  graph.templates = [aMetaTemplate({ components: withPicture('1') })];
  await sync();
  graph.templates = [aMetaTemplate({ components: withPicture('2') })];
  expect((await sync()).body['data']).toEqual({ added: 0, updated: 0, removed: 0 });
});

it('M-6 a Meta that can’t be reached leaves the copies, and the progress says why', async () => {
  await sync();
  graph.isDown = true;
  expect((await sync()).body).toMatchObject({ code: 'upstream' });
  expect(await list()).toHaveLength(2);
  const { body } = await test.call('GET', '/api/whatsapp/templates/sync', { as: admin });
  expect(body['data']).toMatchObject([{ running: false, finishedAt: expect.any(String), error: expect.any(String) }]);
});

it('M-6 templates are read at start, then hourly, and ten minutes after Meta could not be asked', async () => {
  const watch = part(TemplateWatch);
  const look = async () => {
    watch.wake();
    await watch.settled();
    return graph.lists.length;
  };
  expect(await look()).toBe(1);
  test.clock.advance(59 * 60_000);
  expect(await look()).toBe(1);
  test.clock.advance(60_000);
  expect(await look()).toBe(2);
  graph.isDown = true;
  test.clock.advance(60 * 60_000);
  expect(await look()).toBe(2);
  graph.isDown = false;
  test.clock.advance(9 * 60_000);
  expect(await look()).toBe(2);
  test.clock.advance(60_000);
  expect(await look()).toBe(3);
});

it('M-6 webhooks change status, mark and category; late and repeated ones change nothing', async () => {
  await sync();
  const at = now();
  await news('message_template_status_update', { ...about, event: 'PAUSED', reason: 'NONE' }, at + 10);
  await news('message_template_quality_update', { ...about, new_quality_score: 'YELLOW' }, at + 11);
  await news(
    'template_category_update',
    { ...about, previous_category: 'UTILITY', new_category: 'MARKETING' },
    at + 12,
  );
  await news('message_template_status_update', { ...about, event: 'APPROVED', reason: 'NONE' }, at + 5);
  const expected = { status: 'PAUSED', quality: 'YELLOW', category: 'MARKETING' };
  expect(await find('order_update')).toMatchObject(expected);
  const rows = async () => [
    await test.db.selectFrom('template').selectAll().orderBy('id').execute(),
    await test.db.selectFrom('changeLog').selectAll().execute(),
  ];
  const before = await rows();
  const replayed = await replayWebhooks({ db: test.db, changeLog: part(ChangeLog) });
  expect(replayed).toMatchObject({ replayed: 4, dead: 0 });
  expect(await rows()).toEqual(before);
});

it('M-6 quality under the wrong field is told by its keys; a rejection says why', async () => {
  await sync();
  await news('message_template_status_update', { ...about, new_quality_score: 'RED' }, now() + 1);
  await news(
    'message_template_status_update',
    { ...about, event: 'REJECTED', reason: 'SCAM', rejection_info: { reason: 'x', recommendation: 'Ask for no PIN.' } },
    now() + 2,
  );
  expect(await find('order_update')).toMatchObject({
    status: 'REJECTED',
    quality: 'RED',
    rejectedReason: 'SCAM',
    statusNote: 'Ask for no PIN.',
    problem: expect.stringContaining('rejected by WhatsApp (SCAM)'),
  });
});

it('M-6 news of a template that is not known, of another one of its name, or of changed words: Meta is asked', async () => {
  await sync();
  graph.templates.push(aMetaTemplate({ id: '77', name: 'new_one' }));
  const unknown = { ...about, message_template_id: 77, message_template_name: 'new_one' };
  await news('message_template_status_update', { ...unknown, event: 'APPROVED' }, now());
  expect(await find('new_one')).toMatchObject({ metaTemplateId: '77', status: 'APPROVED' });
  graph.templates[0] = aMetaTemplate({ id: '88', components: [{ type: 'BODY', text: 'Anew.' }] });
  await news('message_template_components_update', { ...about, message_template_element: 'Anew.' }, now());
  expect(await find('order_update')).toMatchObject({ metaTemplateId: '88', components: [{ text: 'Anew.' }] });
  expect(graph.lists.map((query) => query.get('name'))).toEqual([null, 'new_one', 'order_update']);
});

it('M-6 what was deleted here stays deleted when news of it was still on its way', async () => {
  await sync();
  const { id } = (await find('order_update')) ?? { id: '' };
  graph.templates = graph.templates.filter(({ name }) => name !== 'order_update');
  expect((await test.call('DELETE', `/api/whatsapp/templates/${id}`, { as: admin })).status).toBe(200);
  await news('message_template_status_update', { ...about, event: 'APPROVED', reason: 'NONE' }, now() + 1);
  expect(await find('order_update')).toBeUndefined();
  // Made again at Meta under its old id: Meta is asked, and has it.
  graph.templates.push(aMetaTemplate());
  await news('message_template_status_update', { ...about, event: 'APPROVED', reason: 'NONE' }, now() + 2);
  expect(await find('order_update')).toMatchObject({ id, status: 'APPROVED' });
});

it('M-6 who asks for a name while it is read gets a reading of its own time', async () => {
  await sync();
  const waba = { tenantId: admin.tenantId, wabaId: testNumber.wabaId };
  const readings = part(TemplateSync);
  const answer = Promise.withResolvers<void>();
  graph.held = answer.promise;
  const early = readings.refresh(waba, 'order_update');
  await vi.waitFor(() => expect(graph.lists).toHaveLength(2));
  graph.templates[0] = aMetaTemplate({ components: [{ type: 'BODY', text: 'Anew.' }] });
  const late = [readings.refresh(waba, 'order_update'), readings.refresh(waba, 'order_update')];
  answer.resolve();
  await Promise.all([early, ...late]);
  expect(await find('order_update')).toMatchObject({ components: [{ text: 'Anew.' }] });
  expect(graph.lists).toHaveLength(3);
});

it('M-6 before anything was read Meta decides; a refusal 132xxx has that template read again', async () => {
  graph.refusal = 132_001;
  graph.templates = [aMetaTemplate({ status: 'PAUSED' })];
  expect((await send()).status).toBe(202);
  await part(SendWorker).settled();
  await part(TemplateErrors).settled();
  expect(graph.lists.map((query) => query.get('name'))).toEqual(['order_update']);
  expect(await find('order_update')).toMatchObject({ status: 'PAUSED' });
  const again = await send();
  expect(again).toMatchObject({ status: 409, body: { details: { reason: 'template', status: 'PAUSED' } } });
  expect(graph.sends).toBe(1);
});

it('M-6 a key that was used gives its message, also when the template was paused meanwhile', async () => {
  await sync();
  const headers = { 'idempotency-key': 'order-7' };
  const first = await send('order_update', headers);
  await news('message_template_status_update', { ...about, event: 'PAUSED' }, now() + 1);
  const second = await send('order_update', headers);
  expect(second.status).toBe(202);
  expect(second.body['data']).toMatchObject({ id: (first.body['data'] as { id: string }).id });
  expect((await send()).status).toBe(409);
});

it('M-6 a campaign whose template is paused waits with everyone it has not written to', async () => {
  await sync();
  const recipients = ['+14155550101', '+14155550102', '+14155550103'];
  const body = { accountId, template: { name: 'order_update' }, recipients, perMinute: 1 };
  const { body: created } = await test.call('POST', '/api/campaigns', { as: admin, body });
  const runner = part(CampaignRunner);
  await runner.settled();
  await news('message_template_status_update', { ...about, event: 'PAUSED' }, now() + 1);
  test.clock.advance(60_000);
  runner.wake();
  await runner.settled();
  const { id } = created['data'] as { id: string };
  const { body: now_ } = await test.call('GET', `/api/campaigns/${id}`, { as: admin });
  expect(now_['data']).toMatchObject({ state: 'paused', counts: expect.objectContaining({ waiting: 2 }) });
});

it('M-6 what Meta says of numbers and accounts stands at the account; late news changes nothing', async () => {
  const standing = async () => {
    const { body } = await test.call('GET', '/api/whatsapp/integrations', { as: admin });
    return (body['data'] as { standing?: object }[])[0]?.standing;
  };
  expect(await standing()).toBeUndefined();
  const at = now();
  const own = { display_phone_number: '15550783881' };
  await news('business_capability_update', { max_daily_conversations_per_business: 'TIER_10K' }, at + 5);
  await news('business_capability_update', { max_daily_conversations_per_business: 'TIER_2K' }, at + 1);
  await news('phone_number_quality_update', { ...own, event: 'FLAGGED' }, at);
  await news('phone_number_quality_update', { display_phone_number: '19995550000', event: 'UNFLAGGED' }, at + 9);
  await news(
    'account_update',
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'x' } },
    at,
  );
  await news('phone_number_name_update', { ...own, decision: 'REJECTED', requested_verified_name: 'Best!' }, at);
  expect(await standing()).toMatchObject({
    messagingLimit: 'TIER_10K',
    numberEvent: 'FLAGGED',
    ban: { state: 'DISABLE', date: 'x' },
    name: { decision: 'REJECTED', name: 'Best!', reason: null },
    review: null,
  });
});

it('M-8 agents read templates, marketers change them', async () => {
  const agent = await test.signIn(admin.tenantId, 'agent');
  const marketer = await test.signIn(admin.tenantId, 'marketer');
  expect((await sync(agent)).status).toBe(403);
  expect((await sync(marketer)).status).toBe(200);
  expect((await test.call('GET', '/api/whatsapp/templates', { as: agent })).status).toBe(200);
  const { id } = (await find('order_update')) ?? { id: '' };
  expect((await test.call('DELETE', `/api/whatsapp/templates/${id}`, { as: agent })).status).toBe(403);
  const stranger = await test.signIn(await test.addTenant('Other'), 'admin');
  expect((await test.call('GET', `/api/whatsapp/templates/${id}`, { as: stranger })).status).toBe(404);
});
