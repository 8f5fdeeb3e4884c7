import { expect, it } from 'vitest';
import { maxTextLength } from './content.ts';
import { type MediaId, newId } from './ids.ts';
import { contentOf, mediaIdsOf, needsWindow, OutgoingContent, OutgoingEmoji, pendingMedia } from './outgoing.ts';

const link = 'https://files.example/box.jpg';
const body = 'Shall we?';
const reply = (id: string, title = id) => ({ type: 'reply', reply: { id, title } });
const row = (id: string) => ({ id, title: id });
const card = (card_index: number) => ({ card_index, type: 'product', action: { product_retailer_id: 'a' } });

/** The first fault, as `field: words`. */
function fault(content: unknown): string | undefined {
  const issue = OutgoingContent.safeParse(content).error?.issues[0];
  return issue === undefined ? undefined : `${issue.path.join('.')}: ${issue.message}`;
}
const interactive = (kind: string, action: object, more: object = {}) =>
  fault({ type: 'interactive', kind, body, action, ...more });

it('refuses empty and over-long texts with words an agent understands', () => {
  expect(fault({ type: 'text', text: ' \n ' })).toBe('text: is empty');
  const tooLong = 'text: is longer than the 4096 characters WhatsApp allows';
  expect(fault({ type: 'text', text: 'x'.repeat(maxTextLength + 1) })).toBe(tooLong);
  expect(fault({ type: 'text', text: 'x'.repeat(1_000_000) })).toBe(tooLong);
  expect(fault({ type: 'text', text: 'x'.repeat(maxTextLength) })).toBeUndefined();
});

it.each<[string, unknown]>([
  ['a text', { type: 'text', text: 'Hello' }],
  ['a picture by link', { type: 'media', kind: 'image', media: { link }, caption: 'The box' }],
  ['a voice note by id', { type: 'media', kind: 'audio', media: { id: newId<MediaId>() }, voice: true }],
  ['a document at Meta', { type: 'media', kind: 'document', media: { metaId: '1234', filename: 'invoice.pdf' } }],
  ['a sticker', { type: 'media', kind: 'sticker', media: { link } }],
  ['a place', { type: 'location', latitude: 52.52, longitude: 13.4 }],
  ['a card', { type: 'contacts', cards: [{ name: 'Lin', phones: [{ phone: '+1 650 555 1234' }] }] }],
  ['a template', { type: 'template', name: 'order_update', language: 'en_US', parameters: [{ type: 'body' }] }],
])('M-3 takes %s', (_name, content) => {
  expect(fault(content)).toBeUndefined();
});

