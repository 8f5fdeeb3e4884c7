import { z } from 'zod';
import type { TemplateDefinition } from './definition.ts';
import type { FormPart, PartField } from './field.ts';
import { cardsOf, partsOf } from './form.ts';
import { readParameter, typesFor } from './read-parameter.ts';
import type { TemplateValues } from './value.ts';

/** What of a send's components does not fit the template. */
export interface SentProblem {
  /** In the payload: `components.0.parameters.1`. */
  path: string;
  message: string;
}

export type ReadSent =
  /** To be handed to fillTemplate, which says whether each value is right and whether one is missing. */
  { ok: true; values: TemplateValues } | { ok: false; problems: SentProblem[] };

const Parameter = z.looseObject({ type: z.string() });
const Component = z.looseObject({
  type: z.string().transform((type) => type.toLowerCase()),
  parameters: z.array(Parameter).nullish(),
});
const ofButton = z.looseObject({ index: z.coerce.number().int().min(0) });
const ofCarousel = z.looseObject({
  cards: z.array(z.looseObject({ card_index: z.coerce.number().int().min(0), components: z.array(z.unknown()) })),
});

/** The form's values in a payload that somebody else has built: the way back from fillTemplate. */
export function readSent(definition: TemplateDefinition, components: readonly unknown[]): ReadSent {
  const parts = partsOf(definition);
  const values: Record<string, unknown> = {};
  const problems: SentProblem[] = [];
  const isNamed = definition.parameterFormat === 'NAMED';

  const readAll = (sent: readonly unknown[], card: number | null, base: string): void => {
    for (const [position, raw] of sent.entries()) {
      const path = `${base}.${position}`;
      const component = Component.safeParse(raw);
      if (!component.success) {
        problems.push({ path, message: 'must have a type, and parameters with types' });
        continue;
      }
      const { type, parameters } = component.data;
      if (type === 'carousel') {
        readCards(raw, path);
        continue;
      }
      const given = parameters ?? [];
      if (given.length === 0) continue;
      const index = type === 'button' ? ofButton.safeParse(raw).data?.index : undefined;
      const part = parts.find((each) => each.card === card && each.component === type && each.button?.index === index);
      if (!part) problems.push({ path, message: 'is nothing that this template takes parameters for' });
      else readPart(part, given, `${path}.parameters`);
    }
  };

  const readCards = (raw: unknown, path: string): void => {
    const carousel = ofCarousel.safeParse(raw);
    if (!carousel.success) {
      problems.push({ path, message: 'must have cards with card_index and components' });
      return;
    }
    for (const { card_index, components: own } of carousel.data.cards) {
      if (card_index >= cardsOf(definition).length) {
        problems.push({ path, message: `has a card ${card_index} that the template does not have` });
      } else readAll(own, card_index, `${path}.cards.${card_index}.components`);
    }
  };

  const readPart = (part: FormPart, given: readonly z.infer<typeof Parameter>[], path: string): void => {
    const isText = part.text !== undefined;
    const most = isText ? part.fields.length : 1;
    if (given.length > most) {
      problems.push({ path, message: `are ${given.length}: this template takes ${most} there` });
      return;
    }
    for (const [position, parameter] of given.entries()) {
      const field = isText ? fieldOf(part, parameter, position, isNamed) : part.fields[0];
      if (!field) {
        problems.push({
          path: `${path}.${position}`,
          message: 'must be named as a variable of the template is (parameter_name)',
        });
        continue;
      }
      const read = readParameter(part, field, parameter);
      if (read === null) {
        problems.push({ path: `${path}.${position}.type`, message: `must be ${typesFor(part, field).join(' or ')}` });
      } else Object.assign(values, read);
    }
  };

  readAll(components, null, 'components');
  return problems.length === 0 ? { ok: true, values } : { ok: false, problems };
}

function fieldOf(part: FormPart, parameter: object, position: number, isNamed: boolean): PartField | undefined {
  if (!isNamed) return part.fields[position];
  const name = 'parameter_name' in parameter ? parameter.parameter_name : undefined;
  return part.fields.find(({ variable }) => variable === name);
}
