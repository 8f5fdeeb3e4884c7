import { type ByteReader, damaged } from './byte-reader.ts';
import { exifOf, orientationOf } from './orientation.ts';

const startOfScan = 0xda;
const endOfImage = 0xd9;
const exifMark = Buffer.from('Exif\0\0', 'latin1');

/**
 * A JPEG file without EXIF, XMP, IPTC, comments, previews and what else programs put beside the picture; colours
 * (JFIF, ICC, Adobe) stay. What follows the picture's end is cut off: telephones put more pictures and films there.
 */
export async function* stripJpeg(reader: ByteReader): AsyncGenerator<Buffer> {
  yield await reader.take(2);
  // A file that breaks off within the picture has told all else by then.
  for (let isPicture = false; !isPicture || (await reader.peek(1)).length > 0;) {
    const code = await markerOf(reader);
    if (code === endOfImage) return yield Buffer.of(0xff, code);
    if (isAlone(code)) {
      yield Buffer.of(0xff, code);
      continue;
    }
    const length = (await reader.take(2)).readUInt16BE();
    if (length < 2) throw damaged();
    const kept = keptOf(code, await reader.take(length - 2));
    if (kept !== null) yield segment(code, kept);
    if (code !== startOfScan) continue;
    isPicture = true;
    yield* scan(reader);
  }
}

/** Any number of 0xff may stand before it. */
async function markerOf(reader: ByteReader): Promise<number> {
  if ((await reader.take(1))[0] !== 0xff) throw damaged();
  for (;;) {
    const [code = 0] = await reader.take(1);
    if (code === 0xff) continue;
    if (code === 0 || code === 0xd8) throw damaged();
    return code;
  }
}

/** What of a segment stays; null: nothing. */
function keptOf(code: number, body: Buffer): Buffer | null {
  const named = (name: string) => body.toString('latin1', 0, name.length) === name;
  switch (code) {
    case 0xe0:
      // Without its preview, whose width and height come last.
      return named('JFIF\0') && body.length >= 14 ? Buffer.concat([body.subarray(0, 12), Buffer.alloc(2)]) : null;
    case 0xe1: {
      if (!body.subarray(0, exifMark.length).equals(exifMark)) return null;
      const orientation = orientationOf(body.subarray(exifMark.length));
      return orientation === 1 ? null : Buffer.concat([exifMark, exifOf(orientation)]);
    }
    case 0xe2:
      return named('ICC_PROFILE\0') ? body : null;
    case 0xee:
      return named('Adobe') ? body : null;
    default:
      return (code >= 0xe0 && code <= 0xef) || code === 0xfe ? null : body;
  }
}

function segment(code: number, body: Buffer): Buffer {
  const head = Buffer.of(0xff, code, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The picture itself, until a marker that is not part of it. */
async function* scan(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const ready = await reader.peek(2);
    if (ready.length < 2) return yield* reader.rest();
    const end = endOfScan(ready);
    yield await reader.take(end ?? (ready.at(-1) === 0xff ? ready.length - 1 : ready.length));
    if (end !== null) return;
  }
}

/** Where the next marker begins; null: not in these bytes, unless their last one is half of it. */
function endOfScan(bytes: Buffer): number | null {
  for (let at = bytes.indexOf(0xff); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !isAlone(next)) return at;
  }
  return null;
}

/** Markers without a body: restarts within a scan, and the one for arithmetic coding. */
function isAlone(code: number): boolean {
  return code === 0x01 || (code >= 0xd0 && code <= 0xd7);
}