it.each<[string, object, object?]>([
  ['button', { buttons: [reply('yes'), reply('no')] }, { header: { kind: 'text', text: 'Order 7' }, footer: 'Thanks' }],
  ['list', { button: 'Choose', sections: [{ rows: [row('a'), row('b')] }] }],
  ['cta_url', { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://shop.example' } }],
  ['flow', { name: 'flow', parameters: { flow_id: '12', flow_cta: 'Book' } }],
  ['location_request_message', { name: 'send_location' }],
  ['contact_request', { name: 'request_contact_info' }],
  ['product', { catalog_id: '1', product_retailer_id: 'a' }],
  [
    'product_list',
    { catalog_id: '1', sections: [{ product_items: [{ product_retailer_id: 'a' }] }] },
    { header: { kind: 'text', text: 'New' } },
  ],
  ['catalog_message', { name: 'catalog_message' }],
  ['carousel', { cards: [card(0), card(1)] }],
  ['voice_call', { name: 'voice_call', parameters: { display_text: 'Call us' } }],
  ['call_permission_request', { name: 'call_permission_request' }],
  ['address_message', { name: 'address_message', parameters: { country: 'IN' } }],
])('M-3 takes the interactive kind %s', (kind, action, more) => {
  expect(interactive(kind, action, more)).toBeUndefined();
});

it.each<[string, string | undefined]>([
  ['caption: can’t stand under a sound', fault({ type: 'media', kind: 'audio', media: { link }, caption: 'x' })],
  ['voice: is only for sounds', fault({ type: 'media', kind: 'image', media: { link }, voice: true })],
  ['caption: is longer than', fault({ type: 'media', kind: 'image', media: { link }, caption: 'x'.repeat(1025) })],
  ['media: needs either', fault({ type: 'media', kind: 'image', media: {} })],
  ['media: needs either', fault({ type: 'media', kind: 'image', media: { link, id: newId<MediaId>() } })],
  ['media.link: must be a public', fault({ type: 'media', kind: 'image', media: { link: 'file:///etc/passwd' } })],
  ['latitude: ', fault({ type: 'location', latitude: 91, longitude: 0 })],
  ['cards: ', fault({ type: 'contacts', cards: [] })],
  ['cards: ', fault({ type: 'contacts', cards: Array.from({ length: 258 }, () => ({ name: 'x' })) })],
  ['name: must be the name', fault({ type: 'template', name: 'Order Update', language: 'en' })],
  ['language: must be a language', fault({ type: 'template', name: 'a', language: 'english' })],
  ['action.buttons: are more', interactive('button', { buttons: ['a', 'b', 'c', 'd'].map((id) => reply(id)) })],
  ['action.buttons: have an id twice', interactive('button', { buttons: [reply('a', 'x'), reply('a', 'y')] })],
  ['action.buttons: have a title twice', interactive('button', { buttons: [reply('a', 'x'), reply('b', 'x')] })],
  ['action.buttons.0.reply.title: is longer', interactive('button', { buttons: [reply('a', 'x'.repeat(21))] })],
  ['body: is longer', interactive('button', { buttons: [reply('a')] }, { body: 'x'.repeat(1025) })],
  ['footer: is longer', interactive('button', { buttons: [reply('a')] }, { footer: 'x'.repeat(61) })],
  [
    'action.sections: have more than 10 rows',
    interactive('list', {
      button: 'b',
      sections: ['a', 'b'].map((title) => ({ title, rows: Array.from({ length: 6 }, (_, i) => row(`${title}${i}`)) })),
    }),
  ],
  [
    'action.sections: all need a title',
    interactive('list', { button: 'b', sections: [{ rows: [row('a')] }, { rows: [row('b')] }] }),
  ],
  ['action.cards: must be at least 2', interactive('carousel', { cards: [card(0)] })],
  ['action.cards: must be numbered', interactive('carousel', { cards: [card(1), card(0)] })],
  ['action.parameters: needs either flow_id', interactive('flow', { name: 'flow', parameters: { flow_cta: 'Go' } })],
  ['header: ', interactive('product_list', { catalog_id: '1', sections: [] })],
  ['kind: ', interactive('order_details', {})],
  ['type: ', fault({ type: 'order', items: [] })],
])('M-3 refuses with "%s"', (words, found) => {
  expect(found).toContain(words);
});

it('reacts with one emoji, or with none', () => {
  const takes = (text: string) => OutgoingEmoji.safeParse(text).success;
  expect(['👍', '👩‍👩‍👧', '❤️', ''].map(takes)).toEqual([true, true, true, true]);
  expect(['ok', '👍👍', '7', ' '].map(takes)).toEqual([false, false, false, false]);
});

it('only templates may leave a closed window behind', () => {
  const template = OutgoingContent.parse({ type: 'template', name: 'a', language: 'en' });
  expect([needsWindow(template), needsWindow({ type: 'text', text: 'x' })]).toEqual([false, true]);
});

it('finds our files wherever they stand, and takes Meta’s own ids for what they are', () => {
  const [a, b] = [newId<MediaId>(), newId<MediaId>()];
  const template = OutgoingContent.parse({
    type: 'template',
    name: 'a',
    language: 'en',
    parameters: [
      { type: 'header', parameters: [{ type: 'image', image: { id: a } }] },
      { type: 'carousel', cards: [{ components: [{ parameters: [{ type: 'video', video: { id: '17' } }] }] }] },
    ],
  });
  expect(mediaIdsOf(template)).toEqual([a]);
  const picture = OutgoingContent.parse({ type: 'media', kind: 'image', media: { id: b } });
  expect(mediaIdsOf(picture)).toEqual([b]);
  expect(contentOf(picture, (media) => pendingMedia(media, b))).toMatchObject({
    type: 'media',
    media: { id: b, state: 'pending', filename: null },
    caption: null,
  });
});
