/** A picture's width and height as its head says; null when it says nothing that can be believed. */
export function pictureSize(type: string, head: Buffer): { width: number; height: number } | null {
  try {
    const size = read(type, head);
    return size !== null && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // The head ends before it has said so.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(type: string, head: Buffer): { width: number; height: number } | null {
  switch (type) {
    case 'image/png':
      if (head.toString('latin1', 12, 16) !== 'IHDR') return null;
      return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
    case 'image/gif':
      return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
    case 'image/webp':
      return ofWebp(head);
    case 'image/jpeg':
      return ofJpeg(head);
    default:
      return null;
  }
}

function ofWebp(head: Buffer): { width: number; height: number } | null {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

/** Walks the segments up to the frame's header. */
function ofJpeg(head: Buffer): { width: number; height: number } | null {
  let at = 2;
  while (at < head.length) {
    if (head.readUInt8(at) !== 0xff) return null;
    const marker = head.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    // The picture itself begins, or it ends, without a frame.
    if (marker === 0xda || marker === 0xd9) return null;
    const hasNoLength = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += hasNoLength ? 2 : 2 + head.readUInt16BE(at + 2);
  }
  return null;
}
