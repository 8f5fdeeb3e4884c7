import { useEffect } from 'react';
import { matches, parsePress } from '../ui/shortcut.ts';
import { commandsBeforeInbox, hasInbox, listCommands, type Command } from './commands.ts';
import { useView } from './view-store.ts';

const sequenceMs = 1_000;
const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta']);

export interface Keystroke extends Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> {
  timeStamp: number;
}

/** Where the key was pressed: single letters are text in a field, and belong to an open menu or dialog. */
export type KeyPlace = 'page' | 'field' | 'layer';

/** Finds the command of a key press, remembering the first key of a sequence (`g` then `i`) for a second. */
export class ShortcutMatcher {
  #started: { key: string; until: number } | null = null;

  find(commands: readonly Command[], event: Keystroke, place: KeyPlace, mac?: boolean): Command | null {
    if (modifiers.has(event.key)) return null;
    const started = this.#started !== null && event.timeStamp <= this.#started.until ? this.#started.key : null;
    this.#started = null;
    for (const command of commands) {
      if (!isHeard(command, event, place) || !command.isAvailable()) continue;
      for (const keys of command.keys) {
        const [first = '', second] = keys.split(' ');
        if (second === undefined) {
          if (started === null && matches(parsePress(first), event, mac)) return command;
        } else if (started === first && matches(parsePress(second), event, mac)) {
          return command;
        } else if (started === null && matches(parsePress(first), event, mac)) {
          this.#started = { key: first, until: event.timeStamp + sequenceMs };
        }
      }
    }
    return null;
  }
}

function isHeard(command: Command, event: Keystroke, place: KeyPlace): boolean {
  if (place === 'page') return true;
  // In a field a bare character is text, whatever the command says.
  const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  return place === 'field' && command.whileTyping && !isText;
}

function placeOf(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : null;
  // One that is closing no longer counts, though it keeps the focus for a moment.
  if (element?.closest('[role="dialog"][data-open], [role="menu"][data-open]')) return 'layer';
  return element?.closest('input, textarea, [contenteditable="true"]') ? 'field' : 'page';
}

/** Hears the registry's shortcuts anywhere in the window. The palette's own key also works inside the palette. */
export function useShortcuts(): void {
  useEffect(() => {
    const matcher = new ShortcutMatcher();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const place = placeOf(event.target);
      const isPaletteOpen = useView.getState().dialog === 'palette';
      const commands = (hasInbox() ? listCommands() : commandsBeforeInbox()).filter(
        (command) => place !== 'layer' || (isPaletteOpen && command.id === 'command.palette'),
      );
      const found = matcher.find(commands, event, place === 'layer' ? 'field' : place);
      if (found === null) return;
      event.preventDefault();
      found.run();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
