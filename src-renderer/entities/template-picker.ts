import type { ConversationId, TemplateId } from '#shared/ids.ts';
import { createForWorkspace } from './workspace-store.ts';

/** For which conversation a template is being chosen. `draft`: what was typed there, offered as a value. */
export interface TemplateChoice {
  conversationId: ConversationId;
  draft: string;
  /** The one to begin with; null: the first that is offered. */
  templateId: TemplateId | null;
}

export const useTemplatePicker = createForWorkspace<{ choice: TemplateChoice | null }>(() => ({ choice: null }));

export function openTemplatePicker(
  conversationId: ConversationId,
  draft: string,
  templateId: TemplateId | null = null,
): void {
  useTemplatePicker.setState({ choice: { conversationId, draft, templateId } });
}

export function closeTemplatePicker(): void {
  useTemplatePicker.setState({ choice: null });
}
