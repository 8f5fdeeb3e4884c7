import { typeOf } from './button.ts';
import { readComponent, type TemplateComponent } from './definition.ts';
import { lintButtons } from './lint-buttons.ts';
import { error, type Findings, type LintFinding, warning } from './lint-finding.ts';
import { lintText } from './lint-text.ts';
import { lintCards, lintWhole } from './lint-whole.ts';
import { lintWords, type Said } from './lint-words.ts';
import { templateLimits } from './limits.ts';
import { lengthOf, type ParameterFormat, replaceVariables } from './variables.ts';

interface Rule {
  category: string;
  format: ParameterFormat;
  language: string;
}

export function* lintComponents(given: unknown, rule: Rule): Findings {
  if (!Array.isArray(given) || given.length === 0) {
    yield error('components.none', 'components', 'A template needs a text (BODY)');
    return;
  }
  const components = given.map((raw: unknown) => readComponent(raw));
  const isOffer = components.some(({ type }) => type === 'LIMITED_TIME_OFFER');
  const bodyLimit = isOffer ? templateLimits.offerBody : templateLimits.body;
  const said: Said[] = [];
  for (const [index, component] of components.entries()) {
    yield* lintComponent(component, { ...rule, path: `components.${index}`, bodyLimit, isCard: false, said });
  }
  yield* lintWhole(components, rule.category);
  // Meta writes the words of authentication templates.
  if (rule.category !== 'AUTHENTICATION') yield* lintWords(said, rule.category, rule.language);
}

interface Place extends Rule {
  path: string;
  bodyLimit: number;
  isCard: boolean;
  /** Where its words are put. */
  said: Said[];
}

function* lintComponent(component: TemplateComponent, place: Place): Findings {
  const { path, format, category, said } = place;
  const say = (text: string, at: string) => said.push({ path: at, text: replaceVariables(text, () => ' ') });
  switch (component.type) {
    case 'HEADER':
      if (component.format === 'TEXT') {
        say(component.text, `${path}.text`);
        const { text, example } = component;
        yield* lintText(text, { part: 'header', path, limit: templateLimits.header, format, example });
      } else if (component.format !== 'LOCATION' && component.format !== 'PRODUCT') {
        const handles = component.example?.header_handle;
        if (!Array.isArray(handles) || handles.length === 0 || handles.includes('')) {
          yield error('header.file', `${path}.example`, 'Upload an example of the file: the reviewers look at it');
        }
      }
      return;
    case 'BODY': {
      if (category === 'AUTHENTICATION') return;
      const text = component.text ?? '';
      say(text, `${path}.text`);
      yield* lintText(text, { part: 'body', path, limit: place.bodyLimit, format, example: component.example });
      if (place.isCard && text.split('\n').length > 3) {
        yield warning('card.lines', `${path}.text`, 'The text of a card has at most two line breaks');
      }
      return;
    }
    case 'FOOTER':
      if (category !== 'AUTHENTICATION') {
        say(component.text ?? '', `${path}.text`);
        yield* lintFooter(component.text ?? '', `${path}.text`);
      }
      return;
    case 'BUTTONS':
      for (const [index, button] of component.buttons.entries()) {
        if (button.type !== 'UNKNOWN') say(button.text ?? '', `${path}.buttons.${index}.text`);
      }
      return yield* lintButtons(component.buttons, `${path}.buttons`, place.isCard);
    case 'LIMITED_TIME_OFFER':
      return yield* lintOfferText(component.limited_time_offer.text, `${path}.limited_time_offer.text`);
    case 'CAROUSEL':
      yield* lintCards(component.cards, path);
      for (const [index, card] of component.cards.entries()) {
        for (const [at, own] of card.components.entries()) {
          const inner = `${path}.cards.${index}.components.${at}`;
          yield* lintComponent(own, { ...place, path: inner, bodyLimit: templateLimits.cardBody, isCard: true });
        }
      }
      return;
    case 'UNKNOWN':
      yield unknownComponent(component.raw, path);
  }
}

function* lintFooter(text: string, path: string): Findings {
  if (text.trim() === '') yield error('footer.missing', path, 'The footer is empty: write something, or take it out');
  const length = lengthOf(text);
  if (length > templateLimits.footer) {
    yield error(
      'footer.long',
      path,
      `The footer has ${length} characters: shorten it to ${templateLimits.footer}`,
      null,
      { length, limit: templateLimits.footer },
    );
  }
  if (/\{\{|\}\}/.test(text)) yield error('footer.variable', path, 'A footer has no variables: put them into the text');
  if (text.includes('\n')) {
    yield warning('footer.lines', path, 'A footer is one line', {
      label: 'Make it one line',
      path,
      value: text.replace(/\s*\n\s*/g, ' '),
    });
  }
}

function* lintOfferText(text: string, path: string): Findings {
  const length = lengthOf(text);
  if (text.trim() === '') yield error('offer.text', path, 'Name the offer');
  else if (length > templateLimits.offer) {
    yield error(
      'offer.long',
      path,
      `The name of the offer has ${length} characters: shorten it to ${templateLimits.offer}`,
      null,
      { length, limit: templateLimits.offer },
    );
  }
}

function unknownComponent(raw: unknown, path: string): LintFinding {
  const type = typeOf(raw);
  const needs = Object.hasOwn(needed, type) ? needed[type] : undefined;
  return needs === undefined
    ? error('component.type', path, `There is no component of type ${type || '(none)'}`, null, { type })
    : error('component.incomplete', path, `A ${type} needs ${needs}`, null, { type });
}
const needed: Readonly<Record<string, string>> = {
  HEADER: 'a format (TEXT, IMAGE, VIDEO, DOCUMENT, GIF, LOCATION), and a text when it is TEXT',
  BODY: 'a text',
  FOOTER: 'a text',
  BUTTONS: 'a list of buttons',
  CAROUSEL: 'a list of cards, each with its components',
  LIMITED_TIME_OFFER: 'limited_time_offer with a text',
};
