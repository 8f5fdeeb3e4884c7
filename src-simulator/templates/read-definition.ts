import { GraphError, invalidParameter } from '../graph/graph-error.ts';
import { oneOf, type Parameters, readList, requireText, toRecord } from '../graph/parameters.ts';
import { readButtons } from './read-buttons.ts';
import { readTemplateText } from './read-text.ts';
import { badBody, badButtons, badCards, badFooter, badHeader, templateError, tooLong } from './template-error.ts';
import { categories, type Component, findComponent, type ParameterFormat, type TemplateCategory } from './template.ts';
import type { TemplateDefinition } from './template-store.ts';
import { variablesOf } from './variables.ts';
import { wordOf } from './word-of.ts';

const limits = { header: 60, body: 1024, offerBody: 600, cardBody: 160, footer: 60, offer: 16 };
const mediaFormats = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'] as const;

/** How long a template may be tried to be delivered, seconds; -1 is 30 days. Meta's *Time-to-live*. */
const ttl = { AUTHENTICATION: [30, 900], UTILITY: [30, 43_200], MARKETING: [43_200, 2_592_000] } as const;

/** `POST /{waba}/message_templates`, checked as Meta checks it at once. What the reviewers think comes later. */
export function readDefinition(values: Parameters): TemplateDefinition {
  const name = requireText(values, 'name', { min: 1, max: 512 });
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw templateError(
      2388024,
      'Message template name is incorrect',
      'The name can only have lowercase letters, digits and underscores.',
    );
  }
  const language = requireText(values, 'language', { min: 2, max: 15 });
  if (!/^[a-z]{2,3}(?:_[A-Z]{2})?$/.test(language)) {
    throw invalidParameter(`Param language must be a supported language - got "${language}".`);
  }
  const category = oneOf('category', values['category'], categories);
  const parameterFormat =
    values['parameter_format'] === undefined
      ? 'POSITIONAL'
      : oneOf('parameter_format', values['parameter_format'], ['POSITIONAL', 'NAMED'] as const);
  return {
    name,
    language,
    category,
    parameterFormat,
    components: readTemplateComponents(values, category, parameterFormat),
    ttlSeconds: readTtl(values, category),
    isLinkTracked: values['cta_url_link_tracking_opted_out'] !== true,
  };
}

export function readTtl(values: Parameters, category: TemplateCategory): number | null {
  const seconds = values['message_send_ttl_seconds'];
  if (seconds === undefined || seconds === null) return null;
  const [least, longest] = ttl[category];
  const isForever = seconds === -1 && category !== 'MARKETING';
  if (typeof seconds !== 'number' || (!isForever && (seconds < least || seconds > longest))) {
    throw invalidParameter(`Param message_send_ttl_seconds must be between ${least} and ${longest} for ${category}.`);
  }
  return seconds;
}

export function readTemplateComponents(
  values: Parameters,
  category: TemplateCategory,
  format: ParameterFormat,
): readonly Component[] {
  const given = readList(values, 'components');
  if (given === undefined || given.length === 0) throw invalidParameter('The parameter components is required.');
  const isOffer = given.some((each) => typeOf(toRecord(each)) === 'LIMITED_TIME_OFFER');
  const bodyLimit = isOffer ? limits.offerBody : limits.body;
  const components = given.map((each) => readComponent(toRecord(each), { category, format, bodyLimit, isCard: false }));
  const kinds = components.map(({ type }) => type);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw invalidParameter(`Param components holds more than one component of type ${twice}.`);
  if (!kinds.includes('BODY')) throw badBody('A template needs a component of type BODY.');
  checkOffer(components, category);
  if (category === 'AUTHENTICATION') checkAuthentication(components);
  return components;
}

interface Rule {
  category: TemplateCategory;
  format: ParameterFormat;
  bodyLimit: number;
  isCard: boolean;
}

function readComponent(component: Parameters, rule: Rule): Component {
  const type = typeOf(component);
  switch (type) {
    case 'HEADER':
      return readHeader(component, rule);
    case 'BODY':
      if (rule.category === 'AUTHENTICATION') return readAuthenticationBody(component);
      return {
        type,
        ...readTemplateText(component, {
          part: 'body',
          limit: rule.bodyLimit,
          format: rule.format,
          mostVariables: Number.POSITIVE_INFINITY,
        }),
      };
    case 'FOOTER':
      return readFooter(component, rule);
    case 'BUTTONS':
      return { type, buttons: readButtons(component['buttons'], rule.isCard ? 2 : undefined) };
    case 'LIMITED_TIME_OFFER': {
      const offer = toRecord(component['limited_time_offer']);
      const text = requireText(offer, 'text', { min: 1, max: limits.offer });
      return { type, limited_time_offer: { text, has_expiration: offer['has_expiration'] === true } };
    }
    case 'CAROUSEL':
      return readCarousel(component, rule);
    case 'CALL_PERMISSION_REQUEST':
      return { type };
    default:
      throw invalidParameter(`Param components[type] must be one of {HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, …}.`);
  }
}

