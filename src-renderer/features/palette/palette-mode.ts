/** What the palette shows when the first character typed says so (features.md §3.1). */
export const paletteModes = {
  '>': 'actions',
  '@': 'people',
  '#': 'templates',
  '/': 'quickReplies',
  '?': 'help',
} as const;
export type PaletteMode = (typeof paletteModes)[keyof typeof paletteModes];

/** `mode` null: everything that is offered without asking for it. */
export function readMode(text: string): { mode: PaletteMode | null; query: string } {
  const trimmed = text.trimStart();
  const mode = Object.entries(paletteModes).find(([sign]) => trimmed.startsWith(sign))?.[1] ?? null;
  return { mode, query: (mode === null ? text : trimmed.slice(1)).trim() };
}
