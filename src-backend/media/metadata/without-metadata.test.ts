import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { exifOf, orientationOf } from './orientation.ts';
import { withoutMetadata } from './without-metadata.ts';

const samples = join(import.meta.dirname, '../../../src-simulator/media/samples');
const sample = (name: string) => readFileSync(join(samples, name));
const secret = 'Maya at 52.5200 N 13.4050 E';
const text = (latin1: string) => Buffer.from(latin1, 'latin1');
const hex = (digits: string) => Buffer.from(digits.replace(/\s/g, ''), 'hex');

/** As it comes over a network: cut anywhere. */
async function strip(file: Buffer, pieceBytes = 1000): Promise<Buffer> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < file.length; at += pieceBytes) yield file.subarray(at, at + pieceBytes);
  }
  const kept: Buffer[] = [];
  for await (const piece of withoutMetadata(pieces())) kept.push(piece);
  return Buffer.concat(kept);
}

/** EXIF data as cameras write it: orientation between other things, the secret behind it. */
function cameraExif(orientation: number, isLittle: boolean): Buffer {
  const entries = [
    [0x010f, 2, 4, 0x43616e00],
    [0x0112, 3, 1, isLittle ? orientation : orientation << 16],
    [0x8825, 4, 1, 0x1000],
  ];
  const u16 = (value: number) => {
    const bytes = Buffer.alloc(2);
    return isLittle ? (bytes.writeUInt16LE(value), bytes) : (bytes.writeUInt16BE(value), bytes);
  };
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    return isLittle ? (bytes.writeUInt32LE(value), bytes) : (bytes.writeUInt32BE(value), bytes);
  };
  return Buffer.concat([
    text(isLittle ? 'II' : 'MM'),
    u16(42),
    u32(8),
    u16(entries.length),
    ...entries.flatMap(([tag = 0, type = 0, count = 0, value = 0]) => [u16(tag), u16(type), u32(count), u32(value)]),
    u32(0),
    text(secret),
  ]);
}

