const office = 'application/vnd.openxmlformats-officedocument';

/**
 * The types of Meta's list that these bytes can be, told from their beginning as `file` does; empty for anything else.
 * Where containers are shared (MP4 with or without picture, the old Office formats) there are several.
 */
export function detectTypes(bytes: Buffer): readonly string[] {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return ['image/jpeg'];
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return ['image/png'];
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return ['image/webp'];
  if (text(bytes, 4, 8) === 'ftyp') return typesOfBrand(text(bytes, 8, 12));
  if (text(bytes, 0, 4) === 'OggS') return opusHead(bytes) === -1 ? [] : ['audio/ogg', 'audio/opus'];
  if (text(bytes, 0, 5) === '#!AMR') return ['audio/amr'];
  if (text(bytes, 0, 3) === 'ID3') return ['audio/mpeg', 'audio/aac'];
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0) {
    // MPEG audio: the layer bits are 0 in AAC's frames and only there.
    return ((bytes[1] ?? 0) & 0x06) === 0 ? ['audio/aac'] : ['audio/mpeg'];
  }
  if (text(bytes, 0, 5) === '%PDF-') return ['application/pdf'];
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
    return ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'];
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return typesOfArchive(bytes);
  return bytes.length > 0 && !bytes.includes(0) ? ['text/plain'] : [];
}

/** What Meta would not play or show although the container is right; null when nothing is wrong. */
export function findContentFault(bytes: Buffer, mimeType: string): string | null {
  if (mimeType === 'audio/ogg' || mimeType === 'audio/opus') {
    const channels = bytes[opusHead(bytes) + 9];
    return channels === 1 ? null : `Audio has ${channels} channels; only OPUS mono is supported.`;
  }
  if (mimeType === 'image/png') return bytes[24] === 16 ? 'Images must be 8-bit, RGB or RGBA.' : null;
  if (mimeType === 'video/mp4' || mimeType === 'video/3gpp') {
    const codec = findUnsupportedCodec(bytes);
    return codec === null ? null : `Video codec ${codec} is not supported; use H.264 with AAC audio.`;
  }
  return null;
}

export function isAnimatedWebp(bytes: Buffer): boolean {
  return text(bytes, 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
}

function typesOfBrand(brand: string): readonly string[] {
  if (brand.startsWith('3g')) return ['video/3gpp'];
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return ['audio/mp4'];
  if (brand.startsWith('qt') || brand.startsWith('hei') || brand.startsWith('mif') || brand.startsWith('avif'))
    return [];
  return ['video/mp4', 'audio/mp4'];
}

/** Office files are ZIP archives; the names of their members stand in them as they are. */
function typesOfArchive(bytes: Buffer): readonly string[] {
  if (bytes.includes('word/document.xml')) return [`${office}.wordprocessingml.document`];
  if (bytes.includes('xl/workbook.xml')) return [`${office}.spreadsheetml.sheet`];
  if (bytes.includes('ppt/presentation.xml')) return [`${office}.presentationml.presentation`];
  return [];
}

/** The sample description names each track's codec. */
function findUnsupportedCodec(bytes: Buffer): string | null {
  for (let at = bytes.indexOf('stsd'); at !== -1; at = bytes.indexOf('stsd', at + 4)) {
    const codec = text(bytes, at + 16, at + 20);
    if (['hvc1', 'hev1', 'av01', 'vp08', 'vp09'].includes(codec)) return codec;
  }
  return null;
}

/** Where the Opus stream's own header begins: in the first page, behind its 27 bytes and segment table. */
function opusHead(bytes: Buffer): number {
  const at = 27 + (bytes[26] ?? 0);
  return text(bytes, at, at + 8) === 'OpusHead' ? at : -1;
}

function text(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
