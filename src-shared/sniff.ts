import type { MediaKind } from './content.ts';

// What a file is, told by its own bytes (S-27): neither its name nor what somebody says of it decides how it is shown.

/** So much of a file's beginning is looked at. */
export const headBytes = 64 * 1024;
export const unknownType = 'application/octet-stream';

const office = 'application/vnd.openxmlformats-officedocument';
const oldOffice = ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'];

/** Each with where its mark stands. The first that fits counts. */
const marks: readonly { at: number; mark: string; types: readonly string[] }[] = [
  { at: 0, mark: '\xff\xd8\xff', types: ['image/jpeg'] },
  { at: 0, mark: '\x89PNG\r\n\x1a\n', types: ['image/png'] },
  { at: 0, mark: 'GIF87a', types: ['image/gif'] },
  { at: 0, mark: 'GIF89a', types: ['image/gif'] },
  { at: 8, mark: 'WEBP', types: ['image/webp'] },
  { at: 8, mark: 'WAVE', types: ['audio/wav'] },
  { at: 4, mark: 'ftyp3g', types: ['video/3gpp', 'audio/3gpp'] },
  { at: 4, mark: 'ftypM4A', types: ['audio/mp4'] },
  { at: 4, mark: 'ftypM4B', types: ['audio/mp4'] },
  { at: 4, mark: 'ftypqt', types: ['video/quicktime'] },
  { at: 4, mark: 'ftyphei', types: ['image/heic'] },
  { at: 4, mark: 'ftypmif1', types: ['image/heic'] },
  { at: 4, mark: 'ftypavif', types: ['image/avif'] },
  { at: 4, mark: 'ftyp', types: ['video/mp4', 'audio/mp4'] },
  { at: 0, mark: 'OggS', types: ['audio/ogg', 'audio/opus'] },
  { at: 0, mark: '#!AMR', types: ['audio/amr'] },
  { at: 0, mark: 'ID3', types: ['audio/mpeg', 'audio/aac'] },
  { at: 0, mark: 'fLaC', types: ['audio/flac'] },
  { at: 0, mark: '\x1aE\xdf\xa3', types: ['video/webm', 'audio/webm'] },
  { at: 0, mark: '%PDF-', types: ['application/pdf'] },
  { at: 0, mark: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', types: oldOffice },
  { at: 0, mark: '{\\rtf', types: ['application/rtf'] },
  { at: 0, mark: '7z\xbc\xaf\x27\x1c', types: ['application/x-7z-compressed'] },
  { at: 0, mark: 'Rar!', types: ['application/vnd.rar'] },
  { at: 0, mark: '\x1f\x8b', types: ['application/gzip'] },
  { at: 0, mark: 'MZ', types: ['application/vnd.microsoft.portable-executable'] },
  { at: 0, mark: '\x7fELF', types: ['application/x-executable'] },
  { at: 0, mark: '#!', types: ['text/x-shellscript'] },
];

const markup: readonly [RegExp, string][] = [
  [/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i, 'image/svg+xml'],
  [/^\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|script|iframe)[\s>]/i, 'text/html'],
  [/^\s*<\?xml\s/i, 'application/xml'],
];

/** The types that a file with this beginning can be, the likeliest first; empty when it can't be told. */
export function sniff(head: Uint8Array): readonly string[] {
  const text = latin1(head.subarray(0, 1024));
  const found = marks.find(({ at, mark }) => text.startsWith(mark, at));
  if (found !== undefined) return found.types;
  if (text.startsWith('PK\x03\x04')) return [inArchive(head)];
  const [first = 0, second = 0] = head;
  // A frame of MPEG audio; only AAC's have zero layer bits.
  if (first === 0xff && (second & 0xe0) === 0xe0) return [(second & 0x06) === 0 ? 'audio/aac' : 'audio/mpeg'];
  return markup.filter(([pattern]) => pattern.test(text.replace(/^\xef\xbb\xbf/, ''))).map(([, type]) => type);
}

/** Office files are ZIP archives: their parts are listed by name in the clear. */
function inArchive(head: Uint8Array): string {
  const names = latin1(head);
  if (names.includes('word/')) return `${office}.wordprocessingml.document`;
  if (names.includes('xl/')) return `${office}.spreadsheetml.sheet`;
  if (names.includes('ppt/')) return `${office}.presentationml.presentation`;
  if (names.includes('META-INF/MANIFEST.MF')) return 'application/java-archive';
  return 'application/zip';
}

/** One character a byte. In pieces: a call takes only so many arguments. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

const recognisable = new Set([...marks.flatMap(({ types }) => types), ...markup.map(([, type]) => type)]);

/** The one type that a file goes by: what its bytes say, and what it was said to be only where they are silent. */
export function typeOf(head: Uint8Array, declared: string): string {
  const said = bareType(declared);
  const types = sniff(head);
  const [likeliest] = types;
  if (likeliest !== undefined) return types.includes(said) ? said : likeliest;
  // It has no mark of what it claims to be.
  if (recognisable.has(said) || !/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(said)) return unknownType;
  return said.startsWith('image/') || said.startsWith('video/') || said.startsWith('audio/') ? unknownType : said;
}

/** `audio/ogg; codecs=opus` is an `audio/ogg`. */
export function bareType(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** May a file of this type stand in a message of this kind? Documents may be anything. */
export function fitsKind(kind: MediaKind, type: string): boolean {
  switch (kind) {
    case 'document':
      return true;
    case 'image':
      return type.startsWith('image/') && type !== 'image/svg+xml';
    case 'sticker':
      return type === 'image/webp' || type === 'image/png';
    case 'video':
      return type.startsWith('video/');
    case 'audio':
      // Recorders of telephones put sound into the containers of films.
      return type.startsWith('audio/') || type === 'video/mp4' || type === 'video/3gpp' || type === 'video/webm';
  }
}
