import type { LibraryItemId } from '#shared/ids.ts';
import type { Target } from '../../entities/bulk.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

export type PickerKind = 'snooze' | 'label' | 'assign' | 'priority' | 'more';

interface InboxDialogs {
  /** The saved view that is edited; null for none. */
  editingView: LibraryItemId | 'new' | null;
  /** What is being chosen, and for whom: that is settled when it opens. */
  picker: { kind: PickerKind; target: Target } | null;
}

/** What is open over the list. */
export const useInboxDialogs = createForWorkspace<InboxDialogs>(() => ({ editingView: null, picker: null }));

export function openViewEditor(editingView: InboxDialogs['editingView']): void {
  useInboxDialogs.setState({ editingView });
}

export function openPicker(kind: PickerKind, target: Target): void {
  useInboxDialogs.setState({ picker: { kind, target } });
}

export function closePicker(): void {
  useInboxDialogs.setState({ picker: null });
}