const segment = (code: number, body: Buffer) => {
  const head = Buffer.of(0xff, code, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const pngPart = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(Buffer.concat([text(type), data])));
  return Buffer.concat([length, text(type), data, check]);
};
const webpPart = (name: string, data: Buffer) => {
  const head = Buffer.concat([text(name), Buffer.alloc(4)]);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
const webp = (...parts: Buffer[]) => {
  const body = Buffer.concat([text('WEBP'), ...parts]);
  const head = Buffer.concat([text('RIFF'), Buffer.alloc(4)]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
};

describe('S-56 JPEG', () => {
  // Start, JFIF, a table, the scan with a stuffed and a restarted byte, the end.
  const jfif = 'ffe0 0010 4a46494600 0102 00 0001 0001 00 00';
  const table = 'ffdb 0005 aabbcc';
  const picture = 'ffda 0004 0102 11ff0022ffd033 ffd9';

  it('keeps what shows the picture and drops all else', async () => {
    const file = Buffer.concat([
      hex(`ffd8 ${jfif}`),
      segment(0xe0, text('JFXX\0preview')),
      segment(0xe1, Buffer.concat([text('Exif\0\0'), cameraExif(1, true)])),
      segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0<xmp>${secret}</xmp>`)),
      segment(0xe2, text('ICC_PROFILE\0\x01\x01colours')),
      segment(0xe2, text('MPF\0more pictures')),
      segment(0xed, text(`Photoshop 3.0\0${secret}`)),
      segment(0xee, text('Adobe\0d\0\0\0\0\x01')),
      segment(0xfe, text(secret)),
      hex(`ff ff ff${table}`),
      hex(picture),
      text(`another picture ${secret}`),
    ]);
    const profile = segment(0xe2, text('ICC_PROFILE\0\x01\x01colours')).toString('hex');
    const adobe = segment(0xee, text('Adobe\0d\0\0\0\0\x01')).toString('hex');
    expect((await strip(file)).toString('hex')).toBe(
      hex(`ffd8 ${jfif} ${profile} ${adobe} ${table} ${picture}`).toString('hex'),
    );
  });

  it('looks also between the scans of a picture that comes in several', async () => {
    const scans = (between: Buffer) =>
      Buffer.concat([hex('ffd8'), hex('ffda 0003 01 1122 '), between, hex('ffda 0003 02 33ff00ff ffd9')]);
    expect(await strip(scans(segment(0xfe, text(secret))))).toEqual(scans(Buffer.alloc(0)));
  });

  it.each([2, 3, 6, 8].flatMap((up) => [true, false].map((isLittle) => [up, isLittle] as const)))(
    'says that the picture stands as it stood (%i)',
    async (up, isLittle) => {
      const exif = segment(0xe1, Buffer.concat([text('Exif\0\0'), cameraExif(up, isLittle)]));
      const stripped = await strip(Buffer.concat([hex(`ffd8 ${jfif}`), exif, hex(`${table} ${picture}`)]));
      const minimal = segment(0xe1, Buffer.concat([text('Exif\0\0'), exifOf(up)]));
      expect(stripped).toEqual(Buffer.concat([hex(`ffd8 ${jfif}`), minimal, hex(`${table} ${picture}`)]));
      expect(orientationOf(exifOf(up))).toBe(up);
    },
  );

  it('takes the preview out of the JFIF head', async () => {
    const head = segment(0xe0, Buffer.concat([hex('4a46494600 0102 00 0001 0001 01 01'), text('abc')]));
    expect(await strip(Buffer.concat([hex('ffd8'), head, hex(picture)]))).toEqual(hex(`ffd8 ${jfif} ${picture}`));
  });

  it('a file that breaks off within the picture stays as it is', async () => {
    expect(await strip(hex('ffd8 ffda 0003 01 1122ff'))).toEqual(hex('ffd8 ffda 0003 01 1122ff'));
  });

  it.each([
    ['that breaks off before it', 'ffd8 ffdb 0005 aabb'],
    ['with a part of no length', 'ffd8 ffdb 0001'],
    ['with anything between the parts', 'ffd8 ffdb 0003 aa 00 ffd9'],
    ['within a picture', 'ffd8 ffd8 ffd9'],
    ['of nothing but a start', 'ffd8ff'],
  ])('a picture %s is refused', async (_what, file) => {
    await expect(strip(hex(file))).rejects.toThrow('The picture is damaged');
  });
});

describe('S-56 PNG', () => {
  const start = hex('89504e470d0a1a0a');
  const ihdr = pngPart('IHDR', hex('00000001 00000001 08 02 000000'));
  const idat = pngPart('IDAT', hex('789c63f80f0001010100'));
  const end = pngPart('IEND', Buffer.alloc(0));

  it('keeps what shows the picture and drops all else', async () => {
    const gamma = pngPart('gAMA', hex('0000b18f'));
    const file = Buffer.concat([
      start,
      ihdr,
      pngPart('tEXt', text(`Author\0${secret}`)),
      pngPart('zTXt', text(`Comment\0\0${secret}`)),
      gamma,
      pngPart('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${secret}`)),
      pngPart('eXIf', cameraExif(1, false)),
      pngPart('tIME', hex('07ea0b15090000')),
      pngPart('prVt', text(secret)),
      idat,
      end,
      text(secret),
    ]);
    expect(await strip(file)).toEqual(Buffer.concat([start, ihdr, gamma, idat, end]));
  });

  it('says that the picture stands as it stood', async () => {
    const file = Buffer.concat([start, ihdr, pngPart('eXIf', cameraExif(6, true)), idat, end]);
    expect(await strip(file)).toEqual(Buffer.concat([start, ihdr, pngPart('eXIf', exifOf(6)), idat, end]));
  });

  it.each([
    ['that breaks off', Buffer.concat([start, ihdr, idat.subarray(0, -2)])],
    ['without an end', Buffer.concat([start, ihdr, idat])],
    ['with anything between the parts', Buffer.concat([start, ihdr, Buffer.alloc(20), end])],
  ])('a picture %s is refused', async (_what, file) => {
    await expect(strip(file)).rejects.toThrow('The picture is damaged');
  });
});

