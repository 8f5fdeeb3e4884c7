import { expect, it } from 'vitest';
import type { Content, Media } from '#shared/content.ts';
import { type MediaId, newId } from '#shared/ids.ts';
import { toGraphMessage, toGraphReaction } from './to-graph-message.ts';

const id = newId<MediaId>();
const uploaded = new Map([[id, '9001']]);
const media: Media = { id, mimeType: 'image/png', filename: 'a.png', size: 1, sha256: null, state: 'ready' };
const linked: Media = { ...media, link: 'https://files.example/a.png' };
const bare = { header: null, body: null, footer: null, buttons: [], cards: [], category: null };
const file = { type: 'media', voice: false, caption: null } as const;

it.each<[string, Content, object]>([
  ['a text', { type: 'text', text: 'Hello' }, { text: { body: 'Hello', preview_url: false } }],
  [
    'a text with a link, which is previewed',
    { type: 'text', text: 'See https://shop.example' },
    { text: { body: 'See https://shop.example', preview_url: true } },
  ],
  [
    'a picture with its words',
    { ...file, kind: 'image', media, caption: 'The box' },
    { type: 'image', image: { id: '9001', caption: 'The box' } },
  ],
  ['a film by link', { ...file, kind: 'video', media: linked }, { type: 'video', video: { link: linked.link } }],
  [
    'a voice note',
    { ...file, kind: 'audio', media, voice: true },
    { type: 'audio', audio: { id: '9001', voice: true } },
  ],
  [
    'a document under its name',
    { ...file, kind: 'document', media: { ...media, filename: 'bill.pdf' } },
    { type: 'document', document: { id: '9001', filename: 'bill.pdf' } },
  ],
  [
    'a sticker that is at Meta already',
    { ...file, kind: 'sticker', media: { ...media, metaId: '55' } },
    { type: 'sticker', sticker: { id: '55' } },
  ],
  [
    'a place',
    { type: 'location', latitude: 1, longitude: 2, name: 'Harbour', address: null },
    { type: 'location', location: { latitude: 1, longitude: 2, name: 'Harbour' } },
  ],
  [
    'a card',
    {
      type: 'contacts',
      cards: [{ name: 'Lin', phones: [{ phone: '+1 6', waId: '16', type: null }], emails: [], organisation: 'Acme' }],
    },
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Lin', first_name: 'Lin' },
          phones: [{ phone: '+1 6', wa_id: '16' }],
          org: { company: 'Acme' },
        },
      ],
    },
  ],
  [
    'buttons under a picture',
    {
      type: 'interactive',
      kind: 'button',
      header: { kind: 'media', mediaKind: 'image', media },
      body: 'Shall we?',
      footer: 'Acme',
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'image', image: { id: '9001' } },
        body: { text: 'Shall we?' },
        footer: { text: 'Acme' },
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
      },
    },
  ],
  [
    'a row of cards whose pictures are ours',
    {
      type: 'interactive',
      kind: 'carousel',
      header: null,
      body: 'New',
      footer: null,
      action: { cards: [{ header: { type: 'image', image: { id } } }] },
    },
    { interactive: { action: { cards: [{ header: { type: 'image', image: { id: '9001' } } }] } } },
  ],
  [
    'a template with its components',
    {
      ...bare,
      type: 'template',
      name: 'order_update',
      language: 'en_US',
      parameters: [{ type: 'header', parameters: [{ type: 'image', image: { id } }] }],
    },
    {
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '9001' } }] }],
      },
    },
  ],
  [
    'a template without any',
    { ...bare, type: 'template', name: 'hello', language: 'en', parameters: [] },
    { type: 'template', template: { name: 'hello', language: { code: 'en' } } },
  ],
])('M-3 sends %s', (_name, content, message) => {
  expect(toGraphMessage(content, uploaded, null)).toMatchObject(message);
  expect(toGraphMessage(content, uploaded, null)).not.toHaveProperty('context');
  expect(toGraphMessage(content, uploaded, 'wamid.1')).toMatchObject({
    ...message,
    context: { message_id: 'wamid.1' },
  });
});

it('M-3 puts a reaction on a message and takes it away', () => {
  const reaction = { message_id: 'wamid.1', emoji: '👍' };
  expect(toGraphReaction('wamid.1', '👍')).toEqual({ type: 'reaction', reaction });
  expect(toGraphReaction('wamid.1', '')).toEqual({ type: 'reaction', reaction: { ...reaction, emoji: '' } });
});

it.each<Content>([
  { type: 'answer', kind: 'button', title: 'Yes', id: null, description: null, data: null },
  { type: 'order', catalogId: null, text: null, items: [] },
  { type: 'system', kind: 'number_changed', text: 'x' },
  { type: 'unsupported', kind: 'poll' },
])('nobody can send what only customers and WhatsApp say: $type', (content) => {
  expect(toGraphMessage(content, uploaded, null)).toBeNull();
});
