import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';

it('shows the company in the promised shape, the same for the same seed', async () => {
  const one = await start();
  const two = await start();
  const other = await start(['--seed', '8']);
  const company = (await one.get('/_control/company')).body;
  expect(Object.keys(company)).toEqual([
    'appId',
    'appSecret',
    'verifyToken',
    'accessToken',
    'wabas',
    'customers',
    'gateway',
  ]);
  expect(company.wabas.map((waba: { phoneNumbers: object[] }) => waba.phoneNumbers.length)).toEqual([2, 1]);
  expect(company.wabas[0].phoneNumbers[0]).toEqual({ id: one.shop, displayPhoneNumber: '+1 202-555-0143' });
  expect(company.customers).toHaveLength(40);
  expect(company.customers[0]).toEqual({ waId: '1234567890', name: 'Alex Morgan' });
  expect((await two.get('/_control/company')).body).toEqual(company);
  expect((await other.get('/_control/company')).body.appSecret).not.toBe(company.appSecret);
});

it('begins anew on request: on the same port, the same company, of which nobody has heard or been told anything', async () => {
  const { get, post, receiver, write } = await start();
  const company = (await get('/_control/company')).body;
  await write('before');
  await post('/_control/webhooks/settle');
  expect(receiver.messages()).toHaveLength(1);
  await post('/_control/faults', { latencyMs: 5 });
  expect((await post('/_control/restart')).body).toEqual({ success: true });
  expect((await get('/_control/company')).body).toEqual(company);
  expect((await get('/_control/ledger')).body).toMatchObject({ inbound: [], counts: { inbound: 0 } });
  expect((await get('/_control/faults')).body).toMatchObject({ latencyMs: 0 });
  await write('after');
  await post('/_control/webhooks/settle');
  expect(receiver.messages()).toHaveLength(1);
});

it('says what is wrong with a subscription', async () => {
  const { post, receiver, simulator } = await start();
  const wabaId = simulator.company.wabas[0]?.id;
  const ask = (change: object): Promise<{ status: number; body: { code: string; message: string } }> =>
    post('/_control/subscriptions', { wabaId, callbackUrl: receiver.url, verifyToken: 'wrong', ...change });
  expect((await ask({})).body).toMatchObject({
    code: 'handshake_failed',
    message: expect.stringContaining('HTTP 403'),
  });
  expect((await ask({ callbackUrl: 'http://127.0.0.1:9/' })).body).toMatchObject({ code: 'handshake_failed' });
  expect((await ask({ callbackUrl: 'file:///etc/passwd' })).body.message).toContain('neither http nor https');
  expect((await ask({ wabaId: '1' })).status).toBe(404);
  expect((await ask({ wabaId: undefined })).body.message).toMatch(/^wabaId/);
});

