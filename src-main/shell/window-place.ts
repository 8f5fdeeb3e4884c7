import type { Rectangle } from 'electron';
import { z } from 'zod';

/** What the main window remembers between runs. */
export const WindowMemory = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }).nullable(),
  maximized: z.boolean(),
  /** The hint that Parley goes on in the background was shown. */
  hintShown: z.boolean(),
});
export type WindowMemory = z.infer<typeof WindowMemory>;

export const noMemory: WindowMemory = { bounds: null, maximized: false, hintShown: false };

/** What an unreadable or older file says is forgotten: a place on the screen is not worth an error. */
export function parseWindowMemory(text: string): WindowMemory {
  try {
    return WindowMemory.parse(JSON.parse(text));
  } catch {
    return noMemory;
  }
}

const grip = 80;

/** The remembered bounds if the title bar can still be reached on one of the screens; otherwise null = centred. */
export function reachableBounds(bounds: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null;
  const reachable = workAreas.some(
    (area) =>
      bounds.x + bounds.width >= area.x + grip &&
      bounds.x <= area.x + area.width - grip &&
      bounds.y >= area.y &&
      bounds.y <= area.y + area.height - grip,
  );
  return reachable ? bounds : null;
}
