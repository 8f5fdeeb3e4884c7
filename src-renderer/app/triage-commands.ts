// All that one can do to conversations, one entry each: a table, so longer than other files.
import {
  AlarmClock,
  Archive,
  ArchiveRestore,
  Ban,
  BellOff,
  CircleCheck,
  Flag,
  type LucideIcon,
  MailCheck,
  MailOpen,
  Pin,
  RotateCcw,
  Tag,
  UserRoundCheck,
  UserRoundPlus,
} from 'lucide-react';
import type { ParseKeys } from 'i18next';
import type { BulkAct } from '#shared/bulk.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import type { Permission } from '#shared/permission.ts';
import { withKeys } from '../entities/keymap.ts';
import { perform, type Target } from '../entities/bulk.ts';
import { useConversations } from '../entities/conversations.ts';
import { markStep } from '../entities/first-steps.ts';
import { mayI, useDirectory } from '../entities/directory.ts';
import {
  chosenTarget,
  clearSelection,
  isSelecting,
  selectAll,
  selectUpTo,
  toggleSelected,
} from '../entities/selection.ts';
import { useSettings } from '../entities/settings.ts';
import { guarded, setBlocked } from '../entities/triage.ts';
import { openPicker, type PickerKind } from '../features/inbox/inbox-dialogs.ts';
import { focusRow, rowBeside, useListCursor } from '../features/inbox/list-cursor.ts';
import { t } from '../i18n/i18n.ts';
import { command, type Command } from './commands.ts';
import { openConversation, useView } from './view-store.ts';

// What one does to conversations as a whole: to the chosen ones, to the row under the keyboard, or to the open one.

interface Act {
  id: ParseKeys & `command.${string}`;
  keys: readonly string[];
  icon: LucideIcon;
  permission: Permission;
  /** Where it makes sense; everywhere when absent. */
  fits?: (row: ConversationRow) => boolean;
  run: (target: Target) => void;
}

const pick = (kind: PickerKind) => (target: Target) => openPicker(kind, target);
const rowsOf = (target: Target): readonly ConversationRow[] => ('rows' in target ? target.rows : []);
const setState = 'conversation.setState';

