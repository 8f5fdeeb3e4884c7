import { expect, it } from 'vitest';
import { type Content, previewOf, relabel } from './content.ts';
import { type MediaId, newId } from './ids.ts';

it('previews in one line and never cuts an emoji in half', () => {
  expect(previewOf({ type: 'text', text: ' one\n\ttwo ' })).toBe('one two');
  expect(previewOf({ type: 'text', text: '😀'.repeat(10) }, 4)).toBe('😀😀😀…');
  expect(previewOf({ type: 'unsupported', kind: 'poll' })).toBe('[poll]');
});

const media = {
  id: newId<MediaId>(),
  mimeType: 'image/jpeg',
  filename: 'box.jpg',
  size: null,
  sha256: null,
  state: 'pending',
} as const;

it.each<[string, Content]>([
  ['[image] Broken on arrival', { type: 'media', kind: 'image', media, caption: 'Broken on arrival', voice: false }],
  ['[voice note] box.jpg', { type: 'media', kind: 'audio', media, caption: null, voice: true }],
  ['[location] Harbour', { type: 'location', latitude: 1, longitude: 2, name: 'Harbour', address: null }],
  ['[order]', { type: 'order', catalogId: null, text: null, items: [] }],
  ['Yes, please', { type: 'answer', kind: 'button', title: 'Yes, please', id: 'yes', description: null, data: null }],
])('a list shows "%s"', (line, content) => {
  expect(previewOf(content)).toBe(line);
});

it('a preview gets its label in another language, and only a label', () => {
  const german = (label: string) => ({ image: 'Bild' })[label] ?? label;
  expect(relabel('[image] The box', german)).toBe('[Bild] The box');
  expect(relabel('[button]', german)).toBe('[button]');
  expect(relabel('see [image]', german)).toBe('see [image]');
});
