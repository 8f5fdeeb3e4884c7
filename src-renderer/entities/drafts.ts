import { create } from 'zustand';
import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { DraftSaver } from './draft-saver.ts';

/** Text per conversation and mode; absent = not read yet. */
export const useDrafts = create<Record<string, string>>(() => ({}));

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

export async function loadDraft(conversationId: ConversationId, mode: DraftMode): Promise<void> {
  const key = keyOf(conversationId, mode);
  if (useDrafts.getState()[key] !== undefined) return;
  const { text } = await api.drafts.get({ conversationId, mode });
  // What was typed while the answer was on its way wins.
  if (useDrafts.getState()[key] === undefined) useDrafts.setState({ [key]: text });
}

export function changeDraft(conversationId: ConversationId, mode: DraftMode, text: string): void {
  const key = keyOf(conversationId, mode);
  useDrafts.setState({ [key]: text });
  saver.change(key, text);
}

/** Puts text back into the composer, before whatever was typed there since. */
export function restoreToDraft(conversationId: ConversationId, mode: DraftMode, text: string): void {
  const now = getDraft(conversationId, mode);
  changeDraft(conversationId, mode, now.trim() === '' ? text : `${text}\n\n${now}`);
  saver.flush();
}

export function flushDrafts(): void {
  saver.flush();
}
