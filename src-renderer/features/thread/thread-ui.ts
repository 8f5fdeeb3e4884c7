import type { MessageId } from '#shared/ids.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

interface ThreadUi {
  isAssignOpen: boolean;
  isDayPickerOpen: boolean;
  /** Counts the requests. */
  toNewest: number;
  /** The last jump. `list`: the one of them that loaded the messages around it; null when none had to. */
  jump: { messageId: MessageId; count: number; list: number | null } | null;
  /** The message that was jumped to, for a moment. */
  flash: MessageId | null;
  /** The message that keys act on. */
  selected: MessageId | null;
  /** What is open at a message. */
  open: { messageId: MessageId; what: 'react' | 'details' } | null;
}

/** What a shortcut can open or ask for in the thread pane, and what is marked in it. */
export const useThreadUi = createForWorkspace<ThreadUi>(() => ({
  isAssignOpen: false,
  isDayPickerOpen: false,
  toNewest: 0,
  jump: null,
  flash: null,
  selected: null,
  open: null,
}));

export function setAssignOpen(isAssignOpen: boolean): void {
  useThreadUi.setState({ isAssignOpen });
}

export function setDayPickerOpen(isDayPickerOpen: boolean): void {
  useThreadUi.setState({ isDayPickerOpen });
}

/** Nothing of one conversation is marked in the next. */
export function forgetThreadUi(): void {
  useThreadUi.setState({ isDayPickerOpen: false, jump: null, flash: null, selected: null, open: null });
}

export function setOpenAt(messageId: MessageId, what: 'react' | 'details', isOpen: boolean): void {
  useThreadUi.setState(({ open }) => {
    if (isOpen) return { open: { messageId, what } };
    return open?.messageId === messageId && open.what === what ? { open: null } : {};
  });
}
