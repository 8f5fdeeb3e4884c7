import { z } from 'zod';
import { readButton, type TemplateButton, withTypeInCapitals } from './button.ts';
import { areFillable, type ParameterFormat, piecesOf } from './variables.ts';

// The components of a template as Meta's `message_templates` takes and answers them. Reading never fails and never
// drops anything: what this version does not know stays as it came, and `toMeta` gives all of it back.

const named = z.array(z.looseObject({ param_name: z.string(), example: z.string() })).nullish();
const example = z
  .looseObject({
    header_text: z.union([z.string(), z.array(z.string())]).nullish(),
    header_text_named_params: named,
    // Meta's pages show the samples of a body both nested and flat.
    body_text: z.union([z.array(z.array(z.string())), z.array(z.string())]).nullish(),
    body_text_named_params: named,
    header_handle: z.union([z.string(), z.array(z.string())]).nullish(),
  })
  .nullish();

const mediaFormats = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'] as const;

const header = z.discriminatedUnion('format', [
  z.looseObject({ type: z.literal('HEADER'), format: z.literal('TEXT'), text: z.string(), example }),
  z.looseObject({ type: z.literal('HEADER'), format: z.enum(mediaFormats), example }),
  z.looseObject({ type: z.literal('HEADER'), format: z.literal('LOCATION') }),
  z.looseObject({ type: z.literal('HEADER'), format: z.literal('PRODUCT') }),
]);

const simple = z.discriminatedUnion('type', [
  /** A draft of an authentication template has no text: Meta writes it. */
  z.looseObject({
    type: z.literal('BODY'),
    text: z.string().nullish(),
    add_security_recommendation: z.boolean().nullish(),
    example,
  }),
  z.looseObject({
    type: z.literal('FOOTER'),
    text: z.string().nullish(),
    code_expiration_minutes: z.number().nullish(),
  }),
  z.looseObject({
    type: z.literal('LIMITED_TIME_OFFER'),
    limited_time_offer: z.looseObject({ text: z.string(), has_expiration: z.boolean().nullish() }),
  }),
  z.looseObject({ type: z.literal('CALL_PERMISSION_REQUEST') }),
]);

const withButtons = z.looseObject({ type: z.literal('BUTTONS'), buttons: z.array(z.unknown()) });
const withCards = z.looseObject({
  type: z.literal('CAROUSEL'),
  cards: z.array(z.looseObject({ components: z.array(z.unknown()) })),
});

export type HeaderComponent = z.infer<typeof header>;
type Simple = z.infer<typeof simple>;
export type BodyComponent = Extract<Simple, { type: 'BODY' }>;
export interface ButtonsComponent {
  type: 'BUTTONS';
  buttons: readonly TemplateButton[];
  [key: string]: unknown;
}
export interface TemplateCard {
  components: readonly TemplateComponent[];
  [key: string]: unknown;
}
export interface CarouselComponent {
  type: 'CAROUSEL';
  cards: readonly TemplateCard[];
  [key: string]: unknown;
}
export type TemplateComponent =
  | HeaderComponent
  | Simple
  | ButtonsComponent
  | CarouselComponent
  | { type: 'UNKNOWN'; raw: unknown };

/** All that decides how a template is filled and shown. */
export interface TemplateDefinition {
  name: string;
  language: string;
  category: string;
  parameterFormat: ParameterFormat;
  components: readonly TemplateComponent[];
}

/** What Meta answered, or what somebody drafts. `parameterFormat`: Meta's `parameter_format`, when it is known. */
export interface DefinitionSource {
  name: string;
  language: string;
  category: string;
  parameterFormat?: string | null | undefined;
  components: readonly unknown[];
}

export function readDefinition(source: DefinitionSource): TemplateDefinition {
  const { name, language } = source;
  const components = source.components.map((raw) => readComponent(raw));
  const said = source.parameterFormat?.toUpperCase();
  const parameterFormat = said === 'NAMED' || said === 'POSITIONAL' ? said : formatOf(components);
  return { name, language, category: source.category.toUpperCase(), parameterFormat, components };
}

/** `isCard`: of a card of a carousel, which holds no other carousel. */
export function readComponent(raw: unknown, isCard = false): TemplateComponent {
  const value = withTypeInCapitals(raw);
  const buttons = withButtons.safeParse(value);
  if (buttons.success) return { ...buttons.data, buttons: buttons.data.buttons.map(readButton) };
  const carousel = withCards.safeParse(value);
  if (carousel.success && !isCard) {
    const ofCard = (own: unknown) => readComponent(own, true);
    const cards = carousel.data.cards.map((card) => ({ ...card, components: card.components.map(ofCard) }));
    return { ...carousel.data, cards };
  }
  const known = z.union([header, simple]).safeParse(value);
  return known.success ? known.data : { type: 'UNKNOWN', raw };
}

/** The components in Meta's form, as they are handed to it; what was unknown as it came. */
export function toMeta(components: readonly TemplateComponent[]): unknown[] {
  return components.map((component) => {
    switch (component.type) {
      case 'UNKNOWN':
        return component.raw;
      case 'BUTTONS': {
        const buttons = component.buttons.map((button) => (button.type === 'UNKNOWN' ? button.raw : button));
        return { ...component, buttons };
      }
      case 'CAROUSEL':
        return {
          ...component,
          cards: component.cards.map((card) => ({ ...card, components: toMeta(card.components) })),
        };
      default:
        return component;
    }
  });
}

export function findComponent<T extends TemplateComponent['type']>(
  components: readonly TemplateComponent[],
  type: T,
): Extract<TemplateComponent, { type: T }> | undefined {
  return components.find((each): each is Extract<TemplateComponent, { type: T }> => each.type === type);
}

/** All buttons, in the order sends count them. */
export function buttonsOf(components: readonly TemplateComponent[]): readonly TemplateButton[] {
  return findComponent(components, 'BUTTONS')?.buttons ?? [];
}

/** Answers of older versions of Graph leave `parameter_format` out. */
function formatOf(components: readonly TemplateComponent[]): ParameterFormat {
  const texts = components.flatMap((each) => ('text' in each && typeof each.text === 'string' ? [each.text] : []));
  const names = texts.flatMap(piecesOf).flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []));
  return names.length > 0 && areFillable(names, 'NAMED') ? 'NAMED' : 'POSITIONAL';
}
