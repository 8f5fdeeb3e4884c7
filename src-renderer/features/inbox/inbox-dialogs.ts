import { create } from 'zustand';
import type { LibraryItemId } from '#shared/ids.ts';

interface InboxDialogs {
  /** The saved view that is edited; null for none. */
  editingView: LibraryItemId | 'new' | null;
}

/** What is open over the list. */
export const useInboxDialogs = create<InboxDialogs>(() => ({ editingView: null }));

export function openViewEditor(editingView: InboxDialogs['editingView']): void {
  useInboxDialogs.setState({ editingView });
}
