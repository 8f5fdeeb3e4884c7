import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';
import type { Value } from '../testing/receiver.ts';

/** A customer does something in the shop's chat; resolves with the message that the webhook brought. */
async function act(started: Started, message: object, phoneNumberId = started.shop): Promise<Value> {
  const { post, receiver, waId } = started;
  const answer = await post('/_control/inbound', { waId, phoneNumberId, message });
  expect([answer.status, answer.body]).toEqual([200, { wamid: expect.stringMatching(/^wamid\./) }]);
  const find = (): Value => receiver.messages().find(({ id }) => id === answer.body.wamid);
  await receiver.until(() => find() !== undefined);
  const { from: _, from_user_id: __, id: ___, timestamp: ____, ...rest } = find();
  return rest;
}

it.each([
  ['image', 'image', { caption: 'look' }],
  ['video', 'video', { caption: 'look' }],
  ['audio', 'audio', { voice: false }],
  ['voice', 'audio', { voice: true }],
  ['document', 'document', { filename: expect.any(String) }],
  ['sticker', 'sticker', { animated: expect.any(Boolean) }],
])('sends a %s that can be fetched where the webhook says', async (kind, type, facts) => {
  const started = await start();
  const caption = 'caption' in facts ? { caption: facts.caption } : {};
  const message = await act(started, { kind, ...caption });
  expect(message).toEqual({
    type,
    [type]: {
      id: expect.stringMatching(/^\d+$/),
      mime_type: expect.stringContaining('/'),
      sha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      url: expect.stringMatching(/^http/),
      ...facts,
    },
  });
  const authorization = `Bearer ${started.simulator.tokens.current()}`;
  const file = await fetch(message[type].url, { headers: { authorization } });
  expect([file.status, file.headers.get('content-type')]).toEqual([200, message[type].mime_type]);
  expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100);
});

it('sends places, cards, reactions, orders and greetings', async () => {
  const started = await start();
  expect(await act(started, { kind: 'location', latitude: 1.5, longitude: -2, name: 'Pier' })).toEqual({
    type: 'location',
    location: { latitude: 1.5, longitude: -2, name: 'Pier' },
  });
  expect(await act(started, { kind: 'contacts', cards: [{ name: 'Ana López', phone: '+34 655 501 099' }] })).toEqual({
    type: 'contacts',
    contacts: [
      {
        origin: 'other',
        name: { formatted_name: 'Ana López', first_name: 'Ana', last_name: 'López' },
        phones: [{ phone: '+34655501099', wa_id: '34655501099', type: 'CELL' }],
        vcard: expect.stringContaining('BEGIN:VCARD'),
      },
    ],
  });
  expect(await act(started, { kind: 'reaction', messageId: 'wamid.x', emoji: '🎉' })).toEqual({
    type: 'reaction',
    reaction: { message_id: 'wamid.x', emoji: '🎉' },
  });
  expect(await act(started, { kind: 'reaction', messageId: 'wamid.x' })).toEqual({
    type: 'reaction',
    reaction: { message_id: 'wamid.x' },
  });
  expect(await act(started, { kind: 'order', lines: [{ productId: 'lamp-walnut', quantity: 2 }] })).toEqual({
    type: 'order',
    order: {
      catalog_id: '194836987003835',
      text: '',
      product_items: [{ product_retailer_id: 'lamp-walnut', quantity: 2, item_price: 89, currency: 'USD' }],
    },
  });
  expect(await act(started, { kind: 'request_welcome' })).toEqual({ type: 'request_welcome' });
});

it('quotes, forwards, asks about products and comes from ads', async () => {
  const started = await start();
  const first = await started.write('first');
  const [shop] = started.simulator.company.wabas[0]!.numbers;
  const text = { kind: 'text', text: 'x' };
  expect((await act(started, { ...text, replyTo: first })).context).toEqual({ from: started.waId, id: first });
  expect((await act(started, { ...text, forwarded: true })).context).toEqual({ forwarded: true });
  expect((await act(started, { ...text, forwarded: 'frequently' })).context).toEqual({ frequently_forwarded: true });
  expect((await act(started, { ...text, product: { catalogId: '7', productId: 'lamp' } })).context).toEqual({
    from: shop?.digits,
    referred_product: { catalog_id: '7', product_retailer_id: 'lamp' },
  });
  expect((await act(started, { ...text, referral: true })).referral).toMatchObject({ source_type: 'ad' });
  expect((await act(started, { ...text, referral: { source_id: '1' } })).referral).toEqual({ source_id: '1' });
});

