import { expect, it } from 'vitest';
import { type MediaId, newId } from './ids.ts';
import { fromGraph } from './outgoing-from-graph.ts';

const link = 'https://files.example/a.pdf';
const ours = newId<MediaId>();
const named = { name: null, address: null };
const picture = { type: 'media', kind: 'image', voice: false };

it.each<[object, object]>([
  [
    { type: 'text', text: { body: 'Hello', preview_url: true } },
    { type: 'text', text: 'Hello' },
  ],
  [{ text: { body: 'no type is a text' } }, { type: 'text', text: 'no type is a text' }],
  [
    { type: 'text', text: 'short form' },
    { type: 'text', text: 'short form' },
  ],
  [
    { type: 'image', image: { link, caption: 'c' } },
    { ...picture, media: { link }, caption: 'c' },
  ],
  [
    { type: 'image', image: { id: ours } },
    { ...picture, media: { id: ours }, caption: null },
  ],
  [
    { type: 'image', image: { id: 1234 } },
    { ...picture, media: { metaId: '1234' }, caption: null },
  ],
  [
    { type: 'audio', audio: { id: '77', voice: true } },
    { kind: 'audio', media: { metaId: '77' }, voice: true },
  ],
  [{ type: 'document', document: { link, filename: 'a.pdf' } }, { media: { link, filename: 'a.pdf' } }],
  [
    { type: 'location', location: { latitude: '52.5', longitude: 13 } },
    { type: 'location', latitude: 52.5, longitude: 13, ...named },
  ],
  [
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Lin' }, phones: [{ wa_id: '1650' }] }] },
    { cards: [{ name: 'Lin', phones: [{ phone: '1650', waId: '1650', type: null }], emails: [], organisation: null }] },
  ],
  [
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'image', image: { link } },
        body: { text: 'b' },
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
      },
    },
    { kind: 'button', header: { kind: 'media', mediaKind: 'image', media: { link } }, body: 'b', footer: null },
  ],
  [
    { type: 'template', template: { name: 'a', language: { code: 'en_US' }, components: [{ type: 'body' }] } },
    { type: 'template', name: 'a', language: 'en_US', parameters: [{ type: 'body' }] },
  ],
])('reads %j', (message, content) => {
  expect(fromGraph({ ...message })).toMatchObject({ kind: 'message', content });
});

it('reads a reaction', () => {
  const reaction = { message_id: 'wamid.1', emoji: '👍' };
  expect(fromGraph({ type: 'reaction', reaction })).toEqual({ kind: 'reaction', messageId: 'wamid.1', emoji: '👍' });
});

it.each<[object, string]>([
  [{ type: 'poll' }, 'type'],
  [{ type: 'text' }, 'text'],
  [{ type: 'text', text: {} }, 'text.body'],
  [{ type: 'text', text: { body: ' ' } }, 'text.body'],
  [{ type: 'image', image: {} }, 'image.id or link'],
  [{ type: 'image', image: { link: 'ftp://x' } }, 'image.link'],
  [{ type: 'image', image: { id: 'mine' } }, 'image.id'],
  [{ type: 'image', image: { link, caption: 'x'.repeat(1025) } }, 'image.caption'],
  [{ type: 'location', location: { latitude: 99, longitude: 1 } }, 'location.latitude'],
  [{ type: 'contacts', contacts: [{ name: { formatted_name: '' } }] }, 'contacts.0.name'],
  [{ type: 'interactive', interactive: { type: 'dance', action: {} } }, 'interactive.type'],
  [{ type: 'interactive', interactive: { type: 'button', body: { text: '' }, action: {} } }, 'interactive.body.text'],
  [{ type: 'template', template: { name: 'a', language: { code: 'x' } } }, 'template.language.code'],
  [{ type: 'template', template: { name: 'a', language: 'en', components: [{}] } }, 'template.components.0.type'],
  [{ type: 'reaction', reaction: { message_id: 'x', emoji: 'ok' } }, 'reaction.emoji'],
])('names the field that is wrong: %j → %s', (message, field) => {
  expect(fromGraph({ ...message })).toMatchObject({ kind: 'wrong', field });
});
