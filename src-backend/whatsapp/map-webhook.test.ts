import { expect, it } from 'vitest';
import { noDelivery } from '#shared/delivery.ts';
import { aStatus, aWebhook, anInbound, bytesOf, testNumber } from '../testing/webhook-bodies.ts';
import { mapWebhook } from './map-webhook.ts';

const { phoneNumberId } = testNumber;
const at = 1_795_000_000;
const map = (body: object | string) => mapWebhook(typeof body === 'string' ? Buffer.from(body) : bytesOf(body));

it('reads a text of a customer with phone and business-scoped id', () => {
  const events = map(anInbound({ wamid: 'wamid.1', text: 'Hi', timestamp: at, userId: 'US.1', name: 'Ada' }));
  expect(events).toEqual({
    messages: [
      {
        phoneNumberId,
        wamid: 'wamid.1',
        direction: 'inbound',
        isLive: true,
        timestamp: at,
        peer: { bsuid: 'US.1', waId: '16505551234', username: null, name: 'Ada' },
        formerPeer: null,
        content: { type: 'text', text: 'Hi' },
        context: null,
        file: null,
        replyToWamid: null,
        delivery: noDelivery,
      },
    ],
    acts: [],
    statuses: [],
    consents: [],
    bookEntries: [],
    accountEvents: [],
    fields: new Set(['messages']),
    numbers: new Set([phoneNumberId]),
    wabas: new Set(),
    coexisting: new Set(),
    skipped: [],
  });
});