function acts(): Act[] {
  const me = useDirectory.getState().directory?.me.id ?? null;
  const resolved: BulkAct = { type: 'setState', state: 'resolved', until: null };
  const isDone = (row: ConversationRow): boolean => row.state === 'resolved';
  // With a mixed choice the mark is set; only when all have it, it is taken away.
  const hasAll = (target: Target, has: (row: ConversationRow) => boolean): boolean =>
    rowsOf(target).length > 0 && rowsOf(target).every(has);
  return [
    {
      id: 'command.resolve',
      keys: ['KeyE'],
      icon: CircleCheck,
      permission: setState,
      fits: (row) => !isDone(row),
      run: (target) => doTo(target, resolved),
    },
    {
      id: 'command.resolveToPrevious',
      keys: ['BracketRight'],
      icon: CircleCheck,
      permission: setState,
      fits: (row) => !isDone(row),
      run: (target) => doTo(target, resolved, -1),
    },
    {
      id: 'command.resolveToNext',
      keys: ['BracketLeft'],
      icon: CircleCheck,
      permission: setState,
      fits: (row) => !isDone(row),
      run: (target) => doTo(target, resolved, 1),
    },
    {
      id: 'command.reopen',
      keys: ['Shift+KeyE'],
      icon: RotateCcw,
      permission: setState,
      fits: (row) => row.state !== 'open',
      run: (target) => doTo(target, { type: 'setState', state: 'open', until: null }),
    },
    { id: 'command.snooze', keys: ['KeyH'], icon: AlarmClock, permission: setState, run: pick('snooze') },
    {
      id: 'command.assign',
      keys: ['KeyA'],
      icon: UserRoundPlus,
      permission: 'conversation.assign',
      run: pick('assign'),
    },
    {
      id: 'command.assignToMe',
      keys: ['KeyI'],
      icon: UserRoundCheck,
      permission: 'conversation.assign',
      fits: (row) => row.assigneeId !== me,
      run: (target) => doTo(target, { type: 'assign', assigneeId: me }),
    },
    { id: 'command.label', keys: ['KeyL'], icon: Tag, permission: setState, run: pick('label') },
    { id: 'command.priority', keys: ['KeyP'], icon: Flag, permission: setState, run: pick('priority') },
    {
      id: 'command.pin',
      keys: ['KeyS'],
      icon: Pin,
      permission: 'conversation.read',
      run: (target) => doTo(target, { type: 'pin', pinned: !hasAll(target, (row) => row.pinned) }),
    },
    {
      id: 'command.markUnread',
      keys: ['KeyU'],
      icon: MailOpen,
      permission: 'conversation.read',
      run: markUnread,
    },
    {
      id: 'command.markRead',
      keys: ['Shift+KeyI'],
      icon: MailCheck,
      permission: 'conversation.read',
      run: (target) => doTo(target, { type: 'read' }),
    },
    {
      id: 'command.mute',
      keys: ['KeyM'],
      icon: BellOff,
      permission: 'conversation.read',
      run: (target) => doTo(target, { type: 'mute', muted: !hasAll(target, (row) => row.muted) }),
    },
    {
      id: 'command.archive',
      keys: ['KeyY'],
      icon: Archive,
      permission: setState,
      fits: (row) => row.archivedAt === undefined,
      run: (target) => doTo(target, { type: 'archive', archived: true }),
    },
    {
      id: 'command.unarchive',
      keys: ['Shift+KeyY'],
      icon: ArchiveRestore,
      permission: setState,
      fits: (row) => row.archivedAt !== undefined,
      run: (target) => doTo(target, { type: 'archive', archived: false }),
    },
    {
      id: 'command.block',
      keys: [],
      icon: Ban,
      permission: 'contact.block',
      fits: (row) => !isBlocked(row),
      run: (target) => block(target, true),
    },
    {
      id: 'command.unblock',
      keys: [],
      icon: Ban,
      permission: 'contact.block',
      fits: isBlocked,
      run: (target) => block(target, false),
    },
  ];
}

const isBlocked = (row: ConversationRow): boolean => row.blockedBy.includes(row.accountId);

/** At WhatsApp a person is blocked one by one. */
function block(target: Target, blocked: boolean): void {
  for (const row of rowsOf(target)) setBlocked(row, blocked);
}

export function triageCommands(): Command[] {
  return [
    ...acts().map(({ id, keys, permission, fits, run }) =>
      command('conversation', id, {
        keys,
        when: () => mayI(permission) && isFor(currentTarget(), fits),
        run: () => withTarget(run),
      }),
    ),
    command('conversation', 'command.more', { keys: ['Period'], when: hasTarget, run: () => withTarget(pick('more')) }),
    ...selecting(),
  ];
}

/** What the menu of more acts offers for the target. */
export function moreItems(target: Target) {
  return withKeys(acts(), useSettings.getState().keys)
    .filter(({ id }) => id !== 'command.resolveToNext' && id !== 'command.resolveToPrevious')
    .filter(({ permission, fits }) => mayI(permission) && isFor(target, fits))
    .map(({ id, keys, icon, run }) => ({
      id,
      label: t(id),
      icon,
      shortcut: keys[0],
      run: () => run(target),
    }));
}

function selecting(): Command[] {
  const move = (steps: 1 | -1) => (): void => {
    const { ids } = useConversations.getState();
    const { id } = useListCursor.getState();
    const from = id !== null && ids.includes(id) ? id : useView.getState().openId;
    const to = rowBeside(ids, from, steps) ?? from;
    if (to === null) return;
    selectUpTo(from, to);
    focusRow(to);
  };
  return [
    command('list', 'command.select', {
      keys: ['KeyX'],
      when: () => cursorRow() !== null,
      run: () => {
        const row = cursorRow();
        if (row !== null) toggleSelected(row.id);
      },
    }),
    command('list', 'command.selectDown', { keys: ['Shift+KeyJ'], keyOnly: true, run: move(1) }),
    command('list', 'command.selectUp', { keys: ['Shift+KeyK'], keyOnly: true, run: move(-1) }),
    command('list', 'command.selectAll', {
      keys: ['char:* KeyA'],
      when: () => useConversations.getState().ids.length > 0,
      run: selectAll,
    }),
    command('list', 'command.selectNone', {
      when: isSelecting,
      run: clearSelection,
    }),
  ];
}

