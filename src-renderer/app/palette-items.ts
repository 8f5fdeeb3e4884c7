import { getDraft } from '../entities/drafts.ts';
import { itemsOf, useLibrary } from '../entities/library.ts';
import { openTemplatePicker } from '../entities/template-picker.ts';
import { useTemplates } from '../entities/templates.ts';
import { composerField, focusComposer } from '../features/composer/composer-store.ts';
import { useConversations } from '../entities/conversations.ts';
import type { KeyedGroup } from '../features/keyboard/keyboard-section.tsx';
import type { SheetGroup } from '../features/palette/keyboard-sheet.tsx';
import type { PaletteGroup, PaletteItem } from '../features/palette/palette.tsx';
import { t } from '../i18n/i18n.ts';
import { listCommands, type CommandGroup } from './commands.ts';
import { openConversation, useView } from './view-store.ts';

const groups: readonly CommandGroup[] = ['conversation', 'list', 'composer', 'anywhere'];
/** Conversations offered: those at the top of the list, where the work is. */
const conversationsOffered = 200;

/** What the palette offers now: commands, the loaded conversations, templates, quick replies, and all there is to know. */
export function toPaletteGroups(): PaletteGroup[] {
  const all = listCommands();
  const commands = all.filter((command) => command.keyOnly !== true && command.isAvailable());
  return [
    ...groups.map((group) => ({
      value: t(`commandGroup.${group}`),
      modes: ['actions' as const],
      items: commands
        .filter((command) => command.group === group)
        .map(({ id, label, keys, run }) => ({ id, label, shortcut: keys[0], run })),
    })),
    { value: t('commandGroup.conversations'), modes: ['people'], items: conversations() },
    { value: t('commandGroup.templates'), modes: ['templates'], onlyAsked: true, items: templates() },
    { value: t('commandGroup.quickReplies'), modes: ['quickReplies'], onlyAsked: true, items: quickReplies() },
    {
      value: t('commandGroup.help'),
      modes: ['help'],
      onlyAsked: true,
      items: all.map(({ id, label, keys, isAvailable, run }) => ({
        id,
        label,
        shortcut: keys[0],
        run: () => isAvailable() && run(),
      })),
    },
  ];
}

function conversations(): PaletteItem[] {
  const { ids, byId } = useConversations.getState();
  return ids.slice(0, conversationsOffered).flatMap((id) => {
    const row = byId[id];
    if (row === undefined) return [];
    return [{ id, label: row.contactName, detail: row.contactHandle, run: () => openConversation(id) }];
  });
}

/** For the open conversation. */
function templates(): PaletteItem[] {
  const { openId } = useView.getState();
  if (openId === null) return [];
  return useTemplates.getState().templates.map(({ id, name, language }) => ({
    id,
    label: name,
    detail: language,
    run: () => openTemplatePicker(openId, getDraft(openId, 'reply'), id),
  }));
}

/** Into the composer of the open conversation, at its cursor. */
function quickReplies(): PaletteItem[] {
  if (useView.getState().openId === null) return [];
  return itemsOf(useLibrary.getState(), 'quickReply').map((item) => ({
    id: item.id,
    label: item.content.title,
    detail: `/${item.content.shortcut}`,
    run: () => {
      focusComposer('reply');
      composerField()?.insertQuickReply(item);
    },
  }));
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
