import { create } from 'zustand';
import type { DraftMode } from '#shared/inbox.ts';

/** Reply or note, and requests to put the cursor into the field (`asked` counts them). */
export const useComposer = create<{ mode: DraftMode; asked: number }>(() => ({ mode: 'reply', asked: 0 }));

export function setComposerMode(mode: DraftMode): void {
  useComposer.setState({ mode });
}

export function focusComposer(mode?: DraftMode): void {
  useComposer.setState((state) => ({ mode: mode ?? state.mode, asked: state.asked + 1 }));
}

export function toggleComposerMode(): void {
  focusComposer(useComposer.getState().mode === 'reply' ? 'note' : 'reply');
}
