// The one thing in a picture's EXIF data without which it is shown wrongly: which way up it is. EXIF data is a TIFF file.

const orientationTag = 0x0112;
const short = 3;

/** 1 (upright) to 8; also 1 when nothing readable says otherwise. Never throws. */
export function orientationOf(tiff: Buffer): number {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const isLittle = order === 'II';
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (u16(2) !== 42 || directory + 2 > tiff.length) return 1;
  for (let number = 0; number < u16(directory); number++) {
    const entry = directory + 2 + number * 12;
    if (entry + 12 > tiff.length) return 1;
    if (u16(entry) !== orientationTag || u16(entry + 2) !== short) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** EXIF data that says this and nothing else: 26 bytes. */
export function exifOf(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