it('reads emoji and every script alike, whether Meta escapes them or not', () => {
  const text = 'Grüße 👩‍👩‍👧 שלום नमस्ते';
  const raw = JSON.stringify(anInbound({ wamid: 'wamid.1', text, timestamp: at }));
  const escaped = raw.replace(/[^\u0020-\u007e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  expect(escaped).toContain('\\ud83d');
  for (const body of [raw, escaped]) expect(map(body).messages[0]?.content).toEqual({ type: 'text', text });
});

it('replaces what no database takes: NUL and halves of characters', () => {
  const body = JSON.stringify(anInbound({ wamid: 'wamid.1', text: 'X', timestamp: at })).replace(
    '"X"',
    '"a\\u0000b\\ud83dc"',
  );
  expect(map(body).messages[0]?.content).toEqual({ type: 'text', text: 'a\uFFFDb\uFFFDc' });
});

it('reads a customer who has no phone number, only a business-scoped id and a username', () => {
  const body = aWebhook({
    contacts: [{ profile: { name: 'Lin', username: '@lin.9' }, user_id: 'CN.42' }],
    messages: [{ from_user_id: 'CN.42', id: 'wamid.1', timestamp: String(at), type: 'text', text: { body: 'x' } }],
  });
  expect(map(body).messages[0]?.peer).toEqual({ bsuid: 'CN.42', waId: null, username: 'lin.9', name: 'Lin' });
});

it('takes the sender from the contacts when an old payload names it only there', () => {
  const body = aWebhook({
    contacts: [{ profile: {}, wa_id: '16505551234' }],
    messages: [{ id: 'wamid.1', timestamp: String(at), type: 'text', text: { body: 'x' } }],
  });
  expect(map(body).messages[0]?.peer).toMatchObject({ waId: '16505551234', name: null });
});

it('names the right contact when Meta writes the same phone in two forms', () => {
  const body = aWebhook({
    contacts: [
      { profile: { name: 'Someone else' }, wa_id: '551187654321' },
      { profile: { name: 'Ana' }, wa_id: '5511987654322' },
    ],
    messages: [{ from: '551187654322', id: 'wamid.1', timestamp: String(at), type: 'text', text: { body: 'x' } }],
  });
  expect(map(body).messages[0]?.peer.name).toBe('Ana');
});

it('reads several entries, changes and items of one body, in order', () => {
  const [one, two] = [
    anInbound({ wamid: 'wamid.1', timestamp: at }),
    aWebhook({
      messages: ['wamid.2', 'wamid.3'].map((id) => ({
        from: '1650555000',
        id,
        timestamp: at,
        type: 'text',
        text: { body: 'x' },
      })),
      statuses: [{ id: 'wamid.9', status: 'sent', timestamp: String(at), recipient_id: '1650555000' }],
    }),
  ] as { entry: object[] }[];
  const { messages, statuses } = map({ ...one, entry: [...(one?.entry ?? []), ...(two?.entry ?? [])] });
  expect(messages.map(({ wamid }) => wamid)).toEqual(['wamid.1', 'wamid.2', 'wamid.3']);
  expect(statuses.map(({ wamid }) => wamid)).toEqual(['wamid.9']);
});

it('R-2 a bad item costs none of its neighbours', () => {
  const good = { from: '16505551234', timestamp: String(at), type: 'text', text: { body: 'x' } };
  const body = aWebhook({
    contacts: ['no contact', { profile: 7 }],
    messages: [{ ...good }, null, 5, { ...good, id: 'wamid.1' }, { ...good, id: 'wamid.2', timestamp: 'yesterday' }],
    statuses: [{ status: 'sent' }, { id: 'wamid.3', status: 'sent', timestamp: at }],
  });
  const { messages, statuses, skipped } = map(body);
  expect(messages.map(({ wamid }) => wamid)).toEqual(['wamid.1']);
  expect(statuses.map(({ wamid }) => wamid)).toEqual(['wamid.3']);
  expect(skipped).toHaveLength(6);
});

it('keeps a message without any type', () => {
  const body = aWebhook({ messages: [{ from: '16505551234', id: 'wamid.1', timestamp: String(at) }] });
  expect(map(body).messages[0]?.content).toEqual({ type: 'unsupported', kind: 'unknown' });
});

it('reads which message is quoted', () => {
  const body = aWebhook({
    messages: [
      {
        from: '16505551234',
        id: 'wamid.2',
        timestamp: String(at),
        type: 'text',
        text: { body: 'x' },
        context: { from: '15550783881', id: 'wamid.1' },
      },
    ],
  });
  expect(map(body).messages[0]?.replyToWamid).toBe('wamid.1');
});

it('names an error that Meta reports for the number', () => {
  expect(map(aWebhook({ errors: [{ code: 130429, title: 'Rate limit hit' }] })).skipped).toEqual([
    'messages: WhatsApp reports error 130429 for this number',
  ]);
});

it('reads statuses with and without pricing, conversation and our own id', () => {
  const body = aWebhook({
    contacts: [{ wa_id: '16505551234', user_id: 'US.1' }],
    statuses: [
      {
        id: 'wamid.1',
        status: 'sent',
        timestamp: String(at),
        recipient_id: '16505551234',
        recipient_user_id: 'US.1',
        biz_opaque_callback_data: 'our-id',
        conversation: { id: 'c', origin: { type: 'service' } },
        pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' },
      },
      { id: 'wamid.1', status: 'delivered', timestamp: at + 1, recipient_id: '16505551234' },
      { id: 'wamid.1', status: 'warning', timestamp: String(at + 2) },
    ],
  });
  expect(map(body).statuses).toEqual([
    {
      phoneNumberId,
      wamid: 'wamid.1',
      status: 'sent',
      recipient: 'US.1',
      timestamp: at,
      opaqueId: 'our-id',
      failure: null,
      pricing: { type: 'regular', category: 'service' },
    },
    {
      phoneNumberId,
      wamid: 'wamid.1',
      status: 'delivered',
      recipient: '16505551234',
      timestamp: at + 1,
      opaqueId: null,
      failure: null,
      pricing: null,
    },
    {
      phoneNumberId,
      wamid: 'wamid.1',
      status: 'warning',
      recipient: '',
      timestamp: at + 2,
      opaqueId: null,
      failure: null,
      pricing: null,
    },
  ]);
});

it('reads why a message failed, also when Meta gives no reason', () => {
  const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours' } }];
  expect(map(aStatus({ wamid: 'wamid.1', status: 'failed', timestamp: at, errors })).statuses[0]?.failure).toEqual({
    code: 131047,
    title: 'Re-engagement message',
    details: 'More than 24 hours',
    at: at * 1000,
  });
  expect(map(aStatus({ wamid: 'wamid.1', status: 'failed', timestamp: at })).statuses[0]?.failure).toEqual({
    code: 0,
    title: 'WhatsApp gave no reason',
    details: null,
    at: at * 1000,
  });
});

it('reads what was typed on the phone app as our own', () => {
  const body = aWebhook(
    {
      message_echoes: [
        {
          from: testNumber.digits,
          to: '16505551234',
          id: 'wamid.1',
          timestamp: String(at),
          type: 'text',
          text: { body: 'x' },
        },
      ],
    },
    'smb_message_echoes',
  );
  expect(map(body).messages).toMatchObject([
    { direction: 'outbound', isLive: true, peer: { waId: '16505551234' }, content: { text: 'x' } },
  ]);
});

it('reads an imported thread, both sides of it with what they went through', () => {
  const text = (id: string, from: string, status: string, second: number) => ({
    from,
    id,
    timestamp: String(at + second),
    type: 'text',
    text: { body: id },
    history_context: { status },
  });
  const body = aWebhook(
    {
      history: [
        {
          metadata: { phase: 0, chunk_order: 1, progress: 100 },
          threads: [
            {
              id: '16505551234',
              messages: [
                text('wamid.1', '16505551234', 'READ', 0),
                text('wamid.2', testNumber.digits, 'READ', 1),
                text('wamid.3', testNumber.digits, 'ERROR', 2),
                text('wamid.4', testNumber.digits, 'PENDING', 3),
              ],
            },
          ],
        },
        { errors: [{ code: 2593109 }] },
      ],
    },
    'history',
  );
  expect(
    map(body).messages.map(({ wamid, direction, isLive, delivery }) => ({ wamid, direction, isLive, delivery })),
  ).toEqual([
    { wamid: 'wamid.1', direction: 'inbound', isLive: false, delivery: noDelivery },
    {
      wamid: 'wamid.2',
      direction: 'outbound',
      isLive: false,
      delivery: { seen: { read: (at + 1) * 1000 }, failure: null },
    },
    { wamid: 'wamid.3', direction: 'outbound', isLive: false, delivery: { seen: {}, failure: expect.anything() } },
    { wamid: 'wamid.4', direction: 'outbound', isLive: false, delivery: noDelivery },
  ]);
});

it('keeps an id that Meta writes as a long number exact', () => {
  const body = JSON.stringify(anInbound({ wamid: 'wamid.1', timestamp: at }));
  const asNumber = body.replace(`"${phoneNumberId}"`, '9007199254740993');
  expect(map(asNumber).messages[0]?.phoneNumberId).toBe('9007199254740993');
});

it.each([
  ['nothing', ''],
  ['half of JSON', '{"object":"whatsapp_business_account","entry":['],
  ['another service', '{"object":"page","posts":[]}'],
  ['a list', '[]'],
  ['null', 'null'],
  ['S-53 a key that reaches the prototype', '{"object":"x","entry":[],"__proto__":{"a":1}}'],
  ['S-53 nesting without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
])('S-52 refuses a body that is %s as a whole', (_what, body) => {
  expect(() => map(body)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});
