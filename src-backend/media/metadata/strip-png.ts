import { crc32 } from 'node:zlib';
import { type ByteReader, damaged } from './byte-reader.ts';
import { exifOf, orientationOf } from './orientation.ts';

/** Optional parts that say how the picture looks, or moves. All other optional parts are left out. */
const looks = new Set([
  ...['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs', 'bKGD', 'hIST', 'sPLT', 'cICP', 'mDCV', 'cLLI'],
  ...['acTL', 'fcTL', 'fdAT'],
]);
/** EXIF data that is larger is left out unread. */
const maxExifBytes = 64 * 1024;

/** A PNG file without EXIF data, texts, times and what else programs put into it, and without what follows its end. */
export async function* stripPng(reader: ByteReader): AsyncGenerator<Buffer> {
  yield await reader.take(8);
  for (;;) {
    const head = await reader.take(8);
    const length = head.readUInt32BE();
    const type = head.toString('latin1', 4);
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff) throw damaged();
    // Parts whose name begins with a capital are those without which nothing can be shown.
    if (/^[A-Z]/.test(type) || looks.has(type)) {
      yield head;
      yield* reader.pass(length + 4);
      if (type === 'IEND') return;
    } else if (type === 'eXIf' && length <= maxExifBytes) {
      const orientation = orientationOf(await reader.take(length));
      await reader.skip(4);
      if (orientation !== 1) yield chunk(type, exifOf(orientation));
    } else {
      await reader.skip(length + 4);
    }
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
