import { createHmac } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { type Receiver, startReceiver } from '../testing/receiver.ts';
import { start, type Started } from '../testing/start.ts';

async function another(secrets: { appSecret: string; verifyToken: string }): Promise<Receiver> {
  const receiver = await startReceiver(secrets);
  onTestFinished(() => receiver.close());
  return receiver;
}

const emit = ({ post }: Started, example: string, more: object = {}) =>
  post('/_control/webhooks/emit', { example, wait: true, ...more });

it('signs for each app with its own secret, also behind one URL', async () => {
  const started = await start();
  const { post, receiver, simulator, write } = started;
  const { verifyToken, wabas } = simulator.company;
  const app = (await post('/_control/apps', { name: 'Partner' })).body;
  expect(app.appSecret).not.toBe(simulator.company.appSecret);
  const partner = await another({ appSecret: app.appSecret, verifyToken });
  for (const callbackUrl of [partner.url, receiver.url]) {
    await post('/_control/subscriptions', { wabaId: wabas[0]?.id, callbackUrl, verifyToken, appId: app.appId });
  }
  await write('to all');
  await partner.until(() => partner.posts.length === 1);
  await receiver.until(() => receiver.posts.length === 2);
  expect(partner.posts[0]?.isSigned).toBe(true);
  expect(receiver.posts.map(({ isSigned }) => isSigned).sort()).toEqual([false, true]);
  const foreign = receiver.posts.find(({ isSigned }) => !isSigned)!;
  const signature = `sha256=${createHmac('sha256', app.appSecret).update(foreign.raw).digest('hex')}`;
  expect(foreign.headers['x-hub-signature-256']).toBe(signature);
  const unknown = { wabaId: wabas[0]?.id, callbackUrl: partner.url, verifyToken, appId: '1' };
  expect((await post('/_control/subscriptions', unknown)).status).toBe(404);
});

it('tells a subscriber of certain fields only those', async () => {
  const started = await start();
  const { post, simulator, write, receiver } = started;
  const { verifyToken, wabas, appSecret } = simulator.company;
  const accounts = await another({ appSecret, verifyToken });
  await post('/_control/subscriptions', {
    wabaId: wabas[0]?.id,
    callbackUrl: accounts.url,
    verifyToken,
    fields: ['account_update'],
  });
  await write('hi');
  await emit(started, 'account_update/account_deleted');
  await receiver.until(() => receiver.posts.length === 2);
  expect(accounts.changes.map(({ field }) => field)).toEqual(['account_update']);
});

it('follows the number’s URL before the account’s, and only with fields of the number’s own traffic', async () => {
  const started = await start([], { isSubscribed: false });
  const { simulator, shop, hotel } = started;
  const { subscriptions, company } = simulator;
  const [app, account, number] = [await another(company), await another(company), await another(company)];
  const { verifyToken } = company;
  const wabaId = company.wabas[0]!.id;
  const fields = ['messages', 'calls', 'standby', 'message_template_status_update', 'user_id_update'];
  await subscriptions.setAppCallback(app.url, verifyToken, fields);
  await subscriptions.subscribeApp(wabaId, { callbackUrl: account.url, verifyToken });
  await subscriptions.setNumberOverride(shop, { callbackUrl: number.url, verifyToken });
  const heard = (): string[][] => [app, account, number].map(({ changes }) => changes.map(({ field }) => field));

  for (const example of ['messages/text', 'calls/missed']) {
    await emit(started, example, { phoneNumberId: shop });
    await emit(started, example, { phoneNumberId: hotel });
  }
  expect(heard()).toEqual([[], ['messages', 'calls'], ['messages', 'calls']]);
  for (const example of ['standby/message', 'message_template_status_update/approved', 'user_id_update']) {
    await emit(started, example, { phoneNumberId: shop });
  }
  expect(heard()[0]).toEqual(['standby', 'message_template_status_update', 'user_id_update']);

  await subscriptions.setNumberOverride(shop, null);
  await subscriptions.subscribeApp(wabaId, null);
  await emit(started, 'messages/text', { phoneNumberId: shop });
  expect(heard().map((list) => list.length)).toEqual([4, 2, 2]);
  await expect(subscriptions.setNumberOverride(shop, { callbackUrl: number.url, verifyToken: 'no' })).rejects.toThrow(
    'HTTP 403',
  );
});

it('packs a thousand updates at most and three megabytes at most into one POST', async () => {
  const { post, del, receiver, shop } = await start(['--webhook-batch', '1000']);
  await post('/_control/faults', { webhookOutage: true });
  const message = { waId: '447700900123', phoneNumberId: shop, message: { text: 'é'.repeat(4000) } };
  await post('/_control/inbound/batch', { messages: Array.from({ length: 300 }, () => message) });
  await del('/_control/faults');
  await receiver.until(() => receiver.messages().length === 300);
  const sizes = receiver.posts.map(({ raw }) => raw.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3_000_000);
  expect(Math.max(...sizes)).toBeGreaterThan(1_500_000);

  await post('/_control/faults', { webhookOutage: true });
  const short = { ...message, message: { text: 'x' } };
  await post('/_control/inbound/batch', { messages: Array.from({ length: 1500 }, () => short) });
  await del('/_control/faults');
  await receiver.until(() => receiver.messages().length === 1800);
  const counts = receiver.posts.slice(sizes.length).map(({ body }) => body.entry[0].changes.length);
  expect(counts).toEqual([1000, 500]);
});

it('tells a past in webhooks of nearly three megabytes', async () => {
  const { post, receiver, shop } = await start();
  const request = {
    phoneNumberId: shop,
    messagesPerCustomer: 900,
    days: 90,
    chunkMessages: 100_000,
    chunkBytes: 3_000_000,
  };
  const report = (await post('/_control/history', request)).body;
  const past = receiver.posts.filter(({ body }) => body.entry[0].changes[0].field === 'history');
  expect(past).toHaveLength(report.historyWebhooks);
  const sizes = past.map(({ raw }) => raw.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3_000_000);
  expect(Math.max(...sizes)).toBeGreaterThan(2_500_000);
});
