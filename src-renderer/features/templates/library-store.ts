import type { TemplateDraftId } from '#shared/ids.ts';
import { everything, type LibraryFilter } from './library-groups.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

interface LibraryState {
  filter: LibraryFilter;
  /** The key of the template that is open. */
  openKey: string | null;
  /** Which of its languages is looked at; null: the first. */
  language: string | null;
  /** The draft that is being written; the library is out of sight meanwhile. */
  draftId: TemplateDraftId | null;
}

/** What the person is looking at among the templates. */
export const useLibraryView = createForWorkspace<LibraryState>(() => ({
  filter: everything,
  openKey: null,
  language: null,
  draftId: null,
}));

export function filterLibrary(change: Partial<LibraryFilter>): void {
  useLibraryView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function openTemplate(openKey: string | null, language: string | null = null): void {
  useLibraryView.setState({ openKey, language, draftId: null });
}

export function openDraft(draftId: TemplateDraftId | null): void {
  useLibraryView.setState({ draftId });
}
