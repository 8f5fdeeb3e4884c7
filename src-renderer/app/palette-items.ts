import { useConversations } from '../entities/conversations.ts';
import type { KeyedGroup } from '../features/keyboard/keyboard-section.tsx';
import type { SheetGroup } from '../features/palette/keyboard-sheet.tsx';
import type { PaletteGroup } from '../features/palette/palette.tsx';
import { t } from '../i18n/i18n.ts';
import { listCommands, type CommandGroup } from './commands.ts';
import { openConversation } from './view-store.ts';

const groups: readonly CommandGroup[] = ['conversation', 'list', 'composer', 'anywhere'];
/** Conversations offered: those at the top of the list, where the work is. */
const conversationsOffered = 200;

/** What the palette offers now: the available commands, then the loaded conversations by name. */
export function toPaletteGroups(): PaletteGroup[] {
  const list = useConversations.getState();
  const commands = listCommands().filter((command) => command.keyOnly !== true && command.isAvailable());
  return [
    ...groups.map((group) => ({
      value: t(`commandGroup.${group}`),
      items: commands
        .filter((command) => command.group === group)
        .map(({ id, label, keys, run }) => ({ id, label, shortcut: keys[0], run })),
    })),
    {
      value: t('commandGroup.conversations'),
      items: list.ids.slice(0, conversationsOffered).flatMap((id) => {
        const row = list.byId[id];
        if (row === undefined) return [];
        return [{ id, label: row.contactName, detail: row.contactHandle, run: () => openConversation(id) }];
      }),
    },
  ];
}

/** Every command that has a key. */
export function toSheetGroups(): SheetGroup[] {
  const commands = listCommands().filter((command) => command.keys.length > 0);
  return (['anywhere', 'list', 'conversation', 'composer'] as const).map((group) => ({
    title: t(`commandGroup.${group}`),
    lines: commands.filter((command) => command.group === group),
  }));
}

/** Every command that may have a key, also one that has none now. */
export function toKeyedGroups(): KeyedGroup[] {
  const commands = listCommands();
  return (['anywhere', 'list', 'conversation', 'composer'] as const).map((group) => ({
    title: t(`commandGroup.${group}`),
    commands: commands.filter((command) => command.group === group),
  }));
}