const isInThread = (): boolean =>
  document.activeElement?.closest('[data-pane="thread"], [data-pane="composer"], [data-pane="contact"]') != null;

/** Where the last act was asked for: there the keyboard goes on. */
let isFromList = false;

function rowOf(id: ConversationId | null): ConversationRow | null {
  return id === null ? null : (useConversations.getState().byId[id] ?? null);
}

const openRow = (): ConversationRow | null => rowOf(useView.getState().openId);

/** The row under the keyboard, if it is still in the list. */
function cursorRow(): ConversationRow | null {
  const { id } = useListCursor.getState();
  return id !== null && useConversations.getState().ids.includes(id) ? rowOf(id) : null;
}

export function currentTarget(): Target | null {
  if (useView.getState().screen !== 'inbox') return null;
  const chosen = chosenTarget();
  if (chosen !== null) return chosen;
  const row = isInThread() ? openRow() : (cursorRow() ?? openRow());
  return row === null ? null : { rows: [row] };
}

const hasTarget = (): boolean => currentTarget() !== null;

function isFor(target: Target | null, fits: Act['fits']): boolean {
  if (target === null) return false;
  return fits === undefined || !('rows' in target) || target.rows.some(fits);
}

function withTarget(run: (target: Target) => void): void {
  const target = currentTarget();
  isFromList = !isInThread();
  if (target !== null) run(target);
}

/** Also for the buttons of the thread: as agents expect, after resolving the next conversation of the list opens. */
export function resolveAndGoOn(): void {
  const row = openRow();
  isFromList = false;
  if (row !== null) doTo({ rows: [row] }, { type: 'setState', state: 'resolved', until: null });
}

/** Does it, and goes on to the next conversation when this one is done with. */
export function doTo(target: Target, act: BulkAct, step: 1 | -1 = 1): void {
  const isChoice = isSelecting();
  const [only, ...others] = rowsOf(target);
  const isDone = (act.type === 'setState' && act.state !== 'open') || (act.type === 'archive' && act.archived);
  void guarded(() => perform(target, act));
  if (act.type === 'setState' && act.state === 'resolved') markStep('resolve');
  if (isDone && only !== undefined && others.length === 0 && !isChoice) goOn(only, step);
  else if (isDone && isChoice) leaveChoice(target);
  else if (isFromList) focusRow(cursorRow()?.id ?? null);
}

function goOn(row: ConversationRow, step: 1 | -1): void {
  // In a window of its own it stays, and says what became of it.
  if (useView.getState().isAlone) return;
  const { ids } = useConversations.getState();
  const beside = rowBeside(ids, row.id, step) ?? rowBeside(ids, row.id, step === 1 ? -1 : 1);
  const next = beside === row.id ? null : beside;
  const isOpen = useView.getState().openId === row.id;
  if (isOpen) openConversation(next, isFromList ? 'list' : 'composer');
  if (isFromList) focusRow(next);
}

/** What was chosen leaves the list: the keyboard goes to the first row that stays. */
function leaveChoice(target: Target): void {
  const gone = new Set(rowsOf(target).map(({ id }) => id));
  clearSelection();
  const { ids } = useConversations.getState();
  const last = ids.findLastIndex((id) => gone.has(id));
  focusRow('rows' in target ? (ids.slice(last + 1).find((id) => !gone.has(id)) ?? null) : null);
}

function markUnread(target: Target): void {
  const { openId } = useView.getState();
  // An open conversation is read as long as it is looked at.
  if (rowsOf(target).some(({ id }) => id === openId)) openConversation(null);
  doTo(target, { type: 'unread' });
}
