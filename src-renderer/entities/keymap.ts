import type { Settings } from '#shared/settings.ts';

/** Which keys a person wants: a preset, and by command id what they chose instead. */
export type KeyChoices = Settings['keys'];
export type Preset = KeyChoices['preset'];

/** What a preset has otherwise than Parley, by command id (features.md §3.1). */
const presets: Record<Preset, Readonly<Record<string, readonly string[]>>> = {
  parley: {},
  gmail: {
    'command.snooze': ['KeyB'],
    'command.newConversation': ['mod+KeyN', 'KeyC'],
    'command.markUnread': ['Shift+KeyU', 'KeyU'],
    'command.archive': ['KeyY'],
    'command.undo': ['KeyZ', 'mod+KeyZ'],
  },
  // Whoever comes from there accepts what its keys cost: they are chosen, not given.
  chatwoot: {
    'command.resolve': ['Alt+KeyE', 'KeyE'],
    'command.reply': ['Alt+KeyL', 'KeyR'],
    'command.note': ['Alt+KeyP', 'KeyN'],
    'command.assign': ['Alt+KeyA', 'KeyA'],
    'command.snooze': ['Alt+KeyM', 'KeyH'],
    'command.nextConversation': ['Alt+KeyJ', 'Alt+ArrowDown'],
    'command.previousConversation': ['Alt+KeyK', 'Alt+ArrowUp'],
  },
};

interface Keyed {
  id: string;
  keys: readonly string[];
}

/** The same commands with the keys this person wants. */
export function withKeys<C extends Keyed>(commands: readonly C[], { preset, own }: KeyChoices): C[] {
  return commands.map((command) => {
    const keys = own[command.id] ?? presets[preset][command.id];
    return keys === undefined ? command : { ...command, keys };
  });
}

/** They mean what the place with the focus means: commands that have them are available one at a time. */
const keysOfPlace: ReadonlySet<string> = new Set(['Enter', 'Escape', 'ArrowUp', 'ArrowDown']);

/**
 * Other commands that hear the same keys, or whose keys begin with them or are the beginning of them: a single `g` would
 * swallow `g i`.
 */
export function conflictsOf<C extends Keyed>(commands: readonly C[], id: string, keys: string): C[] {
  if (keysOfPlace.has(keys)) return [];
  const isClash = (other: string): boolean => {
    const [one, two] = [keys.split(' '), other.split(' ')];
    const shorter = Math.min(one.length, two.length);
    return one.slice(0, shorter).join(' ') === two.slice(0, shorter).join(' ');
  };
  return commands.filter((command) => command.id !== id && command.keys.some(isClash));
}

/** Gives a command new keys and takes them from those that had them. `commands`: with their present keys. */
export function rebind(choices: KeyChoices, commands: readonly Keyed[], id: string, keys: string): KeyChoices {
  const own = { ...choices.own, [id]: [keys] };
  for (const other of conflictsOf(commands, id, keys)) {
    const clashing = new Set(other.keys.filter((key) => conflictsOf([{ ...other, keys: [key] }], id, keys).length > 0));
    own[other.id] = other.keys.filter((key) => !clashing.has(key));
  }
  return { ...choices, own };
}

/** Takes back what was chosen for one command. */
export function restore({ preset, own }: KeyChoices, id: string): KeyChoices {
  return { preset, own: Object.fromEntries(Object.entries(own).filter(([command]) => command !== id)) };
}
