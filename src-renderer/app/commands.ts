// The registry of commands: those of the app itself, and all others joined. A table, so longer than other files.
import type { ParseKeys } from 'i18next';
import { viewCommands } from './list-commands.ts';
import { triageCommands } from './triage-commands.ts';
import { useAppState } from '../entities/app-state.ts';
import { showList, useConversations } from '../entities/conversations.ts';
import { mayI, useDirectory } from '../entities/directory.ts';
import { withKeys } from '../entities/keymap.ts';
import { changeSettings, useSettings } from '../entities/settings.ts';
import { undoLast } from '../entities/triage.ts';
import { openQuickReply } from '../entities/windows.ts';
import { focusComposer, toggleComposerMode } from '../features/composer/composer-store.ts';
import { startImport } from '../features/contacts/contacts-store.ts';
import { focusRow, moveCursor, rowBeside, useListCursor } from '../features/inbox/list-cursor.ts';
import { t } from '../i18n/i18n.ts';
import { adminCommands } from './admin-commands.ts';
import { composerCommands } from './composer-commands.ts';
import { desktopCommands } from './desktop-commands.ts';
import { numbersCommands } from './numbers-commands.ts';
import { onboardingCommands } from './onboarding-commands.ts';
import { cyclePanes } from './panes.ts';
import { personCommands } from './person-commands.ts';
import { presenceCommands } from './presence-commands.ts';
import { searchCommands } from './search-view.ts';
import { sendingCommands } from './sending-commands.ts';
import { templateCommands } from './template-commands.ts';
import { threadCommands } from './thread-commands.ts';
import {
  moveToOwnWindow,
  openConversation,
  openDialog,
  showScreen,
  toggleContact,
  toggleList,
  useView,
} from './view-store.ts';
import { workspaceCommands } from './workspace-commands.ts';

// The one registry: palette, shortcuts, tooltips and the keyboard sheet are made from it (ui.md §3).

export type CommandGroup = 'anywhere' | 'list' | 'conversation' | 'composer';

export interface Command {
  id: string;
  group: CommandGroup;
  label: string;
  /** In the notation of ui/shortcut.ts; `KeyG KeyI` is one key after the other. */
  keys: readonly string[];
  /** Also while the cursor is in a text field. */
  whileTyping: boolean;
  /** Absent from the palette: it only makes sense under the fingers. */
  keyOnly?: boolean;
  isAvailable: () => boolean;
  run: () => void;
}

interface Definition {
  keys?: readonly string[];
  whileTyping?: boolean;
  keyOnly?: boolean;
  when?: () => boolean;
  run: () => void;
}

const always = () => true;
const openRow = () => {
  const { openId } = useView.getState();
  return openId === null ? null : (useConversations.getState().byId[openId] ?? null);
};
export const isOpen = () => openRow() !== null;
const onRow = () => document.activeElement?.closest('[role="listitem"]') != null;
export const inComposer = () => document.activeElement?.closest('[data-pane="composer"]') != null;

export function command<const I extends ParseKeys & `command.${string}`>(
  group: CommandGroup,
  id: I,
  definition: Definition,
): Command {
  const { keys = [], whileTyping = false, keyOnly = false, when = always, run } = definition;
  return { id, group, label: t(id), keys, whileTyping, keyOnly, isAvailable: when, run };
}

/** Every command there is now. Those for the accounts and colleagues depend on the workspace. */
export function listCommands(): Command[] {
  const commands = [
    ...anywhere(),
    ...templateCommands(),
    ...adminCommands(),
    ...numbersCommands(),
    ...accounts(),
    ...list(),
    ...conversation(),
    ...triageCommands(),
    ...threadCommands(),
    ...presenceCommands(),
    ...personCommands(),
    ...sendingCommands(),
    ...searchCommands(),
    ...composer(),
    ...composerCommands(),
    ...desktopCommands(),
    ...onboardingCommands(),
    ...workspaceCommands(),
  ];
  const isAlone = useView.getState().isAlone;
  const here = isAlone ? commands.filter(({ id, group }) => isForOne(id, group)) : commands;
  return withKeys(here, useSettings.getState().keys);
}

const forOne = new Set([
  'command.palette',
  'command.shortcuts',
  'command.undo',
  'command.nextPane',
  'command.previousPane',
  'command.lock',
  'command.zoomIn',
  'command.zoomOut',
  'command.zoomReset',
]);

/** What there is in a window for one conversation. */
function isForOne(id: string, group: CommandGroup): boolean {
  if (group === 'conversation') return id !== 'command.popOut';
  return group === 'composer' || forOne.has(id);
}

