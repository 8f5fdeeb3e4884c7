import { invalidParameter } from '../graph/graph-error.ts';
import { type Parameters, readFlag, requireText, toRecord } from '../graph/parameters.ts';
import { authenticationBody, authenticationText } from './authentication-text.ts';
import { readButtons } from './read-buttons.ts';
import { readHeader } from './read-header.ts';
import { readTemplateText } from './read-text.ts';
import { badBody, badCards, badFooter, tooLong } from './template-error.ts';
import { type Component, findComponent, type ParameterFormat, type TemplateCategory } from './template.ts';
import { variablesOf } from './variables.ts';
import { wordOf } from '../graph/word-of.ts';

const cardBodyLimit = 160;
const footerLimit = 60;
const offerLimit = 16;

/** What decides how a component is read. */
export interface ComponentRule {
  category: TemplateCategory;
  format: ParameterFormat;
  /** For the words that Meta has fixed. */
  language: string;
  bodyLimit: number;
  isCard: boolean;
  isHandle(handle: string, format: string): boolean;
}

/** One component, in Meta's form with types in capitals. */
export function readComponent(given: unknown, rule: ComponentRule): Component {
  const component = toRecord(given);
  const type = typeOf(given);
  switch (type) {
    case 'HEADER':
      return readHeader(component, rule);
    case 'BODY':
      return readBody(component, rule);
    case 'FOOTER':
      return readFooter(component, rule);
    case 'BUTTONS':
      return { type, buttons: readButtons(component['buttons'], rule) };
    case 'LIMITED_TIME_OFFER': {
      const offer = toRecord(component['limited_time_offer']);
      const text = requireText(offer, 'text', { min: 1, max: offerLimit });
      return { type, limited_time_offer: { text, has_expiration: readFlag(offer, 'has_expiration') === true } };
    }
    case 'CAROUSEL':
      return readCarousel(component, rule);
    case 'CALL_PERMISSION_REQUEST':
      return { type };
    default:
      throw invalidParameter(
        `Param components[type] must be one of {HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER, CALL_PERMISSION_REQUEST} - got "${type.slice(0, 40)}".`,
      );
  }
}

/** Types may be in small letters. */
export function typeOf(component: unknown): string {
  return wordOf(toRecord(component)['type']).toUpperCase();
}

function readBody(component: Parameters, rule: ComponentRule): Component {
  if (rule.category === 'AUTHENTICATION') {
    if (component['text'] !== undefined) {
      throw badBody('The text of an authentication template is fixed; leave "text" out.');
    }
    const isWarning = readFlag(component, 'add_security_recommendation') === true;
    return {
      type: 'BODY',
      text: authenticationBody(rule.language, isWarning),
      add_security_recommendation: isWarning,
    };
  }
  return {
    type: 'BODY',
    ...readTemplateText(component, {
      part: 'body',
      limit: rule.bodyLimit,
      format: rule.format,
      mostVariables: Number.POSITIVE_INFINITY,
    }),
  };
}

function readFooter(component: Parameters, { category, language }: ComponentRule): Component {
  if (category === 'AUTHENTICATION') {
    const minutes = component['code_expiration_minutes'];
    if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1 || minutes > 90) {
      throw badFooter('code_expiration_minutes must be between 1 and 90.');
    }
    return { type: 'FOOTER', text: authenticationText(language).expiry(minutes), code_expiration_minutes: minutes };
  }
  const text = requireText(component, 'text', { min: 1, max: 10_000 });
  if ([...text].length > footerLimit) throw tooLong('footer', footerLimit);
  if (variablesOf(text).length > 0) throw badFooter('The footer can’t have variables.');
  return { type: 'FOOTER', text };
}

function readCarousel(component: Parameters, rule: ComponentRule): Component {
  const given = component['cards'];
  if (!Array.isArray(given) || given.length < 2 || given.length > 10) {
    throw badCards('A carousel has between 2 and 10 cards.');
  }
  const cards = given.map((card: unknown) => {
    const components = toRecord(card)['components'];
    if (!Array.isArray(components)) throw badCards('Each card needs components.');
    const other = components.map(typeOf).find((type) => !['HEADER', 'BODY', 'BUTTONS'].includes(type));
    if (other !== undefined) throw badCards(`A card has no component of type ${other.slice(0, 40) || '(none)'}.`);
    return {
      components: components.map((each: unknown) =>
        readComponent(each, { ...rule, bodyLimit: cardBodyLimit, isCard: true }),
      ),
    };
  });
  for (const { components } of cards) checkCard(components);
  if (cards.some((card) => shapeOf(card.components) !== shapeOf(cards[0]?.components ?? []))) {
    throw badCards('All cards must have the same components.');
  }
  return { type: 'CAROUSEL', cards };
}

function checkCard(components: readonly Component[]): void {
  const types = components.map(({ type }) => type);
  if (new Set(types).size !== types.length) throw badCards('A card has each component once.');
  const format = findComponent(components, 'HEADER')?.format;
  if (format !== 'IMAGE' && format !== 'VIDEO' && format !== 'PRODUCT') {
    throw badCards('Each card needs a header with an image, a video or a product.');
  }
  if (!types.includes('BUTTONS')) throw badCards('Each card needs at least one button.');
}

function shapeOf(components: readonly Component[]): string {
  return components
    .map((each) => {
      if (each.type === 'HEADER') return `HEADER/${each.format}`;
      return each.type === 'BUTTONS' ? `BUTTONS/${each.buttons.map(({ type }) => type).join('+')}` : each.type;
    })
    .join();
}
