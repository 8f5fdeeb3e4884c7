import { isMac } from '../../ui/shortcut.ts';

/**
 * One for each of the first nine. `mod+1…9` are the numbers of a workspace (features.md §3.1). ⌘⇧3…5 take pictures of the
 * screen on a Mac; elsewhere Ctrl+Alt writes characters on many layouts.
 */
export const switchKeys: readonly string[] = Array.from(
  { length: 9 },
  (_, index) => `mod+${isMac ? 'Alt' : 'Shift'}+Digit${index + 1}`,
);
