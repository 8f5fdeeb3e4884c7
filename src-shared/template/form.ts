import { typeOf } from './button.ts';
import { mediaLimits } from '../media-limits.ts';
import { buttonPart, takesCode } from './form-buttons.ts';
import type { FormPart, LineField, PartField, TemplateField } from './field.ts';
import {
  buttonsOf,
  findComponent,
  type HeaderComponent,
  type TemplateComponent,
  type TemplateDefinition,
} from './definition.ts';
import { templateLimits } from './limits.ts';
import { textSamples } from './samples.ts';
import { areFillable, lengthOf, type ParameterFormat, piecesOf, variablesOf } from './variables.ts';

export interface TemplateForm {
  /** In the order of the template, each once. */
  fields: readonly TemplateField[];
  /** Why it can't be sent from here whatever is filled in; empty when it can. */
  problems: readonly string[];
}

/** What has to be filled in before a template can be sent. */
export function formOf(definition: TemplateDefinition): TemplateForm {
  const byKey = new Map<string, TemplateField>();
  for (const { fields } of partsOf(definition)) {
    // A code stands in the text and behind the button, and is asked for once.
    for (const { variable: _, ...field } of fields) if (!byKey.has(field.key)) byKey.set(field.key, field);
  }
  return { fields: [...byKey.values()], problems: problemsOf(definition) };
}

/** The same by component of the payload. */
export function partsOf(definition: TemplateDefinition): FormPart[] {
  const { components } = definition;
  const offer = findComponent(components, 'LIMITED_TIME_OFFER')?.limited_time_offer;
  const bodyLimit = offer ? templateLimits.offerBody : templateLimits.body;
  const parts = partsOfComponents(definition, components, null, bodyLimit);
  if (offer?.has_expiration === true) {
    const field = {
      key: 'offer.ends',
      kind: 'moment',
      label: `When “${offer.text}” ends`,
      required: true,
      example: null,
    } as const;
    parts.push({ component: 'limited_time_offer', card: null, fields: [field] });
  }
  for (const [card, { components: own }] of cardsOf(definition).entries()) {
    parts.push(...partsOfComponents(definition, own, card, templateLimits.cardBody));
  }
  return parts;
}

export function cardsOf({ components }: TemplateDefinition): readonly { components: readonly TemplateComponent[] }[] {
  return findComponent(components, 'CAROUSEL')?.cards ?? [];
}

function partsOfComponents(
  { category, parameterFormat }: TemplateDefinition,
  components: readonly TemplateComponent[],
  card: number | null,
  bodyLimit: number,
): FormPart[] {
  const prefix = card === null ? '' : `card.${card}.`;
  const place = card === null ? '' : `Card ${card + 1}: `;
  const buttons = buttonsOf(components);
  const parts: FormPart[] = [];

  const header = findComponent(components, 'HEADER');
  if (header?.format === 'TEXT') {
    const samples = textSamples(header.example, 'header', parameterFormat);
    const text = { text: header.text, limit: templateLimits.header };
    const fields = textFields(text, { key: `${prefix}header`, label: `${place}Header`, parameterFormat, samples });
    parts.push({ component: 'header', card, fields, text });
  } else if (header) {
    parts.push({ component: 'header', card, fields: [headerField(header, `${prefix}header`, place)] });
  }

  const body = findComponent(components, 'BODY');
  if (body) {
    const isCode = buttons.some((button) => takesCode(button, category));
    // What Meta writes into an authentication template has the code as its one variable.
    const text = { text: body.text ?? (isCode ? '{{1}}' : ''), limit: bodyLimit };
    const samples = textSamples(body.example, 'body', parameterFormat);
    const fields = textFields(text, { key: `${prefix}body`, label: `${place}Text`, parameterFormat, samples });
    const coded = isCode && fields.length === 1 ? fields.map(asCode) : fields;
    parts.push({ component: 'body', card, fields: coded, text });
  }
  for (const [index, button] of buttons.entries()) {
    const part = buttonPart(button, { index, key: `${prefix}button.${index}`, place, category });
    if (part) parts.push({ component: 'button', card, ...part });
  }
  return parts;
}

function textFields(
  { text, limit }: { text: string; limit: number },
  of: { key: string; label: string; parameterFormat: ParameterFormat; samples: ReadonlyMap<string, string> },
): (LineField & { variable: string })[] {
  const fixed = piecesOf(text).reduce((sum, piece) => sum + (piece.kind === 'words' ? lengthOf(piece.text) : 0), 0);
  return variablesOf(text, of.parameterFormat).map((variable) => ({
    key: `${of.key}.${variable}`,
    kind: 'text',
    label: `${of.label} · ${of.parameterFormat === 'NAMED' ? inWords(variable) : variable}`,
    required: true,
    example: of.samples.get(variable) ?? null,
    maxLength: Math.max(0, limit - fixed),
    variable,
  }));
}

const asCode = <F extends LineField>(field: F): F => ({
  ...field,
  key: 'code',
  kind: 'code',
  label: 'Code',
  maxLength: templateLimits.code,
});

function headerField(header: Exclude<HeaderComponent, { format: 'TEXT' }>, key: string, place: string): PartField {
  const base = { key, required: true, example: null };
  switch (header.format) {
    case 'LOCATION':
      return { ...base, kind: 'location', label: `${place}Place` };
    case 'PRODUCT':
      return { ...base, kind: 'product', label: `${place}Product` };
    case 'GIF':
      return {
        ...base,
        ...{ kind: 'media', mediaKind: 'video', label: `${place}Moving picture`, types: ['video/mp4'] },
        maxBytes: templateLimits.gifBytes,
      };
    default: {
      const mediaKind = mediaKinds[header.format];
      return {
        ...base,
        kind: 'media',
        mediaKind,
        label: `${place}${mediaLabels[mediaKind]}`,
        ...mediaLimits[mediaKind],
      };
    }
  }
}
const mediaKinds = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const;
const mediaLabels = { image: 'Picture', video: 'Video', document: 'Document' } as const;

/** `first_name` → `First name` */
function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function problemsOf({ components, parameterFormat }: TemplateDefinition): string[] {
  const all = [
    ...components,
    ...components.flatMap((each) => (each.type === 'CAROUSEL' ? each.cards : [])).flatMap((card) => card.components),
  ];
  return all.flatMap((component) => {
    if (component.type === 'UNKNOWN') return unknownProblem('part', component.raw);
    if (component.type === 'BUTTONS') {
      return component.buttons.flatMap((button) =>
        button.type === 'UNKNOWN' ? unknownProblem('button', button.raw) : [],
      );
    }
    if (component.type !== 'BODY' && !(component.type === 'HEADER' && component.format === 'TEXT')) return [];
    const names = variablesOf(component.text ?? '', parameterFormat);
    if (areFillable(names, parameterFormat)) return [];
    return [
      `Its variables (${names
        .map((name) => `{{${name}}}`)
        .join(', ')
        .slice(0, 80)}) are not what WhatsApp can fill: sync it again`,
    ];
  });
}

/** Without a variable in it WhatsApp asks for nothing either. */
function unknownProblem(what: string, raw: unknown): string[] {
  if (!JSON.stringify(raw ?? null).includes('{{')) return [];
  return [
    `It has a ${what} of a kind that this version of Parley can’t fill (${typeOf(raw) || 'unknown'}): update Parley, or send another template`,
  ];
}
