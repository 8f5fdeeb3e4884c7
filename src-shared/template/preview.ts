import type { MediaKind } from '../content.ts';
import type { OutgoingMedia } from '../outgoing-media.ts';
import { type Block, formatText } from '../whatsapp-format.ts';
import { labelOf, type TemplateButton } from './button.ts';
import { buttonsOf, findComponent, type TemplateComponent, type TemplateDefinition } from './definition.ts';
import type { FormPart, PartField } from './field.ts';
import { takesCode } from './form-buttons.ts';
import { cardsOf, partsOf } from './form.ts';
import { directionOf } from './languages.ts';
import { readValues } from './read-values.ts';
import type { FieldValue, TemplateValues } from './value.ts';
import { piecesOf } from './variables.ts';

/** A template as a phone draws it, filled as far as there are values. */
export interface TemplatePreview {
  direction: 'ltr' | 'rtl';
  header: PreviewHeader | null;
  /** A limited-time offer, above the text. `ends`: epoch ms; null when it does not, or nobody has said when. */
  offer: { text: string; ends: number | null; code: string | null } | null;
  body: PreviewText | null;
  footer: string | null;
  buttons: readonly PreviewButton[];
  /** How many buttons stand below the text; the others are behind *See all options*. */
  shownButtons: number;
  cards: readonly PreviewCard[];
  /** A request for the permission to call stands below the text. */
  asksToCall: boolean;
}

export type PreviewCard = Pick<TemplatePreview, 'header' | 'body' | 'buttons'>;

export type PreviewHeader =
  | ({ kind: 'text' } & PreviewText)
  /** `media`: null until one is chosen. */
  | { kind: 'media'; mediaKind: MediaKind; media: OutgoingMedia | null }
  | { kind: 'location'; place: Extract<FieldValue, { kind: 'location' }> | null }
  | { kind: 'product'; productId: string | null };

export interface PreviewText {
  /** With values, samples or the variables themselves in it. */
  text: string;
  blocks: Block[];
  /** What of `text` was a variable, in order; `start` and `end` in UTF-16 units, as in `blocks`. */
  variables: PreviewVariable[];
}

export interface PreviewVariable {
  /** Of the field that fills it. */
  key: string;
  start: number;
  end: number;
  /** `sample`: the business's example stands there, `missing`: the variable itself. */
  from: 'value' | 'sample' | 'missing';
}

export interface PreviewButton {
  /** `quick_reply`, `url`, `otp` … */
  kind: string;
  text: string;
  /** The link, the number or the code; null when a tap shows none of them. */
  value: string | null;
}

const mostShown = 3;

/** `values` that are not right are passed over, so that a form can be shown while it is typed. */
export function previewTemplate(
  definition: TemplateDefinition,
  values: TemplateValues = {},
  { samples = true }: { /** Whether examples are shown where values are missing. */ samples?: boolean } = {},
): TemplatePreview {
  const { language, category, components } = definition;
  const parts = partsOf(definition);
  const { read } = readValues(parts, values, 0);
  const show = (own: readonly TemplateComponent[], card: number | null) =>
    drawn(own, { parts: parts.filter((part) => part.card === card), read, samples, category });
  const own = show(components, null);
  const ends = read.get('offer.ends');
  const offer = findComponent(components, 'LIMITED_TIME_OFFER')?.limited_time_offer;
  const code = own.buttons.find(({ kind }) => kind === 'copy_code')?.value ?? null;
  return {
    direction: directionOf(language),
    ...own,
    offer: offer ? { text: offer.text, ends: ends?.kind === 'moment' ? ends.at : null, code } : null,
    footer: findComponent(components, 'FOOTER')?.text ?? null,
    shownButtons: own.buttons.length > mostShown ? mostShown - 1 : own.buttons.length,
    cards: cardsOf(definition).map((card, index) => show(card.components, index)),
    asksToCall: findComponent(components, 'CALL_PERMISSION_REQUEST') !== undefined,
  };
}

interface Source {
  parts: readonly FormPart[];
  read: ReadonlyMap<string, FieldValue>;
  samples: boolean;
  category: string;
}

function drawn(components: readonly TemplateComponent[], source: Source): PreviewCard {
  const { parts } = source;
  const body = parts.find(({ component }) => component === 'body');
  return {
    header: drawHeader(
      parts.find(({ component }) => component === 'header'),
      source,
    ),
    body: body?.text === undefined || body.text.text === '' ? null : drawText(body, source),
    buttons: buttonsOf(components).map((button, index) => drawButton(button, index, source)),
  };
}

function drawText({ text, fields }: FormPart, source: Source): PreviewText {
  const variables: PreviewVariable[] = [];
  let words = '';
  for (const piece of piecesOf(text?.text ?? '')) {
    const field = piece.kind === 'variable' ? fields.find(({ variable }) => variable === piece.name) : undefined;
    const stand = field ? shownFor(field, source) : null;
    const shown = stand?.text ?? piece.text;
    if (field) {
      const place = { start: words.length, end: words.length + shown.length };
      variables.push({ key: field.key, ...place, from: stand?.from ?? 'missing' });
    }
    words += shown;
  }
  return { text: words, blocks: formatText(words), variables };
}

function shownFor(field: PartField, { read, samples }: Source): { text: string; from: 'value' | 'sample' } | null {
  const value = read.get(field.key);
  if (value?.kind === 'line') return { text: value.text, from: 'value' };
  return samples && field.example !== null && field.example !== '' ? { text: field.example, from: 'sample' } : null;
}

function drawHeader(part: FormPart | undefined, source: Source): PreviewHeader | null {
  if (!part) return null;
  if (part.text) return { kind: 'text', ...drawText(part, source) };
  const [field] = part.fields;
  const value = field && source.read.get(field.key);
  switch (field?.kind) {
    case 'media':
      return { kind: 'media', mediaKind: field.mediaKind, media: value?.kind === 'media' ? value.media : null };
    case 'location':
      return { kind: 'location', place: value?.kind === 'location' ? value : null };
    case 'product':
      return { kind: 'product', productId: value?.kind === 'product' ? value.productId : null };
    default:
      return null;
  }
}

function drawButton(button: TemplateButton, index: number, source: Source): PreviewButton {
  const [field] = source.parts.find((part) => part.button?.index === index)?.fields ?? [];
  const line = field ? (shownFor(field, source)?.text ?? null) : null;
  const of = (kind: string, value: string | null) => ({ kind, text: labelOf(button), value });
  if (takesCode(button, source.category)) return of('otp', line);
  if (button.type === 'PHONE_NUMBER') return of('phone_number', button.phone_number);
  if (button.type !== 'URL') return of(button.type.toLowerCase(), button.type === 'COPY_CODE' ? line : null);
  const base = field?.kind === 'suffix' ? field.base : undefined;
  return of('url', base === undefined || line === null ? button.url : `${base}${line}`);
}
