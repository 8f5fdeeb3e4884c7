import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';
import { suggestUsernames } from './username-rules.ts';

async function startWithCalls(): Promise<
  Started & {
    read: (path: string) => Promise<Answer>;
    send: (path: string, body: object) => Promise<Answer>;
    drop: (path: string) => Promise<Answer>;
  }
> {
  const started = await start();
  const authorization = `Bearer ${started.simulator.tokens.current()}`;
  return {
    ...started,
    read: (path) => started.get(`/v26.0/${path}`, { authorization }),
    send: (path, body) => started.post(`/v26.0/${path}`, body, { authorization }),
    drop: (path) => started.del(`/v26.0/${path}`, { authorization }),
  };
}

it('keeps settings, merges them, and tells of changed calling settings', async () => {
  const { read, send, shop, receiver } = await startWithCalls();
  expect((await read(`${shop}/settings`)).body).toMatchObject({
    calling: { status: 'DISABLED' },
    user_identity_change: { enable_identity_key_check: false },
    storage_configuration: { status: 'DEFAULT' },
  });
  expect(
    (
      await send(`${shop}/settings`, {
        calling: { status: 'ENABLED' },
        user_identity_change: { enable_identity_key_check: true },
      })
    ).body,
  ).toEqual({ success: true });
  expect((await read(`${shop}/settings`)).body).toMatchObject({
    calling: { status: 'ENABLED', call_icon_visibility: 'DEFAULT' },
    user_identity_change: { enable_identity_key_check: true },
  });
  await receiver.until(() => receiver.changes.some(({ field }) => field === 'account_settings_update'));
  expect(receiver.changes[0]?.value).toMatchObject({
    type: 'phone_number_settings',
    phone_number_settings: { phone_number_id: shop, calling: { status: 'ENABLED' } },
  });
  for (const bad of [{}, { calling: 'on' }, { calling: { status: 'MAYBE' } }, { user_identity_change: {} }]) {
    expect([bad, (await send(`${shop}/settings`, bad)).body.error?.code]).toEqual([bad, 100]);
  }
});

it('keeps welcome message, prompts and commands within their limits', async () => {
  const { read, send, shop } = await startWithCalls();
  const path = `${shop}/conversational_automation`;
  await send(path, { enable_welcome_message: true, prompts: ['Book a table', 'Where are you?'] });
  await send(path, { commands: [{ command_name: 'hours', command_description: 'When we are open' }] });
  const automation = {
    enable_welcome_message: true,
    prompts: ['Book a table', 'Where are you?'],
    commands: [{ command_name: 'hours', command_description: 'When we are open' }],
    id: shop,
  };
  expect((await read(path)).body).toEqual({ conversational_automation: automation, id: shop });
  expect((await read(`${shop}?fields=conversational_automation`)).body.conversational_automation).toEqual(automation);
  const wrong = [
    { prompts: ['1', '2', '3', '4', '5'] },
    { prompts: ['x'.repeat(81)] },
    { prompts: 'hello' },
    { commands: [{ command_description: 'x' }] },
    { commands: [null] },
    { enable_welcome_message: 'perhaps' },
  ];
  for (const bad of wrong) expect([bad, (await send(path, bad)).body.error?.code]).toEqual([bad, 100]);
});

it('makes short links with a picture of their QR code, changes, lists and deletes them', async () => {
  const { read, send, drop, get, shop, url } = await startWithCalls();
  const path = `${shop}/message_qrdls`;
  const made = (await send(path, { prefilled_message: 'Hi there', generate_qr_image: 'PNG' })).body;
  expect(made).toEqual({
    code: expect.stringMatching(/^[A-Z2-7]{14}$/),
    prefilled_message: 'Hi there',
    deep_link_url: `https://wa.me/message/${made.code}`,
    qr_image_url: `${url}/qr_codes/${made.code}.png`,
  });
  const picture = await fetch(made.qr_image_url);
  expect([picture.headers.get('content-type'), new Uint8Array(await picture.arrayBuffer())[1]]).toEqual([
    'image/png',
    0x50,
  ]);
  await send(path, { code: made.code, prefilled_message: 'Hello' });
  const { qr_image_url: _url, ...changed } = { ...made, prefilled_message: 'Hello' };
  expect((await read(`${path}/${made.code}`)).body).toEqual({ data: [changed] });
  expect((await read(path)).body.data).toEqual([changed]);
  expect((await drop(`${path}/${made.code}`)).body).toEqual({ success: true });
  expect((await drop(`${path}/${made.code}`)).body.error.code).toBe(100);
  expect((await read(path)).body).toEqual({ data: [] });
  expect((await get('/qr_codes/nothing.png')).body.error.code).toBe(100);
  expect((await send(path, { prefilled_message: 'x'.repeat(141) })).body.error.code).toBe(100);
});

