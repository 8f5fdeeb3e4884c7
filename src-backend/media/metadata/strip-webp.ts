import { type ByteReader, damaged } from './byte-reader.ts';
import { exifOf, orientationOf } from './orientation.ts';

const looks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ICCP']);
const frame = 'ANMF';
const frameHeadBytes = 16;
/** EXIF data that is larger is blotted out unread. */
const maxExifBytes = 64 * 1024;

/**
 * A WebP file whose metadata is blotted out where it stands: its head, written before anything else is known, holds the
 * file's length and says that there are such parts. What follows its end is cut off.
 */
export async function* stripWebp(reader: ByteReader): AsyncGenerator<Buffer> {
  const head = await reader.take(12);
  if (head.toString('latin1', 0, 4) !== 'RIFF') throw damaged();
  yield head;
  yield* parts(reader, head.readUInt32LE(4) - 4);
}

async function* parts(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  let left = length;
  while (left > 0) {
    const head = await reader.take(8);
    const size = head.readUInt32LE(4);
    // A part of odd length is followed by a byte of nothing.
    left -= 8 + size + (size % 2);
    if (left < 0) throw damaged();
    yield head;
    const name = head.toString('latin1', 0, 4);
    if (looks.has(name)) yield* reader.pass(size);
    else if (name === frame && size >= frameHeadBytes) {
      yield* reader.pass(frameHeadBytes);
      yield* parts(reader, size - frameHeadBytes);
    } else if (name === 'EXIF' && size <= maxExifBytes) {
      const exif = await reader.take(size);
      yield Buffer.concat([exifOf(orientationIn(exif)), Buffer.alloc(size)]).subarray(0, size);
    } else {
      // XMP is text: blanks are an empty one.
      yield* blotted(reader, size, name === 'XMP ' ? 0x20 : 0);
    }
    yield* reader.pass(size % 2);
  }
  if (left !== 0) throw damaged();
}

/** Some programs put the mark of JPEG's EXIF segment before it. */
function orientationIn(exif: Buffer): number {
  const isMarked = exif.toString('latin1', 0, 6) === 'Exif\0\0';
  return orientationOf(isMarked ? exif.subarray(6) : exif);
}

async function* blotted(reader: ByteReader, size: number, byte: number): AsyncGenerator<Buffer> {
  for await (const piece of reader.pass(size)) yield Buffer.alloc(piece.length, byte);
}
