import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fitsKind, sniff, typeOf, unknownType } from '#shared/sniff.ts';

const sample = (name: string) =>
  readFileSync(new URL(`../../src-simulator/media/samples/${name}`, import.meta.url)).subarray(0, 64 * 1024);
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

it.each([
  ['parcel.jpg', 'image/jpeg'],
  ['app-screenshot.png', 'image/png'],
  ['sticker-thanks.webp', 'image/webp'],
  ['harbour.mp4', 'video/mp4'],
  ['voice-parcel.ogg', 'audio/ogg'],
  ['chime.mp3', 'audio/mpeg'],
  ['invoice-48213.pdf', 'application/pdf'],
  ['guest-list.xlsx', xlsx],
  ['complaint.docx', docx],
])('S-27 tells by its bytes what %s is', (name, type) => {
  expect(typeOf(sample(name), 'application/octet-stream')).toBe(type);
  expect(typeOf(sample(name), 'image/bmp')).toBe(type);
});

it.each<[string, string, string]>([
  ['MZ\x90\x00', 'image/jpeg', 'application/vnd.microsoft.portable-executable'],
  ['<!DOCTYPE html><script>', 'text/plain', 'text/html'],
  ['\ufeff <svg onload="x">', 'image/png', 'image/svg+xml'],
  ['<?xml version="1.0"?><svg xmlns="">', 'image/png', 'image/svg+xml'],
  ['no mark of a picture', 'image/jpeg', unknownType],
  ['no mark of a film', 'video/x-own', unknownType],
  ['a;b;c', 'text/csv; charset=utf-8', 'text/csv'],
  ['anything', 'no type at all', unknownType],
  ['', '', unknownType],
])('S-27 a file that begins with %j and says it is %s goes by %s', (text, declared, type) => {
  expect(typeOf(Buffer.from(text, text.startsWith('\ufeff') ? 'utf8' : 'latin1'), declared)).toBe(type);
});

it('keeps what is said where a container can hold both', () => {
  const head = Buffer.from('\0\0\0\x18ftypisom');
  expect([typeOf(head, 'audio/mp4'), typeOf(head, 'video/mp4'), typeOf(head, 'x/y')]).toEqual([
    'audio/mp4',
    'video/mp4',
    'video/mp4',
  ]);
  expect(sniff(Buffer.from([0xff, 0xf1, 0x50]))).toEqual(['audio/aac']);
  expect(sniff(Buffer.from([0xff, 0xfb, 0x50]))).toEqual(['audio/mpeg']);
});

it('a picture must be one, a document may be anything', () => {
  expect(fitsKind('image', 'image/png')).toBe(true);
  expect(fitsKind('image', 'image/svg+xml')).toBe(false);
  expect(fitsKind('image', 'text/html')).toBe(false);
  expect(fitsKind('audio', 'video/mp4')).toBe(true);
  expect(fitsKind('audio', 'application/pdf')).toBe(false);
  expect(fitsKind('sticker', 'image/jpeg')).toBe(false);
  expect(fitsKind('video', 'image/jpeg')).toBe(false);
  expect(fitsKind('document', 'text/html')).toBe(true);
});
