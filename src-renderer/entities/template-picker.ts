import { create } from 'zustand';
import type { ConversationId } from '#shared/ids.ts';

/** For which conversation a template is being chosen. `draft`: what was typed there, offered as a value. */
export interface TemplateChoice {
  conversationId: ConversationId;
  draft: string;
}

export const useTemplatePicker = create<{ choice: TemplateChoice | null }>(() => ({ choice: null }));

export function openTemplatePicker(conversationId: ConversationId, draft: string): void {
  useTemplatePicker.setState({ choice: { conversationId, draft } });
}

export function closeTemplatePicker(): void {
  useTemplatePicker.setState({ choice: null });
}
