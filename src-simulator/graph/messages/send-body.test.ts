import { expect, it } from 'vitest';
import { GraphError } from '../graph-error.ts';
import { parseReceipt } from './receipt.ts';
import { checkProduct, parseSend } from './send-body.ts';

const text = { messaging_product: 'whatsapp', to: '+16505551234', type: 'text', text: { body: 'hi' } };

function refusal(body: object): { code: number; words: string } {
  try {
    const checked = checkProduct(body);
    if (!parseReceipt(checked)) parseSend(checked);
  } catch (error) {
    if (error instanceof GraphError) return { code: error.code, words: `${error.message} ${error.details ?? ''}` };
    throw error;
  }
  throw new Error('was accepted');
}

it('reads a text with everything that may go with it', () => {
  expect(
    parseSend({ ...text, context: { message_id: 'wamid.X' }, biz_opaque_callback_data: 'ours', preview_url: true }),
  ).toEqual({
    to: '+16505551234',
    isUserId: false,
    type: 'text',
    content: { body: 'hi' },
    shown: { body: 'hi' },
    files: [],
    template: null,
    replyTo: 'wamid.X',
    bizOpaqueCallbackData: 'ours',
    identityKeyHash: null,
  });
});

it('takes a missing type for text, a number for a phone, and `to` before `recipient`', () => {
  const { type: _, ...untyped } = text;
  expect(parseSend({ ...untyped, to: 16505551234, recipient: 'US.1' })).toMatchObject({
    type: 'text',
    to: '16505551234',
  });
  const { to: __, ...unaddressed } = text;
  expect(parseSend({ ...unaddressed, recipient: 'US.13491208655302741918' })).toMatchObject({ isUserId: true });
});

it.each<[string, object, number, RegExp]>([
  ['no messaging_product', { to: '1', text: { body: 'x' } }, 100, /messaging_product is required/],
  ['another product', { ...text, messaging_product: 'sms' }, 100, /messaging_product must be one of/],
  ['no recipient', { messaging_product: 'whatsapp', text: { body: 'x' } }, 100, /to is required/],
  ['a recipient of letters', { ...text, to: 'Maria' }, 131009, /not a valid phone number/],
  ['a malformed user id', { ...text, to: undefined, recipient: 'nope' }, 131009, /business-scoped/],
  ['no text', { ...text, text: undefined }, 100, /text is required/],
  ['an empty body', { ...text, text: { body: '' } }, 100, /text\['body'\] is required/],
  ['a body too long', { ...text, text: { body: 'x'.repeat(4097) } }, 100, /at most 4096/],
  ['an unknown type', { ...text, type: 'pigeon' }, 100, /type must be one of/],
  ['a type that only people send', { ...text, type: 'poll' }, 131051, /type poll is not currently supported/],
  [
    'a group',
    { ...text, to: 'Y2FwaV9ncm91cA', recipient_type: 'group' },
    131020,
    /Group Y2FwaV9ncm91cA does not exist/,
  ],
  ['callback data too long', { ...text, biz_opaque_callback_data: 'x'.repeat(513) }, 100, /at most 512/],
  ['a quote without id', { ...text, context: {} }, 100, /context\['message_id'\]/],
  [
    'a caption too long',
    { ...text, type: 'image', image: { link: 'https://a/b', caption: 'x'.repeat(1025) } },
    100,
    /1024/,
  ],
  [
    'a reaction that quotes',
    { ...text, type: 'reaction', reaction: { message_id: 'w', emoji: '👍' }, context: { message_id: 'w' } },
    100,
    /not allowed/,
  ],
  [
    'an unknown status',
    { messaging_product: 'whatsapp', status: 'played', message_id: 'w' },
    100,
    /status must be one of/,
  ],
  ['a receipt for nothing', { messaging_product: 'whatsapp', status: 'read' }, 100, /message_id is required/],
  [
    'odd typing',
    { messaging_product: 'whatsapp', status: 'read', message_id: 'w', typing_indicator: {} },
    100,
    /typing_indicator/,
  ],
])('refuses %s with %#', (_what, body, code, words) => {
  const refused = refusal(body);
  expect(refused.code).toBe(code);
  expect(refused.words).toMatch(words);
});

it('counts 4096 characters as people do, so emoji are one each', () => {
  expect(parseSend({ ...text, text: { body: '😀'.repeat(4096) } }).type).toBe('text');
  expect(refusal({ ...text, text: { body: '😀'.repeat(4097) } }).code).toBe(100);
});

