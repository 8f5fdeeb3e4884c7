import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';

it('accepts a text as Meta does and names the recipient as WhatsApp knows them', async () => {
  const { sendText, simulator } = await start();
  const answer = await sendText('+55 11 99655-0144', 'olá');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+55 11 99655-0144', wa_id: '5511996550144' }],
    messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
  });
  const byUserId = await sendText('', 'olá', { to: undefined, recipient: simulator.directory.named()[0]?.userId });
  const userId = simulator.directory.named()[0]?.userId;
  expect(byUserId.body.contacts).toEqual([{ input: userId, user_id: userId }]);
});

it('tells dead and missing tokens with 190, 401 and the header', async () => {
  const { post, shop, sendText, simulator } = await start();
  const message = { messaging_product: 'whatsapp', to: '1234567890', text: { body: 'hi' } };
  for (const headers of [{}, { authorization: 'Bearer EAARKcTyPnWQBQmgbn8q' }]) {
    const refused = await post(`/v26.0/${shop}/messages`, message, headers);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^OAuth .*invalid_token/);
    expect(refused.body).toEqual({
      error: {
        message: expect.any(String),
        type: 'OAuthException',
        code: 190,
        fbtrace_id: expect.stringMatching(/^A\w{22}$/),
      },
    });
  }

  await post('/_control/token', { valid: false, subcode: 463 });
  expect((await sendText('1234567890', 'hi')).body.error).toMatchObject({ code: 190, error_subcode: 463 });
  await post('/_control/token', { valid: true });
  expect((await sendText('1234567890', 'hi')).status).toBe(200);
  const old = simulator.tokens.current();
  const rotated = await post('/_control/token', { rotate: true });
  expect(rotated.body.accessToken).not.toBe(old);
  expect((await post(`/${shop}/messages`, message, { authorization: `Bearer ${old}` })).body.error.code).toBe(190);
  expect((await sendText('1234567890', 'hi')).status).toBe(200);
});

it('does not know nodes that are not there, nor the seed tenant, whose token it refuses', async () => {
  const { get, post, simulator } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  for (const node of ['12345', '882555404932892', '1%20OR%201']) {
    const answer = await get(`/v26.0/${node}`, { authorization });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
  }
  const demo = await post('/v26.0/882555404932892/messages', {}, { authorization: 'Bearer EAARKcTyPnWQBQmgbn8q' });
  expect([demo.status, demo.body.error.code]).toEqual([401, 190]);
});

it('answers dead versions with the version error, unless told to let them pass', async () => {
  const strict = await start();
  const authorization = `Bearer ${strict.simulator.tokens.current()}`;
  const body = { messaging_product: 'whatsapp', to: '1234567890', text: { body: 'hi' } };
  const refused = await strict.post(`/v18.0/${strict.shop}/messages`, body, { authorization });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ code: 2500, message: expect.stringContaining('Unknown path components') });
  const lax = await start(['--allow-old-versions']);
  expect((await lax.post(`/v18.0/${lax.shop}/messages`, body, { authorization })).status).toBe(200);
});

it('selects fields of a number, always with its id, and refuses unknown ones', async () => {
  const { get, shop, simulator } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  expect(
    (await get(`/v26.0/${shop}?fields=display_phone_number,quality_rating,throughput{level}`, { authorization })).body,
  ).toEqual({
    display_phone_number: '+1 202-555-0143',
    quality_rating: 'GREEN',
    throughput: { level: 'STANDARD' },
    id: shop,
  });
  expect((await get(`/${shop}`, { authorization })).body).toMatchObject({ verified_name: 'Marlow Store', id: shop });
  const unknown = await get(`/${shop}?fields=shoe_size`, { authorization });
  expect(unknown.body.error).toMatchObject({ code: 100, message: expect.stringContaining('shoe_size') });
});

it('lists an account, its numbers with cursors, and what a token may touch', async () => {
  const { get, simulator } = await start();
  const { company, tokens } = simulator;
  const authorization = `Bearer ${tokens.current()}`;
  const [waba] = company.wabas;
  expect((await get(`/v26.0/${waba?.id}?fields=name,currency`, { authorization })).body).toEqual({
    name: 'Marlow Stores',
    currency: 'USD',
    id: waba?.id,
  });
  const first = await get(`/v26.0/${waba?.id}/phone_numbers?limit=1&fields=verified_name`, { authorization });
  expect(first.body.data).toEqual([{ verified_name: 'Marlow Store', id: waba?.numbers[0]?.id }]);
  const next = new URL(first.body.paging.next);
  const second = await get(next.pathname + next.search, { authorization });
  expect(second.body.data).toEqual([{ verified_name: 'Marlow Harbour Hotel', id: waba?.numbers[1]?.id }]);
  expect(second.body.paging.next).toBeUndefined();

  const asked = `/debug_token?input_token=${tokens.current()}`;
  const debug = await get(asked, { authorization: `Bearer ${company.appId}|${company.appSecret}` });
  expect(debug.body.data).toMatchObject({
    app_id: company.appId,
    is_valid: true,
    expires_at: 0,
    granular_scopes: [{ target_ids: company.wabas.map(({ id }) => id) }, {}],
  });
  const bogus = await get('/debug_token?input_token=EAAnothing', { authorization });
  expect([bogus.status, bogus.body.data.is_valid]).toEqual([200, false]);
  expect((await get('/me', { authorization })).body.name).toBe('Parley system user');
  expect((await get('/me')).body.error.code).toBe(2500);
});

