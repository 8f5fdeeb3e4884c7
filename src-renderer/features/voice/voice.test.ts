import { expect, it } from 'vitest';
import recordedOgg from './golden/recorded.ogg?inline';
import recordedWebm from './golden/recorded.webm?inline';
import { barsOf } from './level-bars.ts';
import { readWebm } from './read-webm.ts';
import { samplesOf, writeOgg } from './write-ogg.ts';

const bytesOf = (dataUrl: string) => Uint8Array.from(atob(dataUrl.split(',')[1] ?? ''), (char) => char.charCodeAt(0));
const webm = bytesOf(recordedWebm);
const ogg = bytesOf(recordedOgg);
const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** The packets of an Ogg file, and where its stream ends; written from the RFC, not from the writer. */
function readOgg(file: Uint8Array) {
  const packets: number[][] = [[]];
  const pages: { flags: number; position: number; sequence: number }[] = [];
  const view = new DataView(file.buffer, file.byteOffset);
  for (let at = 0; at < file.length;) {
    expect(latin1(file.subarray(at, at + 4))).toBe('OggS');
    const count = file[at + 26] ?? 0;
    const lacing = file.subarray(at + 27, at + 27 + count);
    pages.push({
      flags: file[at + 5] ?? 0,
      position: Number(view.getBigUint64(at + 6, true)),
      sequence: view.getUint32(at + 18, true),
    });
    at += 27 + count;
    for (const length of lacing) {
      packets.at(-1)?.push(...file.subarray(at, at + length));
      at += length;
      if (length < 255) packets.push([]);
    }
  }
  return { packets: packets.slice(0, -1).map((packet) => Uint8Array.from(packet)), pages };
}

it('ruling 66: what Chromium recorded becomes the very Ogg file that was checked by ear', () => {
  expect(writeOgg(readWebm(webm))).toEqual(ogg);
});

it('keeps every packet as it was, behind the two headers', () => {
  const stream = readWebm(webm);
  const { packets, pages } = readOgg(writeOgg(stream));
  expect(latin1(packets[0] ?? new Uint8Array()).slice(0, 8)).toBe('OpusHead');
  expect(packets[0]).toEqual(stream.head);
  expect(latin1(packets[1] ?? new Uint8Array()).slice(0, 8)).toBe('OpusTags');
  expect(packets.slice(2)).toEqual(stream.packets);
  expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
  expect(pages[0]?.flags).toBe(2);
  expect(pages.at(-1)).toMatchObject({
    flags: 4,
    position: stream.packets.reduce((sum, packet) => sum + samplesOf(packet), 0),
  });
});

it('writes packets of every length, also those that fill their last segment', () => {
  const head = bytesOf(`,${btoa('OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00')}`);
  const sizes = [1, 254, 255, 256, 510, 1275];
  const packets = Array.from({ length: 400 }, (_, index) =>
    new Uint8Array(sizes[index % sizes.length] ?? 1).fill(index % 251).with(0, 0x78),
  );
  expect(readOgg(writeOgg({ head, packets })).packets.slice(2)).toEqual(packets);
});

it('gives what there is of a recording that was cut off', () => {
  const { packets } = readWebm(webm);
  const cut = readWebm(webm.subarray(0, webm.length - 20));
  expect(cut.packets.length).toBeLessThan(packets.length);
  expect(cut.packets).toEqual(packets.slice(0, cut.packets.length));
});

it('refuses what is no WebM with Opus', () => {
  for (const bytes of [new Uint8Array(), Uint8Array.of(1, 2, 3), ogg]) {
    expect(() => readWebm(bytes)).toThrow('not a WebM file');
  }
});

it.each([
  [0x00, 480],
  [0x08, 960],
  [0x18, 2880],
  [0x60, 480],
  [0x68, 960],
  [0x80, 120],
  [0x98, 960],
  [0x99, 1920],
])('knows how long a packet that begins with %i sounds', (toc, samples) => {
  expect(samplesOf(Uint8Array.of(toc))).toBe(samples);
});

it('draws a long recording as so many bars', () => {
  expect(barsOf([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3]);
  expect(barsOf([0.5], 4)).toEqual([0.5]);
});
