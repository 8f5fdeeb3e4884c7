import { expect, it } from 'vitest';
import type { Content, Media } from '#shared/content.ts';
import { whyNotByDevice } from '#shared/device.ts';
import { type MediaId, newId } from '#shared/ids.ts';
import { toGatewayMessage, toGatewayReaction } from './to-gateway-message.ts';

const media = (change: Partial<Media> = {}): Media => ({
  id: newId<MediaId>(),
  mimeType: 'image/jpeg',
  filename: 'a.jpg',
  size: 3,
  sha256: null,
  state: 'ready',
  ...change,
});
const file = (change: Partial<Extract<Content, { type: 'media' }>> = {}): Content => ({
  type: 'media',
  kind: 'image',
  media: media(),
  caption: null,
  voice: false,
  ...change,
});

it('M-3 a text that answers a message', () => {
  expect(toGatewayMessage('1312', { type: 'text', text: 'Hi' }, 'Q1')).toEqual({
    path: 'sendText',
    body: { number: '1312', quoted: { key: { id: 'Q1' } }, text: 'Hi' },
    fileField: null,
  });
});

it.each([
  [file({ caption: 'Menu' }), 'sendMedia', 'media', { mediatype: 'image', caption: 'Menu', fileName: 'a.jpg' }],
  [file({ kind: 'document', media: media({ filename: null }) }), 'sendMedia', 'media', { fileName: 'file' }],
  [file({ kind: 'audio', voice: true }), 'sendWhatsAppAudio', 'audio', {}],
  [file({ kind: 'audio' }), 'sendMedia', 'media', { mediatype: 'audio' }],
  [file({ kind: 'sticker' }), 'sendSticker', 'sticker', {}],
])('M-3 a file of ours: %j', (content, path, fileField, body) => {
  expect(toGatewayMessage('1312', content, null)).toMatchObject({ path, fileField, body });
});

it('M-3 a link is fetched by the gateway itself', () => {
  const content = file({ media: media({ link: 'https://example.com/a.jpg' }) });
  expect(toGatewayMessage('1312', content, null)).toMatchObject({
    fileField: null,
    body: { media: 'https://example.com/a.jpg' },
  });
});

it('M-3 a reaction names whose message it stands on', () => {
  expect(toGatewayReaction('1312', { wamid: 'W', isOurs: true }, '👍').body).toEqual({
    key: { remoteJid: '1312@s.whatsapp.net', fromMe: true, id: 'W' },
    reaction: '👍',
  });
});

it('E-4 what can’t be sent is refused by the rule that is asked before anything is queued', () => {
  const impossible: Content[] = [
    {
      type: 'template',
      name: 'a',
      language: 'en',
      category: null,
      header: null,
      body: null,
      footer: null,
      buttons: [],
      cards: [],
      parameters: [],
    },
    { type: 'interactive', kind: 'button', header: null, body: 'x', footer: null, action: {} },
    file({ media: media({ metaId: '1' }) }),
    { type: 'system', kind: 'x', text: 'x' },
  ];
  for (const content of impossible) {
    expect([whyNotByDevice(content) !== null, toGatewayMessage('1312', content, null)]).toEqual([true, null]);
  }
  const possible: Content[] = [file(), { type: 'text', text: 'x' }, { type: 'contacts', cards: [] }];
  for (const content of possible) {
    expect([whyNotByDevice(content), toGatewayMessage('1312', content, null) === null]).toEqual([null, false]);
  }
});