const button = (id: string, title = id) => ({ type: 'reply', reply: { id, title } });
const row = (id: string) => ({ id, title: id });
const body = { text: 'x' };
const card = (index: number, action: object) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { id: '1' } },
  action,
});
const link = { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://a.example' } };
const quick = { buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A' } }] };
const flow = { flow_message_version: '3', flow_id: '7', flow_cta: 'Book' };

it.each<[string, unknown]>([
  ['image', { link: 'https://a.example/p.jpg', caption: 'x' }],
  ['audio', { id: 7, voice: true }],
  ['location', { latitude: '1.5', longitude: -2, name: 'Here' }],
  ['contacts', [{ name: { formatted_name: 'A', first_name: 'A' }, phones: [{ phone: '+1' }], birthday: '2000-02-29' }]],
  ['reaction', { message_id: 'wamid.X', emoji: '' }],
  ['reaction', { message_id: 'wamid.X', emoji: '👍🏽' }],
  ['interactive', { type: 'button', body, action: { buttons: [button('a'), button('b'), button('c')] } }],
  [
    'interactive',
    { type: 'button', header: { type: 'image', image: { id: '1' } }, body, action: { buttons: [button('a')] } },
  ],
  ['interactive', { type: 'list', body, footer: body, action: { button: 'Go', sections: [{ rows: [row('a')] }] } }],
  ['interactive', { type: 'cta_url', body, action: link }],
  ['interactive', { type: 'location_request_message', body, action: { name: 'send_location' } }],
  ['interactive', { type: 'contact_request', body, action: { name: 'request_contact_info' } }],
  [
    'interactive',
    { type: 'flow', body, action: { name: 'flow', parameters: { ...flow, flow_action_payload: { screen: 'A' } } } },
  ],
  ['interactive', { type: 'product', action: { catalog_id: '1', product_retailer_id: 'p' } }],
  [
    'interactive',
    {
      type: 'product_list',
      header: { type: 'text', text: 'x' },
      body,
      action: { catalog_id: '1', sections: [{ product_items: [{ product_retailer_id: 'p' }] }] },
    },
  ],
  ['interactive', { type: 'catalog_message', body, action: { name: 'catalog_message' } }],
  ['interactive', { type: 'carousel', body, action: { cards: [card(0, link), card(1, link)] } }],
  [
    'interactive',
    {
      type: 'carousel',
      body,
      action: {
        cards: [card(0, quick), card(1, { buttons: [{ type: 'quick_reply', quick_reply: { id: 'b', title: 'A' } }] })],
      },
    },
  ],
  [
    'interactive',
    {
      type: 'voice_call',
      body,
      action: { name: 'voice_call', parameters: { display_text: 'Call', ttl_minutes: 100 } },
    },
  ],
  ['interactive', { type: 'call_permission_request', action: { name: 'call_permission_request' } }],
  [
    'interactive',
    { type: 'address_message', body, action: { name: 'address_message', parameters: { country: 'IN' } } },
  ],
])('accepts %s as in %j', (type, content) => {
  expect(parseSend({ ...text, type, [type]: content })).toMatchObject({ type, content });
});

const interactive = (content: object) => ({ ...text, type: 'interactive', interactive: { body, ...content } });
const buttons = (...list: object[]) => interactive({ type: 'button', action: { buttons: list } });
const sections = (...list: object[]) => interactive({ type: 'list', action: { button: 'Go', sections: list } });
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`r${index}`));
const carousel = (...cards: object[]) => interactive({ type: 'carousel', action: { cards } });
const contact = (card: object) => ({ ...text, type: 'contacts', contacts: [card] });