it('refuses what it does not understand, naming it', async () => {
  const { post, get, shop, url } = await start();
  const inbound = { waId: '12025550117', phoneNumberId: shop, message: { text: 'hi' } };
  const messageOf = async (change: object): Promise<string> =>
    (await post('/_control/inbound', { ...inbound, ...change })).body.message;
  expect(await messageOf({ waId: 'Dana' })).toMatch(/^waId/);
  expect(await messageOf({ phoneNumberId: '1' })).toMatch(/no number 1/);
  expect(await messageOf({ message: {} })).toMatch(/^message/);
  expect(await messageOf({ timestamp: Date.now() })).toMatch(/seconds/);
  expect((await post('/_control/inbound', '{')).body).toMatchObject({ success: false, code: 'invalid_input' });
  expect((await get('/_control/nothing')).status).toBe(404);
  const text = await fetch(`${url}/_control/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{}',
  });
  expect(text.status).toBe(415);
});

it('answers only to its own host name, so that no web page can steer it through DNS', async () => {
  const { simulator, url } = await start();
  const { default: http } = await import('node:http');
  const status = await new Promise<number | undefined>((resolve) => {
    http.get(`${url}/_control/company`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  expect(status).toBe(403);
  expect(simulator.ledger.counts().refusals).toBe(0);
});

it('takes many messages at once, with copies and in random order, and waits for all', async () => {
  const { post, receiver, shop } = await start();
  const messages = Array.from({ length: 500 }, (_, index) => ({
    waId: `49151000${String(index % 50).padStart(4, '0')}`,
    phoneNumberId: shop,
    message: { text: `message ${index}` },
  }));
  const answer = await post('/_control/inbound/batch', { messages, copies: 2, shuffle: true, wait: true });
  expect(answer.body.emitted).toBe(1000);
  expect(new Set(answer.body.wamids).size).toBe(500);
  const received = receiver.messages().map(({ id }) => id);
  expect(received).toHaveLength(1000);
  expect(new Set(received)).toEqual(new Set(answer.body.wamids));
  expect(
    receiver
      .messages()
      .map(({ text }) => text.body)
      .slice(0, 20),
  ).not.toEqual(messages.slice(0, 20).map(({ message }) => message.text));
});

it('puts many messages into one webhook, as Meta does with a backlog, in their order', async () => {
  const { post, receiver, shop } = await start();
  const messages = Array.from({ length: 150 }, (_, index) => ({
    waId: '447700900123',
    phoneNumberId: shop,
    message: { text: `message ${index}` },
  }));
  await post('/_control/inbound/batch', { messages, backlog: true, wait: true });
  expect(receiver.posts.length).toBeLessThan(10);
  expect(receiver.messages().map(({ text }) => text.body)).toEqual(messages.map(({ message }) => message.text));
});

it('tells the past through webhooks and answers with its counts when all is delivered', async () => {
  const { post, get, receiver, simulator } = await start();
  const report = (await post('/_control/history')).body;
  expect(report.messages).toBe(report.inbound + report.outbound);
  expect(report.messages).toBeGreaterThan(1700);
  expect(receiver.posts.every(({ isSigned }) => isSigned)).toBe(true);
  expect(new Set(receiver.messages().map(({ id }) => id)).size).toBe(report.inbound);
  const past = receiver.changes.filter(({ field }) => field === 'history');
  expect(past).toHaveLength(report.historyWebhooks);
  const answers = past.flatMap(({ value }) =>
    value.history[0].threads.flatMap((thread: { messages: object[] }) => thread.messages),
  );
  expect(answers).toHaveLength(report.outbound);
  expect(answers[0]).toEqual({
    from: expect.stringMatching(/^\d+$/),
    to: expect.stringMatching(/^\d+$/),
    id: expect.stringMatching(/^wamid\./),
    timestamp: expect.stringMatching(/^\d{10}$/),
    type: 'text',
    text: { body: expect.any(String) },
    history_context: { status: expect.stringMatching(/^(READ|DELIVERED)$/) },
  });
  const ledger = (await get('/_control/ledger')).body;
  expect([ledger.counts.inbound, ledger.counts.history]).toEqual([report.inbound, report.outbound]);

  const shown = simulator.threads
    .ofCustomer(simulator.directory.named()[3]!)
    .flatMap(({ messages }) => messages).length;
  const again = (await post('/_control/history')).body;
  expect(again.messages).toBe(report.messages);
  expect(new Set(receiver.messages().map(({ id }) => id)).size).toBe(report.inbound);
  expect(
    simulator.threads.ofCustomer(simulator.directory.named()[3]!).flatMap(({ messages }) => messages),
  ).toHaveLength(shown);
});

it('refuses to tell a past that nobody listens to, and says when a listener does not accept it', async () => {
  const { post, receiver, shop } = await start();
  receiver.answerWith(() => 500);
  const stuck = await post('/_control/history', { phoneNumberId: shop, messagesPerCustomer: 1, timeoutMs: 100 });
  expect([stuck.status, stuck.body.code]).toEqual([504, 'not_delivered']);
  expect((await post('/_control/history', { days: 1 })).body.message).toMatch(/^days/);

  const lonely = await start([], { isSubscribed: false });
  const refused = await lonely.post('/_control/history');
  expect([refused.status, refused.body.code]).toEqual([409, 'no_subscriber']);
  expect(lonely.simulator.ledger.counts().inbound).toBe(0);
});

it('opens the chat for the customer, and writes statuses into the ledger from a number on', async () => {
  const { post, get, receiver, sendText, waId, shop, write } = await start(['--read-rate', '0']);
  await write('hi');
  await sendText(waId, 'one');
  await sendText(waId, 'two');
  await receiver.until(() => receiver.statuses().filter(({ status }) => status === 'delivered').length === 2);
  const before = (await get('/_control/ledger')).body.seq;
  expect((await post('/_control/read', { waId, phoneNumberId: shop })).body).toEqual({ read: 2 });
  await receiver.until(() => receiver.statuses().filter(({ status }) => status === 'read').length === 2);
  const news = (await get(`/_control/ledger?since=${before}`)).body;
  expect(news.statuses.map(({ status }: { status: string }) => status)).toEqual(['read', 'read']);
  expect([news.sends, news.inbound]).toEqual([[], []]);
});

it('remembers so much and no more, and counts what it forgot', async () => {
  const { post, get, shop } = await start(['--ledger-size', '100']);
  const messages = Array.from({ length: 150 }, () => ({
    waId: '447700900123',
    phoneNumberId: shop,
    message: { text: 'x' },
  }));
  await post('/_control/inbound/batch', { messages, wait: true });
  const ledger = (await get('/_control/ledger')).body;
  expect([ledger.inbound.length, ledger.counts.inbound, ledger.dropped.inbound]).toEqual([100, 150, 50]);
});

it('moves its clock forward only', async () => {
  const { post, get } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const at = Date.parse('2026-11-20T09:00:00Z');
  expect((await get('/_control/clock')).body).toEqual({ now: at, frozen: true });
  expect((await post('/_control/clock', { advanceMs: 5000 })).body.now).toBe(at + 5000);
  expect((await post('/_control/clock', { to: at })).status).toBe(400);
  expect((await post('/_control/clock', { to: at + 9000 })).body.now).toBe(at + 9000);
});

it('does the same twice for the same seed, clock and calls: the ledgers are byte for byte equal', async () => {
  const play = async ({ post, get, sendText, write, waId, receiver, shop }: Started): Promise<string> => {
    await post('/_control/history', { messagesPerCustomer: 6 });
    await write('hi');
    for (let sent = 0; sent < 10; sent++) {
      await sendText(waId, `answer ${sent}`);
      await post('/_control/clock', { advanceMs: 700 });
    }
    await post('/_control/faults', { statusOrder: 'shuffled', statusCopies: 2 });
    await sendText(waId, 'shuffled');
    await post('/_control/clock', { advanceMs: 60_000 });
    await post('/_control/read', { waId, phoneNumberId: shop });
    const queueIsEmpty = async (): Promise<boolean> =>
      (await get('/_control/ledger')).body.queues[receiver.url].waiting === 0;
    while (!(await queueIsEmpty()));
    const { queues: _, deliveries: __, ...ledger } = (await get('/_control/ledger')).body;
    return JSON.stringify({ ...ledger, seq: 0 }, (key, value) => (key === 'seq' ? undefined : value));
  };
  const args = ['--clock-at', '2026-11-20T09:00:00Z', '--status-delays', '300,900,4000', '--read-rate', '0.5'];
  const first = await play(await start(args));
  expect(await play(await start(args))).toBe(first);
});
