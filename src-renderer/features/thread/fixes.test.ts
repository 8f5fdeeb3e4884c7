import { expect, it } from 'vitest';
import type { Content } from '#shared/content.ts';
import { newId, type MediaId } from '#shared/ids.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { fixesOf, needsOtherFile } from './fixes.ts';
import { toOutgoing } from './to-outgoing.ts';

const text: Content = { type: 'text', text: 'Hello' };
const media = {
  id: newId<MediaId>(),
  mimeType: 'image/jpeg',
  filename: null,
  size: 1,
  sha256: null,
  state: 'ready' as const,
};
const picture: Content = { type: 'media', kind: 'image', media, caption: 'The box', voice: false };
const template: Content = {
  type: 'template',
  name: 'order_update',
  language: 'en_US',
  category: null,
  header: null,
  body: 'Hi Dana',
  footer: null,
  buttons: [],
  cards: [],
  parameters: [{ type: 'body', parameters: [{ type: 'text', text: 'Dana' }] }],
};

it('R-6e offers what helps, by why it was refused', () => {
  expect(fixesOf('window_closed', text)).toEqual(['template', 'edit']);
  expect(fixesOf('window_closed', picture)).toEqual(['template']);
  expect(fixesOf('transient', picture)).toEqual(['again']);
  expect(fixesOf('template', template)).toEqual(['template']);
  expect(fixesOf('policy', text)).toEqual(['edit']);
  // WhatsApp does not say again what it did not tell us.
  expect(fixesOf('transient', { type: 'unsupported', kind: 'poll' })).toEqual([]);
});

it('a file that was refused: another one, or the same as a document; not for what has no file to choose', () => {
  expect(fixesOf('media', picture)).toEqual(['file', 'document', 'again']);
  expect(fixesOf('media', { ...picture, kind: 'document' })).toEqual(['file', 'again']);
  expect(fixesOf('media', { ...picture, kind: 'audio', voice: true })).toEqual(['document', 'again']);
  expect(fixesOf('media', template)).toEqual(['template', 'again']);
});

it('another file is asked for when the file is what the server refuses, not when the connection was', () => {
  expect(
    ['invalid_input', 'payload_too_large', 'not_found'].map((code) => needsOtherFile(code as never, picture)),
  ).toEqual([true, true, true]);
  expect(needsOtherFile('forbidden', picture)).toBe(false);
  expect(needsOtherFile('invalid_input', text)).toBe(false);
});

it('sends again what it was, in the form in which it is sent', () => {
  for (const content of [text, picture, template]) {
    expect(OutgoingContent.safeParse(toOutgoing(content)).error).toBeUndefined();
  }
  expect(toOutgoing({ ...picture, media: { ...media, state: 'failed' } })).toBeNull();
});
