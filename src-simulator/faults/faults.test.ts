import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';
import { createFaults, noFaults } from './faults.ts';

const statusNames = ({ receiver }: Started): string[] => receiver.statuses().map(({ status }) => status);

it('counts a fault down and goes off by itself', () => {
  const faults = createFaults();
  faults.change({ errorCode: 131056, errorCount: 2, timeoutAfterAccept: 'close' });
  expect([faults.takeError(), faults.takeError(), faults.takeError()]).toEqual([131056, 131056, null]);
  expect([faults.takeTimeout(), faults.takeTimeout()]).toEqual(['close', 'close']);
  faults.reset();
  expect(faults.current()).toEqual(noFaults);
});

it.each([130429, 131056, 190, 131000, 2, 80007])(
  'T-22 refuses a wave of calls with %i and accepts the ones after it',
  async (code) => {
    const { post, sendText, get } = await start();
    await post('/_control/faults', { errorCode: code, errorCount: 3 });
    for (let call = 0; call < 3; call++) {
      const refused = await sendText('1234567890', 'x');
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.body.error.code).toBe(code);
    }
    expect((await sendText('1234567890', 'x')).status).toBe(200);
    const ledger = await get('/_control/ledger');
    expect([ledger.body.counts.sends, ledger.body.counts.refusals]).toEqual([1, 3]);
  },
);

it.each(['close', 'hang'] as const)(
  'T-22 accepts a send and then never answers (%s), but its statuses come',
  async (kind) => {
    const { post, get, receiver, url, shop, simulator } = await start();
    await post('/_control/faults', { timeoutAfterAccept: kind, timeoutCount: 1 });
    const aborter = new AbortController();
    const body = {
      messaging_product: 'whatsapp',
      to: '1234567890',
      text: { body: 'x' },
      biz_opaque_callback_data: 'ours',
    };
    const call = fetch(`${url}/${shop}/messages`, {
      method: 'POST',
      signal: aborter.signal,
      headers: { authorization: `Bearer ${simulator.tokens.current()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const failure = expect(call).rejects.toThrow();
    await receiver.until(() => receiver.statuses().length === 3);
    aborter.abort();
    await failure;
    expect(receiver.statuses()[0]).toMatchObject({ biz_opaque_callback_data: 'ours' });
    expect((await get('/_control/ledger')).body.sends).toMatchObject([{ bizOpaqueCallbackData: 'ours', body: 'x' }]);
  },
);

it('T-22 answers late with the wamid, after its statuses', async () => {
  const started = await start();
  const { post, sendText, receiver } = started;
  await post('/_control/faults', { wamidLateMs: 600_000 });
  let isAnswered = false;
  void sendText('1234567890', 'x').then(
    () => (isAnswered = true),
    // The server is closed while the answer still waits.
    () => undefined,
  );
  await receiver.until(() => receiver.statuses().length === 3);
  expect(isAnswered).toBe(false);
});

it('T-22 delivers the first status before it answers', async () => {
  const { post, sendText, receiver } = await start();
  await post('/_control/faults', { statusBeforeResponse: true });
  const answer = await sendText('1234567890', 'x');
  expect(receiver.statuses()[0]).toMatchObject({ id: answer.body.messages[0].id, status: 'sent' });
});

it('T-22 reverses statuses', async () => {
  const started = await start();
  await started.post('/_control/faults', { statusOrder: 'reversed' });
  await started.sendText('1234567890', 'x');
  await started.receiver.until(() => started.receiver.statuses().length === 3);
  expect(statusNames(started)).toEqual(['read', 'delivered', 'sent']);
});

it('T-22 shuffles statuses into every order', async () => {
  const started = await start();
  const { post, sendText, receiver } = started;
  await post('/_control/faults', { statusOrder: 'shuffled' });
  const orders = new Set<string>();
  for (let sent = 1; sent <= 40; sent++) {
    const answer = await sendText('1234567890', 'x');
    const own = (): string[] =>
      receiver.statuses().flatMap(({ id, status }) => (id === answer.body.messages[0].id ? [status] : []));
    await receiver.until(() => own().length === 3);
    orders.add(own().join());
  }
  expect(orders.size).toBe(6);
});

it('T-22 repeats statuses and messages five times', async () => {
  const { post, sendText, receiver, write } = await start();
  await post('/_control/faults', { statusCopies: 5, inboundCopies: 5 });
  const wamid = await write('once');
  const sent = await sendText('1234567890', 'x');
  await receiver.until(() => receiver.messages().length === 5 && receiver.statuses().length === 15);
  expect(new Set(receiver.messages().map(({ id }) => id))).toEqual(new Set([wamid]));
  expect(new Set(receiver.statuses().map(({ id }) => id))).toEqual(new Set([sent.body.messages[0].id]));
});

it('T-22 reports a message failed after it was read', async () => {
  const started = await start();
  await started.post('/_control/faults', { failAfterStatuses: 131000 });
  await started.sendText('1234567890', 'x');
  await started.receiver.until(() => started.receiver.statuses().length === 4);
  expect(statusNames(started)).toEqual(['sent', 'delivered', 'read', 'failed']);
});

it('gathers a window of updates, sends them in another order, and loses none', async () => {
  const { post, receiver, shop } = await start();
  await post('/_control/faults', { reorderWindow: 100 });
  const messages = Array.from({ length: 100 }, (_, index) => ({
    waId: '447700900123',
    phoneNumberId: shop,
    message: { text: String(index) },
  }));
  await post('/_control/inbound/batch', { messages, wait: true });
  const order = receiver.messages().map(({ text }) => Number(text.body));
  expect(order).not.toEqual(messages.map((_, index) => index));
  expect([...order].sort((a, b) => a - b)).toEqual(messages.map((_, index) => index));
});

it('holds webhooks during an outage and sends them when it ends', async () => {
  const { post, del, get, receiver, write } = await start();
  await post('/_control/faults', { webhookOutage: true });
  const wamids = [await write('a'), await write('b')];
  expect((await get('/_control/ledger')).body.queues[receiver.url].waiting).toBe(2);
  expect(receiver.posts).toHaveLength(0);
  await del('/_control/faults');
  await receiver.until(() => receiver.messages().length === 2);
  expect(receiver.messages().map(({ id }) => id)).toEqual(wamids);
});

it('refuses switches that do not exist and codes outside the table', async () => {
  const { post } = await start();
  expect((await post('/_control/faults', { explode: true })).body).toMatchObject({
    success: false,
    code: 'invalid_input',
  });
  expect((await post('/_control/faults', { errorCode: 7 })).status).toBe(400);
  expect((await post('/_control/faults', { statusCopies: 0 })).body.message).toMatch(/^statusCopies/);
});