function readHeader(component: Parameters, rule: Rule): Component {
  const format = wordOf(component['format']).toUpperCase();
  if (format === 'TEXT' && !rule.isCard) {
    const text = component['text'];
    if (typeof text === 'string' && /[\n*_~`]|\p{Extended_Pictographic}/u.test(text)) {
      throw badHeader('The header can’t have new lines, formatting characters or emojis.');
    }
    return {
      type: 'HEADER',
      format,
      ...readTemplateText(component, { part: 'header', limit: limits.header, format: rule.format, mostVariables: 1 }),
    };
  }
  const media = mediaFormats.find((kind) => kind === format);
  if (media !== undefined) {
    const handles = toRecord(component['example'])['header_handle'];
    if (!Array.isArray(handles) || handles.length === 0) {
      throw badHeader(`A header of format ${format} needs example.header_handle.`);
    }
    return { type: 'HEADER', format: media, example: { header_handle: handles.map(wordOf) } };
  }
  if (format === 'LOCATION' || format === 'PRODUCT') return { type: 'HEADER', format };
  throw badHeader(`There is no header of format ${format.slice(0, 40) || '(none)'}.`);
}

function readFooter(component: Parameters, { category }: Rule): Component {
  if (category === 'AUTHENTICATION') {
    const minutes = component['code_expiration_minutes'];
    if (typeof minutes !== 'number' || minutes < 1 || minutes > 90) {
      throw badFooter('code_expiration_minutes must be between 1 and 90.');
    }
    return { type: 'FOOTER', text: `This code expires in ${minutes} minutes.`, code_expiration_minutes: minutes };
  }
  const text = requireText(component, 'text', { min: 1, max: 10_000 });
  if ([...text].length > limits.footer) throw tooLong('footer', limits.footer);
  if (variablesOf(text).length > 0) throw badFooter('The footer can’t have variables.');
  return { type: 'FOOTER', text };
}

function readAuthenticationBody(component: Parameters): Component {
  if (component['text'] !== undefined) {
    throw badBody('The text of an authentication template is fixed; leave "text" out.');
  }
  const isWarning = component['add_security_recommendation'] === true;
  return {
    type: 'BODY',
    text: `*{{1}}* is your verification code.${isWarning ? ' For your security, do not share this code.' : ''}`,
    add_security_recommendation: isWarning,
  };
}

function readCarousel(component: Parameters, rule: Rule): Component {
  const given = component['cards'];
  if (!Array.isArray(given) || given.length < 2 || given.length > 10) {
    throw badCards('A carousel has between 2 and 10 cards.');
  }
  const cards = given.map((card) => {
    const components = toRecord(card)['components'];
    if (!Array.isArray(components)) throw badCards('Each card needs components.');
    return {
      components: components.map((each) =>
        readComponent(toRecord(each), { ...rule, bodyLimit: limits.cardBody, isCard: true }),
      ),
    };
  });
  const shape = (card: (typeof cards)[number]): string =>
    card.components
      .map((each) => [each.type, 'format' in each ? each.format : '', shapeOfButtons(each)].join('/'))
      .join();
  if (cards.some((card) => shape(card) !== shape(cards[0] ?? card))) {
    throw badCards('All cards must have the same components.');
  }
  if (cards.some(({ components }) => findComponent(components, 'HEADER') === undefined)) {
    throw badCards('Each card needs a header with an image or a video.');
  }
  return { type: 'CAROUSEL', cards };
}

const shapeOfButtons = (component: Component): string =>
  component.type === 'BUTTONS' ? component.buttons.map(({ type }) => type).join('+') : '';

function checkOffer(components: readonly Component[], category: TemplateCategory): void {
  if (!findComponent(components, 'LIMITED_TIME_OFFER')) return;
  if (category !== 'MARKETING') throw invalidParameter('A limited-time offer belongs to category MARKETING.');
  if (findComponent(components, 'FOOTER')) throw badFooter('A limited-time offer has no footer.');
  const header = findComponent(components, 'HEADER');
  if (header !== undefined && header.format !== 'IMAGE' && header.format !== 'VIDEO') {
    throw badHeader('The header of a limited-time offer is an image or a video.');
  }
}

function checkAuthentication(components: readonly Component[]): void {
  const buttons = findComponent(components, 'BUTTONS')?.buttons ?? [];
  if (buttons.length !== 1 || buttons[0]?.type !== 'OTP') {
    throw badButtons('An authentication template has one button, of type OTP.');
  }
  const other = components.find(({ type }) => !['BODY', 'FOOTER', 'BUTTONS'].includes(type));
  if (other) throw new GraphError(100, `(#100) An authentication template has no component of type ${other.type}`);
}

const typeOf = (component: Parameters): string => wordOf(component['type']).toUpperCase();
