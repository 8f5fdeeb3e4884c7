import type { KeyboardEvent } from 'react';
import { isMac } from './shortcut.ts';

/**
 * Does this key send? Enter or mod+Enter, as the settings say; mod+Enter always does. Never while an input method is
 * composing a character.
 */
export function isSendKey(event: KeyboardEvent, sendWith: 'enter' | 'mod+enter'): boolean {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.shiftKey || event.altKey) return false;
  return (isMac ? event.metaKey : event.ctrlKey) || sendWith === 'enter';
}
