import { expect, it } from 'vitest';
import { gifOf, jpegOf, pngOf, webpOf } from './media.fixtures.ts';
import { pictureSize } from './picture-size.ts';

it.each([
  ['image/png', pngOf(640, 480)],
  ['image/gif', gifOf(640, 480)],
  ['image/webp', webpOf(640, 480)],
  ['image/jpeg', jpegOf(640, 480)],
  ['image/jpeg', jpegOf(640, 480, 60_000)],
])('reads how large a picture is from its head (%s)', (type, bytes) => {
  expect(pictureSize(type, bytes)).toEqual({ width: 640, height: 480 });
});

it.each([
  ['image/png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['image/png', pngOf(0, 10)],
  ['image/jpeg', Buffer.from([0xff, 0xd8])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff])],
  ['image/webp', Buffer.from('RIFF\0\0\0\0WEBPXXXX', 'latin1')],
  ['image/svg+xml', Buffer.from('<svg width="1" height="1"/>')],
])('believes nothing of a head that is cut off, empty or not of that kind (%s)', (type, bytes) => {
  expect(pictureSize(type, bytes)).toBeNull();
});
