import type { ContentOf, Media } from '../content.ts';
import type { OutgoingMedia } from '../outgoing-media.ts';
import { pendingMedia } from '../outgoing.ts';
import { labelOf, type TemplateButton } from './button.ts';
import { buttonsOf, findComponent, type TemplateComponent, type TemplateDefinition } from './definition.ts';
import type { FormPart } from './field.ts';
import type { SendComponent } from './fill-parameters.ts';
import { takesCode } from './form-buttons.ts';
import { cardsOf, partsOf } from './form.ts';
import { templateLimits } from './limits.ts';
import { filledText } from './read-values.ts';
import type { FieldValue } from './value.ts';
import { replaceVariables } from './variables.ts';

type Content = ContentOf<'template'>;
type Read = ReadonlyMap<string, FieldValue>;

/** What is known of a file that was named; null when there is nothing to show of it yet. */
export type Describe = (media: OutgoingMedia) => Media | null;

/** Files of Parley's are shown at once, those of others when they are there. */
export const describeOwn: Describe = (media) => (media.id === undefined ? null : pendingMedia(media, media.id));

/** The filled template as it stands in the thread. `parameters`: the components of the send. */
export function contentOf(
  definition: TemplateDefinition,
  read: Read,
  parameters: SendComponent[],
  describe: Describe,
): Content {
  const { name, language, category, components } = definition;
  const parts = partsOf(definition);
  const show = (own: readonly TemplateComponent[], card: number | null) =>
    shown(own, { parts: parts.filter((part) => part.card === card), read, describe, category });
  return {
    type: 'template',
    name,
    language,
    category,
    ...show(components, null),
    footer: findComponent(components, 'FOOTER')?.text ?? null,
    cards: cardsOf(definition)
      .slice(0, templateLimits.maxCards)
      .map((card, index) => show(card.components, index)),
    parameters,
  };
}

interface Source {
  parts: readonly FormPart[];
  read: Read;
  describe: Describe;
  category: string;
}

function shown(components: readonly TemplateComponent[], source: Source): Pick<Content, 'header' | 'body' | 'buttons'> {
  return {
    header: toHeader(source),
    body: textOf('body', source),
    buttons: buttonsOf(components)
      .slice(0, templateLimits.buttons)
      .map((button, index) => toButton(button, index, source)),
  };
}

function textOf(component: 'header' | 'body', { parts, read }: Source): string | null {
  const part = parts.find((each) => each.component === component);
  return part?.text === undefined || part.text.text === '' ? null : filledText(part.text.text, part.fields, read);
}

function toHeader(source: Source): Content['header'] {
  const { parts, read, describe } = source;
  const text = textOf('header', source);
  if (text !== null) return { kind: 'text', text };
  const part = parts.find(({ component }) => component === 'header');
  const value = read.get(part?.fields[0]?.key ?? '');
  if (value?.kind === 'media') return { kind: 'media', mediaKind: value.mediaKind, media: describe(value.media) };
  if (value?.kind !== 'location') return null;
  const { latitude, longitude, name, address } = value;
  return { kind: 'location', latitude, longitude, name, address };
}

function toButton(button: TemplateButton, index: number, source: Source): Content['buttons'][number] {
  const { parts, read, category } = source;
  const part = parts.find((each) => each.button?.index === index);
  const [field] = part?.fields ?? [];
  const value = read.get(field?.key ?? '');
  const line = value?.kind === 'line' ? value.text : null;
  const of = (kind: string, own: string | null) => ({ kind, text: labelOf(button), value: own });
  if (takesCode(button, category)) return of('otp', line);
  switch (button.type) {
    case 'URL':
      return of(
        'url',
        replaceVariables(button.url, () => line ?? undefined),
      );
    case 'PHONE_NUMBER':
      return of('phone_number', button.phone_number);
    case 'QUICK_REPLY':
      return of('quick_reply', line ?? button.text);
    default:
      return of(button.type.toLowerCase(), line);
  }
}