it('shakes hands before it subscribes, and tells what came back when that fails', async () => {
  const { get, post, del, receiver, simulator } = await start();
  const { company, tokens } = simulator;
  const user = { authorization: `Bearer ${tokens.current()}` };
  const app = { authorization: `Bearer ${company.appId}|${company.appSecret}` };
  const waba = company.wabas[0]?.id;

  const callback = { object: 'whatsapp_business_account', callback_url: receiver.url, fields: 'messages,history' };
  const path = `/v26.0/${company.appId}/subscriptions`;
  const wrong = await post(path, { ...callback, verify_token: 'wrong' }, app);
  expect(wrong.body.error).toMatchObject({ code: 2200, message: expect.stringContaining('HTTP 403') });
  expect((await post(path, { ...callback, verify_token: company.verifyToken }, user)).body.error.code).toBe(15);
  expect((await post(path, { ...callback, verify_token: company.verifyToken }, app)).body).toEqual({ success: true });
  expect((await get(path, app)).body.data[0].callback_url).toBe(receiver.url);

  expect((await get(`/${waba}/subscribed_apps`, user)).body).toEqual({ data: [] });
  expect((await post(`/${waba}/subscribed_apps`, {}, user)).body).toEqual({ success: true });
  expect((await get(`/${waba}/subscribed_apps`, user)).body.data[0].whatsapp_business_api_data.id).toBe(company.appId);
  const override = { override_callback_uri: receiver.url, verify_token: company.verifyToken };
  await post(`/${waba}/subscribed_apps`, override, user);
  expect((await get(`/${waba}/subscribed_apps`, user)).body.data[0].override_callback_uri).toBe(receiver.url);
  expect((await del(`/${waba}/subscribed_apps`, user)).body).toEqual({ success: true });
  expect((await get(`/${waba}/subscribed_apps`, user)).body).toEqual({ data: [] });
});

it('answers every malformed request with an error of Meta, never with a 500', async () => {
  const { post, get, del, shop, simulator } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const bodies: unknown[] = [
    '{"messaging_product":',
    '[]',
    'null',
    '"text"',
    '42',
    { messaging_product: 'whatsapp' },
    { messaging_product: ['whatsapp'], to: {} },
  ];
  for (const body of bodies) {
    const answer = await post(`/v26.0/${shop}/messages`, body, { authorization });
    expect([body, answer.status, answer.body.error?.code]).toEqual([body, 400, 100]);
  }
  expect((await get('/v26.0/a/b/c/d', { authorization })).body.error.code).toBe(2500);
  expect((await del(`/v26.0/${shop}`, { authorization })).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  expect((await get('/v26.0/%zz/messages', { authorization })).body.error.code).toBe(2500);
  expect((await get(`/v26.0/${'9'.repeat(600)}`, { authorization })).body.error.code).toBe(2500);
  const large = await post(`/v26.0/${shop}/messages`, { messaging_product: 'x'.repeat(2_000_000) }, { authorization });
  expect([large.status, large.body.error.code]).toEqual([400, 100]);
  const xml = await post(`/v26.0/${shop}/messages`, '<a/>', { authorization, 'content-type': 'text/xml' });
  expect([xml.status, xml.body.error.code]).toEqual([400, 100]);
});

it('takes form fields as Graph does', async () => {
  const { post, shop, simulator } = await start();
  const form = 'messaging_product=whatsapp&status=read&message_id=wamid.none';
  const answer = await post(`/${shop}/messages?access_token=${simulator.tokens.current()}`, form, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(answer.body.error).toMatchObject({
    code: 131009,
    error_data: { details: expect.stringContaining('wamid.none') },
  });
});

it('marks a message and all before it as read, and shows typing until an answer comes', async () => {
  const { post, sendText, simulator, shop, write, waId, receiver } = await start();
  const customer = simulator.directory.find(waId)!;
  const thread = simulator.threads.open(simulator.nodes.findNumber(shop)!, customer);
  await write('one');
  const second = await write('two');
  await write('three');
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const receipt = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: second,
    typing_indicator: { type: 'text' },
  };
  const before = simulator.clock.now();
  expect((await post(`/v26.0/${shop}/messages`, receipt, { authorization })).body).toEqual({ success: true });
  const ticks = thread.messages.map(({ content, delivery }) => [(content as { body: string }).body, delivery]);
  expect(ticks.slice(0, 2)).toEqual([
    ['one', 'read'],
    ['two', 'read'],
  ]);
  expect(thread.typingUntil).toBeGreaterThanOrEqual(before + 25_000);
  await sendText(waId, 'answer');
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'delivered'));
  expect(thread.typingUntil).toBe(0);
});