describe('S-56 WebP', () => {
  const shown = webpPart('VP8X', hex('1c000000 000000 000000'));
  const bits = webpPart('VP8L', text('picture'));

  it('blots out what does not show the picture', async () => {
    const exif = cameraExif(8, true);
    const file = webp(
      shown,
      bits,
      webpPart('EXIF', exif),
      webpPart('XMP ', text(secret)),
      webpPart('XtRa', text(secret)),
    );
    const blank = Buffer.alloc(secret.length);
    const expected = webp(
      shown,
      bits,
      webpPart('EXIF', Buffer.concat([exifOf(8), Buffer.alloc(exif.length - 26)])),
      webpPart('XMP ', Buffer.alloc(secret.length, ' ')),
      webpPart('XtRa', blank),
    );
    expect(await strip(Buffer.concat([file, text(secret)]))).toEqual(expected);
  });

  it('looks also into the frames of a picture that moves', async () => {
    const frame = (inside: Buffer) =>
      webpPart('ANMF', Buffer.concat([Buffer.alloc(16, 1), bits, webpPart('note', inside)]));
    const file = webp(shown, webpPart('ANIM', Buffer.alloc(6)), frame(text(secret)), frame(text('odd')));
    const expected = webp(
      shown,
      webpPart('ANIM', Buffer.alloc(6)),
      frame(Buffer.alloc(secret.length)),
      frame(Buffer.alloc(3)),
    );
    expect(await strip(file)).toEqual(expected);
  });

  it.each([
    ['that breaks off', webp(shown, bits).subarray(0, -3)],
    ['with a part that is longer than the file', webp(shown, bits.subarray(0, -4))],
    ['with half a part at its end', webp(shown, bits, Buffer.alloc(3))],
    ['without its head', Buffer.concat([text('RIFX'), webp(shown, bits).subarray(4)])],
  ])('a picture %s is refused', async (_what, file) => {
    await expect(strip(file)).rejects.toThrow('The picture is damaged');
  });
});

describe('S-56 any file', () => {
  const clean = ['parcel.jpg', 'app-screenshot.png', 'sticker-thanks.webp', 'sticker-heart.webp'];

  it.each(clean)('stays the same picture, however it comes in, and has nothing more to lose: %s', async (name) => {
    const file = sample(name);
    const once = await strip(file, file.length);
    expect(once.length).toBeGreaterThan(file.length * 0.95);
    expect(await strip(file, 7)).toEqual(once);
    expect(await strip(once)).toEqual(once);
  });

  it.each(['invoice-48213.pdf', 'voice-parcel.ogg', 'harbour.mp4'])(
    'that is no such picture passes: %s',
    async (name) => {
      expect(await strip(sample(name))).toEqual(sample(name));
    },
  );

  it('that is damaged anywhere is refused in words, or still has no metadata of a kind we know', async () => {
    const files = clean.map((name) => sample(name).subarray(0, 4000));
    const bytes = fc.array(fc.tuple(fc.nat(3999), fc.nat(255)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        bytes,
        fc.integer({ min: 1, max: 3000 }),
        async (file, changes, size) => {
          const changed = Buffer.from(file);
          for (const [at, value] of changes) changed[at] = value;
          const failure = await strip(changed, size).then(
            () => null,
            (error: unknown) => error,
          );
          if (failure !== null) expect(failure).toBeInstanceOf(AppError);
        },
      ),
      { numRuns: 200 },
    );
  });
});
