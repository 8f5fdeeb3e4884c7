import { expect, it } from 'vitest';
import { getSample } from './samples.ts';
import { detectTypes, findContentFault } from './sniff.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** First page of an Ogg stream: 27 bytes, one segment, then the codec's own header. */
const ogg = (codec: string, channels = 1): Buffer =>
  Buffer.concat([latin('OggS'), Buffer.alloc(22), Buffer.from([1, 19]), latin(codec), Buffer.from([1, channels])]);

it.each<[string, Buffer, readonly string[]]>([
  ['an MP3 without tag', Buffer.from([0xff, 0xfb, 0x90, 0x64]), ['audio/mpeg']],
  ['an MP3 with tag', latin('ID3\u0004'), ['audio/mpeg', 'audio/aac']],
  ['AAC', Buffer.from([0xff, 0xf1, 0x50, 0x80]), ['audio/aac']],
  ['AMR', latin('#!AMR\n'), ['audio/amr']],
  ['Opus', ogg('OpusHead'), ['audio/ogg', 'audio/opus']],
  ['Vorbis', ogg('\u0001vorbis'), []],
  ['M4A', latin('\0\0\0\u0020ftypM4A '), ['audio/mp4']],
  ['3GP', latin('\0\0\0\u0020ftyp3gp5'), ['video/3gpp']],
  ['QuickTime', latin('\0\0\0\u0020ftypqt  '), []],
  ['HEIC', latin('\0\0\0\u0020ftypheic'), []],
  ['WAVE', latin('RIFF\0\0\0\0WAVE'), []],
  ['GIF', latin('GIF89a\u0001\0\u0001\0'), []],
  [
    'an old Word file',
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  ],
  ['some archive', latin('PK\u0003\u0004 holiday.jpg'), []],
  ['text in any language', Buffer.from('Grüße 👋'), ['text/plain']],
  ['nothing', Buffer.alloc(0), []],
])('tells %s from its bytes', (_what, bytes, types) => {
  expect(detectTypes(bytes)).toEqual(types);
});

it('refuses voice in stereo, and films of a codec that phones do not play', () => {
  expect(findContentFault(ogg('OpusHead', 1), 'audio/ogg')).toBeNull();
  expect(findContentFault(ogg('OpusHead', 2), 'audio/ogg')).toMatch(/2 channels/);

  const film = getSample('harbour.mp4').bytes;
  expect(findContentFault(film, 'video/mp4')).toBeNull();
  const asHevc = Buffer.from(film);
  asHevc.write('hvc1', asHevc.indexOf('avc1', asHevc.indexOf('stsd')), 'latin1');
  expect(findContentFault(asHevc, 'video/mp4')).toMatch(/hvc1/);
});

it('refuses a PNG of more than 8 bits', () => {
  const png = Buffer.from(getSample('app-screenshot.png').bytes);
  expect(findContentFault(png, 'image/png')).toBeNull();
  png[24] = 16;
  expect(findContentFault(png, 'image/png')).toMatch(/8-bit/);
});

it.each(['text/plain', 'image/jpeg', 'audio/ogg', 'video/mp4', 'image/png'])(
  'survives %s that is cut anywhere',
  (mimeType) => {
    for (const name of ['voice-parcel.ogg', 'harbour.mp4', 'sticker-heart.webp', 'app-screenshot.png'] as const) {
      const { bytes } = getSample(name);
      for (let length = 0; length < 80; length++) {
        const cut = bytes.subarray(0, length);
        expect(() => [detectTypes(cut), findContentFault(cut, mimeType)]).not.toThrow();
      }
    }
  },
);