it('gives usernames by the rules, with a refusal of its own for each way to lose', async () => {
  const { read, send, drop, post, shop, hotel, receiver } = await startWithCalls();
  const ask = async (username: string, more: object = {}, number = shop): Promise<number | string> => {
    const { body } = await send(`${number}/username`, { username, ...more });
    return body.error?.code ?? body.status;
  };
  const malformed = ['ab', 'a'.repeat(36), '123', 'Marlow', 'www.marlow', 'marlow.com', '.marlow', 'mar..low', 'm!low'];
  for (const name of malformed) expect([name, await ask(name)]).toEqual([name, 100]);
  expect(await ask('priya.r')).toBe(147001);
  expect(await ask('whatsapp')).toBe(147001);
  expect(await ask('marlowgroup')).toBe(147003);
  expect(await ask('marlow.stays')).toBe(147004);
  expect(await ask('marlow_store')).toBe('approved');
  expect((await read(`${shop}/username`)).body).toEqual({ username: 'marlow_store', status: 'approved' });
  expect(await ask('marlow_store', {}, hotel)).toBe(147005);
  expect(await ask('marlow_store', { force_transfer: true }, hotel)).toBe('approved');
  expect((await read(`${shop}/username`)).body).toEqual({});
  expect((await drop(`${hotel}/username`)).body).toEqual({ success: true });

  const news = (): object[] =>
    receiver.changes.filter(({ field }) => field === 'business_username_update').map(({ value }) => value);
  await receiver.until(() => news().length === 4);
  expect(news()).toEqual([
    { display_phone_number: '12025550143', username: 'marlow_store', status: 'approved' },
    { display_phone_number: '12025550143', username: 'marlow_store', status: 'deleted' },
    { display_phone_number: '442079460958', username: 'marlow_store', status: 'approved' },
    { display_phone_number: '442079460958', username: 'marlow_store', status: 'deleted' },
  ]);

  await post(`/_control/numbers/${shop}`, { quality: 'RED' });
  expect(await ask('marlow.outlet')).toBe(147002);
  await post(`/_control/numbers/${shop}`, { registered: false });
  expect(await ask('marlow.outlet')).toBe(133010);
  const suggested = (await read(`${hotel}/username_suggestions`)).body.data[0].username_suggestions;
  expect(suggested).toContain('marlow.harbour.hotel');
  expect(suggestUsernames('Кафе', '4930555')).toContain('business.0555');
  expect(suggestUsernames('Marlow Store', '12025550143')).not.toContain('marlow.store');
});

it("forgets a person's phone number when they are taken out of the contact book", async () => {
  const { drop, shop, simulator } = await startWithCalls();
  const person = simulator.directory.named().find(({ username, isInContactBook }) => username && isInContactBook)!;
  const path = `${shop}/contact_book?messaging_product=whatsapp&bsuid=${person.userId}`;
  const answer = { messaging_product: 'whatsapp', success: true };
  expect((await drop(path)).body).toEqual({ ...answer, deleted: true });
  expect((await drop(path)).body).toEqual({ ...answer, deleted: false });
  expect(person.isInContactBook).toBe(false);
  expect((await drop(`${shop}/contact_book?messaging_product=whatsapp&bsuid=12`)).body.error.code).toBe(100);
  expect((await drop(`${shop}/contact_book?bsuid=${person.userId}`)).body.error.code).toBe(100);
});

it('tells how messages fared, without what they said', async () => {
  const { read, sendText, shop, receiver } = await startWithCalls();
  const wamid = (await sendText('1234567890', 'a secret')).body.messages[0].id;
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'read'));
  const { body } = await read(`${shop}/message_history?message_id=${encodeURIComponent(wamid)}`);
  expect(JSON.stringify(body)).not.toContain('secret');
  const [entry] = body.data;
  expect(entry.message_id).toBe(wamid);
  const states = (events: { delivery_status: string }[]): string[] =>
    events.map(({ delivery_status }) => delivery_status);
  expect(states(entry.events.data)).toEqual(['ACCEPTED', 'SENT', 'DELIVERED', 'READ']);
  const first = (await read(`${entry.id}/events?limit=1`)).body;
  expect(states(first.data)).toEqual(['ACCEPTED']);
  expect(states((await read(`${entry.id}/events?after=${first.paging.cursors.after}`)).body.data)).toHaveLength(3);
  expect((await read('7000/events')).body.error.error_subcode).toBe(33);
});
