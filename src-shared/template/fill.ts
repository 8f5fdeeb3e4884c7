import type { ContentOf } from '../content.ts';
import { findComponent, type TemplateDefinition } from './definition.ts';
import type { FormPart } from './field.ts';
import { contentOf, type Describe, describeOwn } from './fill-content.ts';
import { parametersOf, type SendComponent } from './fill-parameters.ts';
import { cardsOf, formOf, partsOf } from './form.ts';
import { type FieldError, readValues, tooLong } from './read-values.ts';
import type { FieldValue, TemplateValues } from './value.ts';

export type Filled =
  | {
      ok: true;
      components: SendComponent[];
      /** The message as the customer will see it: what an OutgoingContent of a template is made of. */
      content: ContentOf<'template'>;
    }
  | { ok: false; errors: FieldError[] };

/**
 * The template with these values. There is no payload with a hole: each required field has a value that WhatsApp takes,
 * or there are errors. `now` (epoch ms): an offer must end later. `describe`: what is known of a file that is shown.
 */
export function fillTemplate(
  definition: TemplateDefinition,
  values: TemplateValues,
  now: number,
  describe: Describe = describeOwn,
): Filled {
  const { problems } = formOf(definition);
  const parts = partsOf(definition);
  const { read, errors } = readValues(parts, values, now);
  errors.unshift(...problems.map((message) => ({ key: null, message })));
  for (const part of parts) errors.push(...tooLong(part, read));
  if (errors.length > 0) return { ok: false, errors };
  const components = toComponents(definition, parts, read);
  return { ok: true, components, content: contentOf(definition, read, components, describe) };
}

function toComponents(
  definition: TemplateDefinition,
  parts: readonly FormPart[],
  read: ReadonlyMap<string, FieldValue>,
): SendComponent[] {
  const isNamed = definition.parameterFormat === 'NAMED';
  const of = (card: number | null): SendComponent[] =>
    parts
      .filter((part) => part.card === card)
      .flatMap((part): SendComponent[] => {
        const parameters = parametersOf(part, read, isNamed);
        if (parameters.length === 0) return [];
        if (!part.button) return [{ type: part.component, parameters }];
        const { index, subType } = part.button;
        return [{ type: 'button', sub_type: subType, index: String(index), parameters }];
      });
  // Meta wants all cards of a carousel, also those without a variable.
  const cards = cardsOf(definition).map((_, card_index) => ({ card_index, components: of(card_index) }));
  const carousel = findComponent(definition.components, 'CAROUSEL') ? [{ type: 'carousel', cards }] : [];
  return [...of(null), ...carousel];
}