it('tells edits and revokes as such only to numbers that live in the phone app too', async () => {
  const started = await start();
  const { clinic, waId, post, simulator } = started;
  const write = async (phoneNumberId: string): Promise<string> =>
    (await post('/_control/inbound', { waId, phoneNumberId, message: { text: 'Helo' } })).body.wamid;
  const [inShop, inClinic] = [await write(started.shop), await write(clinic)];
  await started.receiver.until(() => started.receiver.messages().length === 2);

  expect(await act(started, { kind: 'edit', messageId: inClinic, text: 'Hello' }, clinic)).toEqual({
    type: 'edit',
    edit: { original_message_id: inClinic, message: { type: 'text', text: { body: 'Hello' } } },
  });
  expect(await act(started, { kind: 'revoke', messageId: inClinic }, clinic)).toEqual({
    type: 'revoke',
    revoke: { original_message_id: inClinic },
  });
  for (const kind of ['edit', 'revoke']) {
    const text = kind === 'edit' ? { text: 'Hello' } : {};
    expect(await act(started, { kind, messageId: inShop, ...text })).toEqual({
      type: 'unsupported',
      unsupported: { type: kind },
      errors: [expect.objectContaining({ code: 131051 })],
    });
  }
  expect(simulator.threads.message(inShop)?.message).toMatchObject({
    content: { body: 'Hello' },
    isEdited: true,
    isRevoked: true,
  });
});

it.each([131051, 131052, 131060])('brings a message as error %i without its object', async (code) => {
  const started = await start();
  expect(await act(started, { kind: 'error', code, type: 'document' })).toEqual({
    type: 'document',
    errors: [{ code, title: expect.any(String), message: expect.any(String), error_data: expect.any(Object) }],
  });
  expect(await act(started, { kind: 'unsupported', of: 'event' })).toMatchObject({ unsupported: { type: 'event' } });
});

/** The shop sends something and the customer has it. */
async function send(started: Started, type: string, content: object): Promise<string> {
  await started.write('hi');
  const answer = await started.sendText(started.waId, '', { type, [type]: content });
  expect(answer.status).toBe(200);
  const wamid = String(answer.body.messages[0].id);
  await started.receiver.until(() =>
    started.receiver.statuses().some(({ id, status }) => id === wamid && status === 'delivered'),
  );
  return wamid;
}

const body = { text: 'Which one?' };

it('taps a button, a row of a list, a flow, and requests for place and number', async () => {
  const started = await start();
  const buttons = await send(started, 'interactive', {
    type: 'button',
    body,
    action: {
      buttons: [
        { type: 'reply', reply: { id: 'y', title: 'Yes' } },
        { type: 'reply', reply: { id: 'n', title: 'No' } },
      ],
    },
  });
  expect(await act(started, { kind: 'tap', messageId: buttons, label: 'No' })).toMatchObject({
    type: 'interactive',
    context: { id: buttons },
    interactive: { type: 'button_reply', button_reply: { id: 'n', title: 'No' } },
  });
  const list = await send(started, 'interactive', {
    type: 'list',
    body,
    action: {
      button: 'Days',
      sections: [
        {
          rows: [
            { id: 'sa', title: 'Saturday', description: 'till 2' },
            { id: 'su', title: 'Sunday' },
          ],
        },
      ],
    },
  });
  expect((await act(started, { kind: 'tap', messageId: list, rowId: 'su' })).interactive).toEqual({
    type: 'list_reply',
    list_reply: { id: 'su', title: 'Sunday' },
  });
  const flow = await send(started, 'interactive', {
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: { flow_message_version: '3', flow_id: '7', flow_cta: 'Book', flow_token: 't-7' },
    },
  });
  const reply = (await act(started, { kind: 'tap', messageId: flow, answers: { full_name: 'Dana' } })).interactive;
  expect(reply).toMatchObject({ type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent' } });
  expect(JSON.parse(reply.nfm_reply.response_json)).toMatchObject({ full_name: 'Dana', flow_token: 't-7' });
  const place = await send(started, 'interactive', {
    type: 'location_request_message',
    body,
    action: { name: 'send_location' },
  });
  expect(await act(started, { kind: 'tap', messageId: place })).toMatchObject({
    type: 'location',
    context: { id: place },
  });
});

it('says what there is to tap, and that there is no such message', async () => {
  const started = await start();
  const { post, shop, waId, write } = started;
  const own = await write('hi');
  const tap = async (message: object): Promise<[number, string]> => {
    const answer = await post('/_control/inbound', { waId, phoneNumberId: shop, message: { kind: 'tap', ...message } });
    return [answer.status, answer.body.message];
  };
  expect(await tap({ messageId: own })).toEqual([404, expect.stringContaining('no message of this number')]);
  expect(await tap({ messageId: 'wamid.nothing' })).toEqual([404, expect.stringContaining('wamid.nothing')]);
  expect(
    (await post('/_control/inbound', { waId, phoneNumberId: shop, message: { kind: 'dance' } })).body,
  ).toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/^message\.kind/),
  });
  expect(
    (await post('/_control/inbound', { waId, phoneNumberId: shop, message: { kind: 'location' } })).body.message,
  ).toMatch(/^message\.latitude/);
  const gone = { kind: 'image', mediaId: '1' };
  expect((await post('/_control/inbound', { waId, phoneNumberId: shop, message: gone })).status).toBe(404);
});
