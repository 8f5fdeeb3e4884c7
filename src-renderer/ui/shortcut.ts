/** True where ⌘ is the command key. */
export const isMac = globalThis.navigator?.platform?.startsWith('Mac') ?? false;

/** One press: modifiers and a physical key (`KeyboardEvent.code`), or `char:?` for a character wherever it is. */
export interface Press {
  mod: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

/** Reads the registry's notation: `mod+Shift+KeyK`, `Alt+ArrowDown`, `KeyJ`, `char:?`. */
export function parsePress(text: string): Press {
  const parts = text.split('+');
  return {
    mod: parts.includes('mod'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    key: parts.at(-1) ?? '',
  };
}

type Keystroke = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** `mac` decides which key `mod` is; the other one must not be held. */
export function matches(press: Press, event: Keystroke, mac = isMac): boolean {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (other || mod !== press.mod || event.altKey !== press.alt) return false;
  // A character may need Shift on some layouts and not on others.
  if (press.key.startsWith('char:')) return event.key === press.key.slice('char:'.length);
  return event.shiftKey === press.shift && event.code === press.key;
}

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Process']);

/** A press in the registry's notation; null for a modifier alone, and for the keys by which one leaves a place. */
export function pressOf(event: Keystroke, mac = isMac): string | null {
  if (modifierKeys.has(event.key) || ['Escape', 'Tab', ''].includes(event.code)) return null;
  const mod = mac ? event.metaKey : event.ctrlKey;
  const parts = [mod ? ['mod'] : [], event.altKey ? ['Alt'] : [], event.shiftKey ? ['Shift'] : [], [event.code]];
  return parts.flat().join('+');
}

const names: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Comma: ',',
  Slash: '/',
  BracketLeft: '[',
  BracketRight: ']',
  Enter: '↵',
  Equal: '+',
  Minus: '-',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  Numpad0: '0',
};

/** The caps to draw: `['Ctrl', 'K']`, `['⌘', 'K']`. */
export function keyCaps(text: string, mac = isMac): string[] {
  const press = parsePress(text);
  const bare = press.key.replace(/^(Key|Digit|char:)/u, '');
  const caps: string[] = [];
  if (press.mod) caps.push(mac ? '⌘' : 'Ctrl');
  if (press.alt) caps.push(mac ? '⌥' : 'Alt');
  if (press.shift) caps.push(mac ? '⇧' : 'Shift');
  return [...caps, names[bare] ?? bare];
}
