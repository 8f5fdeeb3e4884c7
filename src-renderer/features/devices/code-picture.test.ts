import { expect, it } from 'vitest';
import { codePicture } from './code-picture.ts';

it('gives the bytes of the picture', async () => {
  const blob = codePicture(`data:image/png;base64,${btoa('\u0089PNG')}`);
  expect(blob.type).toBe('image/png');
  expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

it.each(['', 'https://gateway.example/qr.png', 'data:text/html;base64,PGI+', 'data:image/svg+xml;base64,PHN2Zz4='])(
  'refuses %s',
  (address) => {
    expect(() => codePicture(address)).toThrow('no picture');
  },
);
