import type { TemplateDraftId } from '#shared/ids.ts';
import type { TemplateDraft } from '#shared/template-draft.ts';
import { api } from '../api.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { serverNow } from './clock.ts';
import { createForWorkspace, onLeaveWorkspace } from './workspace-store.ts';

// Templates that are being written on this desktop. What is typed is shown at once and is on the disk half a second later.

const saveAfterMs = 400;

export const useTemplateDrafts = createForWorkspace<{ drafts: readonly TemplateDraft[] }>(() => ({ drafts: [] }));
export const useTemplateDraft = (id: TemplateDraftId | null) =>
  useTemplateDrafts(({ drafts }) => drafts.find((draft) => draft.id === id) ?? null);

const unsaved = new Map<TemplateDraftId, ReturnType<typeof setTimeout>>();

export async function loadTemplateDrafts(): Promise<void> {
  const kept = await api.templates.drafts();
  // What is being typed is newer than what is on the disk.
  useTemplateDrafts.setState(({ drafts }) => ({
    drafts: [...drafts.filter(({ id }) => unsaved.has(id)), ...kept.filter(({ id }) => !unsaved.has(id))],
  }));
}

/** A new one, kept from now on. */
export function addTemplateDraft(draft: TemplateDraft): void {
  useTemplateDrafts.setState(({ drafts }) => ({ drafts: [draft, ...drafts] }));
  saveSoon(draft.id);
}

export function changeTemplateDraft(id: TemplateDraftId, change: (draft: TemplateDraft) => TemplateDraft): void {
  useTemplateDrafts.setState(({ drafts }) => ({
    drafts: drafts.map((draft) => (draft.id === id ? { ...change(draft), updatedAt: serverNow() } : draft)),
  }));
  saveSoon(id);
}

export function dropTemplateDraft(id: TemplateDraftId): void {
  clearTimeout(unsaved.get(id));
  unsaved.delete(id);
  useTemplateDrafts.setState(({ drafts }) => ({ drafts: drafts.filter((draft) => draft.id !== id) }));
  void api.templates.dropDraft({ id }).catch(complain);
}

/** Before the window goes away. */
export function flushTemplateDrafts(): void {
  for (const id of unsaved.keys()) save(id);
}
onLeaveWorkspace(flushTemplateDrafts);

function saveSoon(id: TemplateDraftId): void {
  clearTimeout(unsaved.get(id));
  unsaved.set(
    id,
    setTimeout(() => save(id), saveAfterMs),
  );
}

function save(id: TemplateDraftId): void {
  clearTimeout(unsaved.get(id));
  unsaved.delete(id);
  const draft = useTemplateDrafts.getState().drafts.find((each) => each.id === id);
  if (draft !== undefined) void api.templates.saveDraft(draft).catch(complain);
}

const complain = (error: unknown): void => void showToast({ kind: 'warning', text: describeError(error) });
