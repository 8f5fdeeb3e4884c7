import type { Template } from '#shared/template.ts';
import { api } from '../api.ts';
import { createForWorkspace } from './workspace-store.ts';

/** The message templates of all accounts, as main last told them. */
export const useTemplates = createForWorkspace<{ templates: readonly Template[] }>(() => ({ templates: [] }));

export function applyTemplates(templates: readonly Template[]): void {
  useTemplates.setState({ templates });
}

export async function loadTemplates(): Promise<void> {
  applyTemplates(await api.templates.list());
}
