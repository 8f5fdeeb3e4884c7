import { expect, it } from 'vitest';
import { whyNotSendable } from './media-limits.ts';

const file = (mimeType: string, size: number | null = 1000) => ({ mimeType, size });

it.each([
  ['image', 'image/jpeg'],
  ['video', 'video/mp4'],
  ['audio', 'audio/ogg; codecs=opus'],
  ['document', 'application/x-anything'],
  ['sticker', 'image/webp'],
] as const)('takes an %s of type %s, also when its size is not known', (kind, type) => {
  expect(whyNotSendable(kind, file(type))).toBeNull();
  expect(whyNotSendable(kind, file(type, null))).toBeNull();
});

it('says what WhatsApp does not take, and what to do', () => {
  expect(whyNotSendable('image', file('image/gif'))).toContain('send it as a document');
  expect(whyNotSendable('image', file('image/png', 5 * 1024 * 1024 + 1))).toContain('5 MB');
  expect(whyNotSendable('sticker', file('image/webp', 501 * 1024))).toContain('500 KB');
  expect(whyNotSendable('audio', file('audio/mpeg'), true)).toContain('Opus');
  expect(whyNotSendable('audio', file('audio/ogg'), true)).toBeNull();
});
