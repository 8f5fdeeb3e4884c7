import type { DraftMode } from '#shared/inbox.ts';
import type { ScheduledSend } from '#shared/library.ts';
import type { QuickReplyItem } from './suggestions.ts';
import type { WhatsAppMark } from './wrap.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

interface ComposerState {
  mode: DraftMode;
  /** Requests to put the cursor into the field, counted. */
  asked: number;
  /** What lies open over the composer. */
  panel: 'plan' | 'emoji' | null;
  /** The planned message that the panel changes; null when it plans the draft. */
  planned: ScheduledSend | null;
  /** Shows beside the field how the phone will draw the text. */
  isPreviewShown: boolean;
}

export const useComposer = createForWorkspace<ComposerState>(() => ({
  mode: 'reply',
  asked: 0,
  panel: null,
  planned: null,
  isPreviewShown: false,
}));

/** What commands and buttons do to the text; the field that is on screen registers itself. */
export interface ComposerField {
  /** At the cursor, over what is selected. */
  insert: (text: string) => void;
  insertQuickReply: (item: QuickReplyItem) => void;
  toggleMark: (mark: WhatsAppMark) => void;
  /** Selects the next field that has to be filled in; false when there is none. */
  goToHole: () => boolean;
  send: (after?: () => void) => void;
}

let field: ComposerField | null = null;

export function registerField(mine: ComposerField): () => void {
  field = mine;
  return () => {
    if (field === mine) field = null;
  };
}

/** The field that is on screen; null when no conversation is open. */
export const composerField = (): ComposerField | null => field;

export function setComposerMode(mode: DraftMode): void {
  useComposer.setState({ mode });
}

export function focusComposer(mode?: DraftMode): void {
  useComposer.setState((state) => ({ mode: mode ?? state.mode, asked: state.asked + 1 }));
}

/** The next conversation opens without taking the keyboard: it stays in the list. */
export function leaveFocus(): void {
  useComposer.setState({ asked: 0 });
}

export function toggleComposerMode(): void {
  focusComposer(useComposer.getState().mode === 'reply' ? 'note' : 'reply');
}

export function openPanel(panel: ComposerState['panel'], planned: ScheduledSend | null = null): void {
  useComposer.setState({ panel, planned });
}

export function togglePreview(): void {
  useComposer.setState((state) => ({ isPreviewShown: !state.isPreviewShown }));
}
