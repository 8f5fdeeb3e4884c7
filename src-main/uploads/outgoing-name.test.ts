import { expect, it } from 'vitest';
import { outgoingName } from './outgoing-name.ts';

it.each([
  ['photo.jpg', 'image/jpeg', 'photo.jpg'],
  ['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
  ['photo.jpg', 'image/png', 'photo.png'],
  ['image', 'image/png', 'image.png'],
  ['plan.dwg', 'application/octet-stream', 'plan.dwg'],
  ['notes.tex', 'text/plain', 'notes.tex'],
  ['C:\\Users\\maya\\scan.pdf', 'application/pdf', 'scan.pdf'],
  ['', 'application/octet-stream', 'file'],
])('%s that is %s goes out as %s', (given, type, expected) => {
  expect(outgoingName(given, type)).toBe(expected);
});
