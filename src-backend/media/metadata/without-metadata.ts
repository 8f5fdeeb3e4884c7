import { ByteReader } from './byte-reader.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { stripPng } from './strip-png.ts';
import { stripWebp } from './strip-webp.ts';

/**
 * A file as it may leave (S-56): of a JPEG, PNG or WebP picture nothing but what shows it, and which way up; where it was
 * taken, by whom and with what is gone. The picture is not encoded anew. Other files pass as they are. Throws
 * `invalid_input` for a picture that is too damaged to tell.
 */
export async function* withoutMetadata(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    const head = (await reader.peek(12)).toString('latin1', 0, 12);
    if (head.startsWith('\xff\xd8\xff')) yield* stripJpeg(reader);
    else if (head.startsWith('\x89PNG\r\n\x1a\n')) yield* stripPng(reader);
    else if (head.startsWith('WEBP', 8)) yield* stripWebp(reader);
    else yield* reader.rest();
  } finally {
    await reader.close();
  }
}