function anywhere(): Command[] {
  const settings = useSettings.getState();
  return [
    command('anywhere', 'command.palette', {
      keys: ['mod+KeyK'],
      whileTyping: true,
      keyOnly: true,
      run: () => openDialog(useView.getState().dialog === 'palette' ? null : 'palette'),
    }),
    command('anywhere', 'command.shortcuts', {
      keys: ['mod+Slash', 'char:?'],
      whileTyping: true,
      run: () => openDialog('shortcuts'),
    }),
    command('anywhere', 'command.settings', {
      keys: ['mod+Comma'],
      whileTyping: true,
      run: () => showScreen('settings'),
    }),
    command('anywhere', 'command.inbox', {
      when: () => useView.getState().screen !== 'inbox',
      run: () => showScreen('inbox'),
    }),
    command('anywhere', 'command.contacts', { keys: ['KeyG KeyB'], run: () => showScreen('contacts') }),
    command('anywhere', 'command.importContacts', {
      when: () => mayI('contact.write'),
      run: () => {
        showScreen('contacts');
        startImport();
      },
    }),
    command('anywhere', 'command.nextConversation', {
      keys: ['Alt+ArrowDown'],
      whileTyping: true,
      run: () => openBeside(1),
    }),
    command('anywhere', 'command.previousConversation', {
      keys: ['Alt+ArrowUp'],
      whileTyping: true,
      run: () => openBeside(-1),
    }),
    command('anywhere', 'command.nextUnread', {
      keys: ['Alt+Shift+ArrowDown'],
      whileTyping: true,
      run: () => openBeside(1, true),
    }),
    command('anywhere', 'command.previousUnread', {
      keys: ['Alt+Shift+ArrowUp'],
      whileTyping: true,
      run: () => openBeside(-1, true),
    }),
    command('anywhere', 'command.nextPane', {
      keys: ['F6'],
      whileTyping: true,
      keyOnly: true,
      run: () => cyclePanes(1),
    }),
    command('anywhere', 'command.previousPane', {
      keys: ['Shift+F6'],
      whileTyping: true,
      keyOnly: true,
      run: () => cyclePanes(-1),
    }),
    command('anywhere', 'command.undo', { keys: ['KeyZ', 'mod+KeyZ'], run: undoLast }),
    command('anywhere', 'command.toggleList', { keys: ['mod+BracketLeft'], whileTyping: true, run: toggleList }),
    command('anywhere', 'command.toggleContact', { keys: ['mod+BracketRight'], whileTyping: true, run: toggleContact }),
    command('anywhere', 'command.themeLight', {
      when: () => settings.theme !== 'light',
      run: () => void changeSettings({ theme: 'light' }),
    }),
    command('anywhere', 'command.themeDark', {
      when: () => settings.theme !== 'dark',
      run: () => void changeSettings({ theme: 'dark' }),
    }),
    command('anywhere', 'command.themeSystem', {
      when: () => settings.theme !== 'system',
      run: () => void changeSettings({ theme: 'system' }),
    }),
    command('anywhere', 'command.density', {
      run: () => void changeSettings({ density: settings.density === 'compact' ? 'comfortable' : 'compact' }),
    }),
  ];
}

function accounts(): Command[] {
  const all = useDirectory.getState().directory?.accounts ?? [];
  if (all.length < 2) return [];
  const one = (id: string, label: string, key: string, run: () => void): Command => ({
    id,
    group: 'anywhere',
    label,
    keys: [key],
    whileTyping: true,
    isAvailable: always,
    run,
  });
  return [
    one('account.all', t('command.allAccounts'), 'mod+Digit0', () => void showList({ accountId: null })),
    ...all
      .slice(0, 9)
      .map((account, index) =>
        one(
          `account.${account.id}`,
          t('command.account', { name: account.name }),
          `mod+Digit${index + 1}`,
          () => void showList({ accountId: account.id }),
        ),
      ),
  ];
}

function list(): Command[] {
  return [
    command('list', 'command.down', {
      keys: ['KeyJ'],
      keyOnly: true,
      run: () => moveCursor(1, useView.getState().openId),
    }),
    command('list', 'command.up', {
      keys: ['KeyK'],
      keyOnly: true,
      run: () => moveCursor(-1, useView.getState().openId),
    }),
    command('list', 'command.open', {
      keys: ['Enter', 'KeyO'],
      keyOnly: true,
      when: onRow,
      run: () => openConversation(useListCursor.getState().id),
    }),
    ...viewCommands(),
  ];
}

function conversation(): Command[] {
  return [
    command('conversation', 'command.reply', { keys: ['KeyR'], when: isOpen, run: () => focusComposer('reply') }),
    command('conversation', 'command.note', { keys: ['KeyN'], when: isOpen, run: () => focusComposer('note') }),
    command('conversation', 'command.popOut', {
      keys: ['mod+Shift+KeyP'],
      whileTyping: true,
      when: isOpen,
      run: () => {
        const row = openRow();
        if (row) moveToOwnWindow(row.id);
      },
    }),
    command('conversation', 'command.quickReply', {
      when: isOpen,
      run: () => {
        const row = openRow();
        if (row) void openQuickReply(row.id);
      },
    }),
  ];
}

function composer(): Command[] {
  return [
    command('composer', 'command.toggleMode', {
      keys: ['mod+Shift+KeyN'],
      whileTyping: true,
      when: isOpen,
      run: toggleComposerMode,
    }),
    command('composer', 'command.leaveComposer', {
      keys: ['Escape'],
      whileTyping: true,
      keyOnly: true,
      when: inComposer,
      run: () => focusRow(useView.getState().openId),
    }),
  ];
}

function openBeside(steps: 1 | -1, onlyUnread = false): void {
  const { ids, byId } = useConversations.getState();
  const accept = onlyUnread ? (id: (typeof ids)[number]) => (byId[id]?.unread ?? 0) > 0 : undefined;
  const next = rowBeside(ids, useView.getState().openId, steps, accept);
  if (next !== null) openConversation(next);
}

/** On a screen that asks for a password, or says why there is no inbox, one can only go to another workspace. */
export const commandsBeforeInbox = (): Command[] => withKeys(workspaceCommands(), useSettings.getState().keys);

/** Whether the workspace is on screen at all: before that no other command applies. */
export const hasInbox = () => useAppState.getState().phase === 'ready';
