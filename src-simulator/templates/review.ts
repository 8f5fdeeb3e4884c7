import { asksForSecrets, isAbusive, isPromotional } from './forbidden-words.ts';
import { buttonsOf, type Component, findComponent, type RejectionReason, type Template } from './template.ts';

/** What Meta's reviewers say of a template; `NONE`: it is approved. */
export function review(template: Template): RejectionReason {
  const text = wordsOf(template.components);
  if (asksForSecrets(text)) return 'SCAM';
  if (isAbusive(text)) return 'ABUSIVE_CONTENT';
  if (template.category === 'UTILITY' && isPromotional(text)) return 'INCORRECT_CATEGORY';
  return 'NONE';
}

function wordsOf(components: readonly Component[]): string {
  const header = findComponent(components, 'HEADER');
  const cards = findComponent(components, 'CAROUSEL')?.cards ?? [];
  return [
    header?.format === 'TEXT' ? header.text : '',
    findComponent(components, 'BODY')?.text ?? '',
    findComponent(components, 'FOOTER')?.text ?? '',
    ...buttonsOf(components).map(({ text }) => text),
    ...cards.map((card) => wordsOf(card.components)),
  ].join('\n');
}
