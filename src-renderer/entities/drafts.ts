import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { DraftSaver } from './draft-saver.ts';
import { createForWorkspace, forgetWithWorkspace, onLeaveWorkspace } from './workspace-store.ts';

/** Text per conversation and mode; absent = not read yet. */
export const useDrafts = createForWorkspace<Record<string, string>>(() => ({}));

const keyOf = (conversationId: ConversationId, mode: DraftMode): string => `${mode}:${conversationId}`;

const saver = new DraftSaver(async (key, text) => {
  const [mode, conversationId] = key.split(':');
  // The key was made by keyOf from exactly these two.
  await api.drafts.save({ mode: mode as DraftMode, conversationId: conversationId as ConversationId, text });
}, 300);

export const useDraft = (conversationId: ConversationId, mode: DraftMode) =>
  useDrafts((state) => state[keyOf(conversationId, mode)]);

export function getDraft(conversationId: ConversationId, mode: DraftMode): string {
  return useDrafts.getState()[keyOf(conversationId, mode)] ?? '';
}

const loading = new Set<string>();
forgetWithWorkspace(() => loading.clear());

export async function loadDraft(conversationId: ConversationId, mode: DraftMode): Promise<void> {
  const key = keyOf(conversationId, mode);
  if (useDrafts.getState()[key] !== undefined) return;
  // Two who ask at once must not both add what was typed meanwhile.
  if (loading.has(key)) return;
  loading.add(key);
  try {
    const { text } = await api.drafts.get({ conversationId, mode });
    const typed = useDrafts.getState()[key];
    if (typed === undefined) useDrafts.setState({ [key]: text });
    // What was typed while the answer was on its way goes on from what was there.
    else if (text !== '') changeDraft(conversationId, mode, text + typed);
  } finally {
    loading.delete(key);
  }
}

export function changeDraft(conversationId: ConversationId, mode: DraftMode, text: string): void {
  const key = keyOf(conversationId, mode);
  useDrafts.setState({ [key]: text });
  saver.change(key, text);
}

/** Puts text back into the composer, before whatever was typed there since. */
export function restoreToDraft(conversationId: ConversationId, mode: DraftMode, text: string): void {
  const now = getDraft(conversationId, mode);
  // Main may have put it before what is there already.
  const isWhole = now.trim() === '' || text.endsWith(`\n${now}`);
  changeDraft(conversationId, mode, isWhole ? text : `${text}\n\n${now}`);
  saver.flush();
}

export function flushDrafts(): void {
  saver.flush();
}
// Before anything of the next workspace is asked for: it goes to the one it was typed in.
onLeaveWorkspace(flushDrafts);
