import type { FilledTemplate } from './filled-template.ts';
import { findComponent, type Template } from './template.ts';

/** What the customer sees of a send. Throws GraphError 132000, 132005, 132012, 132018 … when it does not fit. */
export function fillTemplate(template: Template, _components: unknown): FilledTemplate {
  const { components, name, language, category } = template;
  const header = findComponent(components, 'HEADER');
  return {
    name,
    language,
    category,
    header: header?.format === 'TEXT' ? { type: 'text', text: header.text } : null,
    body: findComponent(components, 'BODY')?.text ?? '',
    footer: findComponent(components, 'FOOTER')?.text ?? null,
    offer: null,
    buttons: [],
    cards: [],
    asksToCall: false,
  };
}
