import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';

/** Light modules around the code, as the standard asks for. */
const quietZone = 4;
const pixelsPerModule = 4;
/** Larger pictures than a phone's photo of a screen would only cost time. */
const mostPixels = 4_000_000;

/** A QR code as a `data:image/png;base64,…` URL. */
export function toQrImage(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const size = (modules.size + 2 * quietZone) * pixelsPerModule;
  const png = new PNG({ width: size, height: size });
  png.data.fill(0xff);
  for (let y = 0; y < size; y++) {
    const row = Math.floor(y / pixelsPerModule) - quietZone;
    for (let x = 0; x < size; x++) {
      const column = Math.floor(x / pixelsPerModule) - quietZone;
      const isInside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (isInside && modules.get(row, column)) png.data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return `data:image/png;base64,${PNG.sync.write(png, { colorType: 0 }).toString('base64')}`;
}

/** What the QR code in a PNG data URL says; null when the picture can't be read or shows none. */
export function readQrImage(dataUrl: string): string | null {
  const encoded = /^data:image\/png;base64,([\w+/=\s]+)$/.exec(dataUrl)?.[1];
  if (encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  // Width and height stand at the same place in every PNG; a small file may unpack to a huge picture.
  if (bytes.length < 24 || bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels) return null;
  try {
    const { data, width, height } = PNG.sync.read(bytes);
    return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
  } catch {
    return null;
  }
}
