/** How a picture is looked at: 1 = as large as the window; moved by so many pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };
const step = 1.4;
const largest = 8;

export const closer = ({ scale, x, y }: Zoom): Zoom => {
  const next = Math.min(largest, scale * step);
  return { scale: next, x: x * (next / scale), y: y * (next / scale) };
};

/** Back at its own size it stands in the middle again. */
export const farther = ({ scale, x, y }: Zoom): Zoom => {
  const next = scale / step;
  return next <= 1.01 ? fitted : { scale: next, x: x * (next / scale), y: y * (next / scale) };
};

export const moved = ({ scale, x, y }: Zoom, byX: number, byY: number): Zoom =>
  scale === 1 ? fitted : { scale, x: x + byX, y: y + byY };
