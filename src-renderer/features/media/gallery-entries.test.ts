import { expect, it } from 'vitest';
import { newId, type MediaId } from '#shared/ids.ts';
import { documentOf, linksOf } from './gallery-entries.ts';

it('lists the addresses that can be opened, each once, and no disguised ones', () => {
  const text =
    'see https://a.example/x, www.b.example and https://a.example/x; not https://bank.com@evil.example or http://c.example';
  expect(linksOf({ content: { type: 'text', text } })).toEqual(['https://a.example/x', 'https://www.b.example']);
});

it('finds the document of a message and of a template', () => {
  const media = {
    id: newId<MediaId>(),
    mimeType: 'application/pdf',
    filename: 'a.pdf',
    size: 1,
    sha256: null,
    state: 'ready' as const,
  };
  const header = { kind: 'media' as const, mediaKind: 'document' as const, media };
  const template = {
    name: 'x',
    language: 'en',
    category: null,
    body: null,
    footer: null,
    buttons: [],
    cards: [],
    parameters: [],
  };
  expect(documentOf({ content: { type: 'media', kind: 'document', media, caption: null, voice: false } })).toBe(media);
  expect(documentOf({ content: { type: 'template', ...template, header } })).toBe(media);
  expect(documentOf({ content: { type: 'text', text: 'a.pdf' } })).toBeNull();
});
