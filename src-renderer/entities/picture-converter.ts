// Pictures are made smaller in the page (ruling 66): it can draw them, and is walled off should one be evil.

const type = 'image/jpeg';
/** Longest side and quality, better first; the first that fits counts. */
const tries = [
  { side: 3840, quality: 0.9 },
  { side: 2560, quality: 0.85 },
  { side: 1920, quality: 0.8 },
  { side: 1280, quality: 0.7 },
] as const;

/** A JPEG of at most `maxBytes` that shows the same; null when it can't be drawn or made small enough. */
export async function toJpeg(picture: Blob, maxBytes: number): Promise<Blob | null> {
  const drawn = await createImageBitmap(picture).catch(() => null);
  if (drawn === null) return null;
  try {
    for (const { side, quality } of tries) {
      const scale = Math.min(1, side / Math.max(drawn.width, drawn.height));
      const width = Math.max(1, Math.round(drawn.width * scale));
      const height = Math.max(1, Math.round(drawn.height * scale));
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) return null;
      // JPEG has no transparency: what is clear would turn black.
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.drawImage(drawn, 0, 0, width, height);
      // oxlint-disable-next-line no-await-in-loop -- the next try depends on this one's size
      const jpeg = await canvas.convertToBlob({ type, quality });
      if (jpeg.size <= maxBytes) return jpeg;
    }
    return null;
  } finally {
    drawn.close();
  }
}
