import { asksForSecrets, isAbusive, isPromotional } from './forbidden-words.ts';
import { buttonsOf, type Component, findComponent, type RejectionReason, type Template } from './template.ts';

/** What Meta's reviewers say of a template; `NONE`: it is approved. */
export function review(template: Template): RejectionReason {
  const text = wordsOf(template.components);
  if (isMalformed(text)) return 'INVALID_FORMAT';
  if (asksForSecrets(text)) return 'SCAM';
  if (isAbusive(text)) return 'ABUSIVE_CONTENT';
  if (template.category === 'UTILITY' && isPromotional(text)) return 'INCORRECT_CATEGORY';
  if (isOtherScript(text, template.language)) return 'TAG_CONTENT_MISMATCH';
  return 'NONE';
}

/** Braces that are no variable, words repeated for ever, empty lines in a row. */
function isMalformed(text: string): boolean {
  return /[{}]/.test(text.replace(/\{\{[^{}]*\}\}/g, '')) || /\n{4,}/.test(text) || /(.)\1{19}/su.test(text);
}

const latin = /\p{Script=Latin}/u;
const arabic = /\p{Script=Arabic}/u;
/** Of languages that are written in one script; nothing is said of the others. */
const scripts: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    ...Object.fromEntries(['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'sv', 'tr'].map((name) => [name, latin])),
    ar: arabic,
    fa: arabic,
    ur: arabic,
    he: /\p{Script=Hebrew}/u,
    ru: /\p{Script=Cyrillic}/u,
    el: /\p{Script=Greek}/u,
    hi: /\p{Script=Devanagari}/u,
    ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    ko: /\p{Script=Hangul}/u,
    th: /\p{Script=Thai}/u,
    zh: /\p{Script=Han}/u,
  }),
);

/** Written in another script than the language of the template has. */
function isOtherScript(text: string, language: string): boolean {
  const words = text.replace(/\{\{[^{}]*\}\}/g, '');
  const script = scripts.get(language.split('_')[0] ?? '');
  return script !== undefined && !script.test(words) && [...scripts.values()].some((other) => other.test(words));
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
  ]
    .filter((text) => text !== '')
    .join('\n');
}
