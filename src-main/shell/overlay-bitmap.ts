/** Side of the square Windows lays over the taskbar icon, pixels. */
export const overlaySize = 16;

// 3 × 5 glyphs, a row per digit of the octal number: 0o7 = three pixels.
const glyphs: Readonly<Record<string, readonly number[]>> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 3, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 2, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '+': [0, 2, 7, 2, 0],
  '!': [2, 2, 2, 0, 2],
  '•': [0, 2, 7, 2, 0],
};
const background = [0x40, 0x3a, 0xd0, 0xff];
const ink = [0xff, 0xff, 0xff, 0xff];

/** A red disc with the text on it, as BGRA bytes for `nativeImage.createFromBitmap`. At most three characters. */
export function overlayBitmap(text: string): Buffer {
  const pixels = Buffer.alloc(overlaySize * overlaySize * 4);
  const centre = (overlaySize - 1) / 2;
  const paint = (x: number, y: number, colour: readonly number[]): void => {
    pixels.set(colour, (y * overlaySize + x) * 4);
  };
  for (let y = 0; y < overlaySize; y++) {
    for (let x = 0; x < overlaySize; x++) {
      if (Math.hypot(x - centre, y - centre) <= overlaySize / 2) paint(x, y, background);
    }
  }
  // Single characters are drawn twice as large; two or three don't leave the room.
  const scale = text.length === 1 ? 2 : 1;
  const width = (text.length * 4 - 1) * scale;
  const left = Math.floor((overlaySize - width) / 2);
  const top = Math.floor((overlaySize - 5 * scale) / 2);
  Array.from(text).forEach((character, index) => {
    glyphs[character]?.forEach((bits, row) => {
      for (let column = 0; column < 3; column++) {
        if ((bits & (4 >> column)) === 0) continue;
        for (let dx = 0; dx < scale; dx++) {
          for (let dy = 0; dy < scale; dy++) {
            paint(left + (index * 4 + column) * scale + dx, top + row * scale + dy, ink);
          }
        }
      }
    });
  });
  return pixels;
}