it.each<[string, object, number, string]>([
  [
    'a latitude that is missing',
    { ...text, type: 'location', location: { longitude: 1 } },
    131008,
    "location['latitude']",
  ],
  [
    'a place beyond the pole',
    { ...text, type: 'location', location: { latitude: 91, longitude: 1 } },
    131009,
    "location['latitude']",
  ],
  ['media without id and link', { ...text, type: 'video', video: {} }, 131008, "video['id'] or video['link']"],
  ['a link that is none', { ...text, type: 'video', video: { link: 'ftp://x' } }, 131009, "video['link']"],
  ['no cards', { ...text, type: 'contacts', contacts: [] }, 131008, 'contacts'],
  ['258 cards', { ...text, type: 'contacts', contacts: Array.from({ length: 258 }, () => ({})) }, 131009, '257'],
  ['a card without name', contact({}), 131008, "contacts[0]['name']"],
  ['a name of one part', contact({ name: { formatted_name: 'A' } }), 131008, 'first_name'],
  [
    'a day that never was',
    contact({ name: { formatted_name: 'A', first_name: 'A' }, birthday: '2001-02-29' }),
    131009,
    'birthday',
  ],
  ['a reaction to nothing', { ...text, type: 'reaction', reaction: { emoji: '👍' } }, 131008, "reaction['message_id']"],
  [
    'a reaction of words',
    { ...text, type: 'reaction', reaction: { message_id: 'w', emoji: 'ok' } },
    131009,
    "reaction['emoji']",
  ],
  ['a kind nobody knows', interactive({ type: 'dance', action: {} }), 131009, "interactive['type']"],
  [
    'a kind named like a property of objects',
    interactive({ type: 'constructor', action: {} }),
    131009,
    "interactive['type']",
  ],
  ['payments', interactive({ type: 'order_details', action: {} }), 134011, 'order_details'],
  ['no body', { ...buttons(button('a')), interactive: { type: 'button', action: {} } }, 131008, "interactive['body']"],
  ['a body too long', interactive({ type: 'button', body: { text: 'x'.repeat(1025) }, action: {} }), 131009, '1024'],
  [
    'a footer too long',
    interactive({ type: 'button', footer: { text: 'x'.repeat(61) }, action: {} }),
    131009,
    "['footer']['text']",
  ],
  ['no action', interactive({ type: 'button' }), 131008, "interactive['action']"],
  ['no buttons', buttons(), 131009, "interactive['action']['buttons']"],
  ['four buttons', buttons(button('a'), button('b'), button('c'), button('d')), 131009, 'Max allowed: 3'],
  ['a title too long', buttons(button('a', 'x'.repeat(21))), 131009, "['buttons'][0]['reply']['title']"],
  ['two buttons of one id', buttons(button('a', 'A'), button('a', 'B')), 131009, 'duplicated id'],
  ['two buttons of one title', buttons(button('a', 'A'), button('b', 'A')), 131009, 'duplicated title'],
  [
    'an image over a list',
    interactive({ type: 'list', header: { type: 'image' }, action: {} }),
    131009,
    "['header']['type']",
  ],
  ['eleven rows', sections({ title: 'a', rows: rows(6) }, { title: 'b', rows: rows(5) }), 131009, 'Total row count'],
  ['two sections without titles', sections({ rows: rows(1) }, { rows: rows(1) }), 131008, "['sections'][0]['title']"],
  ['rows of one id', sections({ rows: [row('a'), row('a')] }), 131009, 'duplicated row id'],
  [
    'a header over a request for the place',
    interactive({ type: 'location_request_message', header: { type: 'text', text: 'x' }, action: {} }),
    131009,
    'header',
  ],
  [
    'a flow without its id',
    interactive({ type: 'flow', action: { name: 'flow', parameters: { ...flow, flow_id: undefined } } }),
    131008,
    'flow_id',
  ],
  [
    'a catalogue list without header',
    interactive({ type: 'product_list', action: {} }),
    131008,
    "interactive['header']",
  ],
  ['one card', carousel(card(0, link)), 131009, "['cards']"],
  ['cards out of order', carousel(card(0, link), card(0, link)), 131009, "['cards'][1]['card_index']"],
  ['cards of two makes', carousel(card(0, link), card(1, quick)), 131009, "['cards'][1]"],
  [
    'a card of three breaks',
    carousel({ ...card(0, link), body: { text: '1\n2\n3\n4' } }, card(1, link)),
    131009,
    'line breaks',
  ],
  [
    'an address elsewhere',
    interactive({ type: 'address_message', action: { name: 'address_message', parameters: { country: 'DE' } } }),
    131009,
    'country',
  ],
])('refuses %s, naming the field', (_what, given, code, words) => {
  const refused = refusal(given);
  expect([refused.code, refused.words]).toEqual([code, expect.stringContaining(words)]);
});

it('never answers odd types with anything but an error of Meta', () => {
  for (const odd of [null, 1, 'x', [], {}, [null], { type: 1 }, { type: 'list', body: [], action: { sections: {} } }]) {
    for (const type of ['contacts', 'image', 'interactive', 'location', 'reaction', 'template', 'text']) {
      expect([100, 131008, 131009]).toContain(refusal({ ...text, type, [type]: odd }).code);
    }
  }
});
