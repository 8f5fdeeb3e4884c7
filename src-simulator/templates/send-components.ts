import { GraphError, invalidParameter } from '../graph/graph-error.ts';
import { wordOf } from '../graph/word-of.ts';

export type Json = Readonly<Record<string, unknown>>;

/** One parameter of a send with the place it stands at, for errors. */
export interface Parameter {
  /** In lower case. */
  type: string;
  value: Json;
}

/** The `components` of a send, by what they fill. */
export interface SentComponents {
  header: readonly Parameter[];
  body: readonly Parameter[];
  offer: readonly Parameter[];
  buttons: ReadonlyMap<number, { subType: string; parameters: readonly Parameter[] }>;
  /** By index; null when the send has no carousel. */
  cards: ReadonlyMap<number, SentComponents> | null;
}

const kinds = ['body', 'button', 'carousel', 'footer', 'header', 'limited_time_offer'];

/** Reads the structure; whether it fits a template is the filling's business. Throws 100, 131008, 132012. */
export function readComponents(components: unknown, path = "template['components']"): SentComponents {
  const single = new Map<string, readonly Parameter[]>();
  const buttons = new Map<number, { subType: string; parameters: readonly Parameter[] }>();
  let cards: ReadonlyMap<number, SentComponents> | null = null;

  for (const [position, component] of readList(components, path).entries()) {
    const here = `${path}[${position}]`;
    if (!isObject(component)) throw invalidParameter(`Param ${here} must be a JSON object.`);
    const type = wordOf(component['type']).toLowerCase();
    if (!kinds.includes(type)) {
      throw invalidParameter(
        `Param ${here}['type'] must be one of {${kinds.map((kind) => kind.toUpperCase()).join(', ')}} - got "${type.slice(0, 40)}".`,
      );
    }
    if (type === 'button') {
      const index = readIndex(component['index'], `${here}['index']`);
      if (buttons.has(index)) throw invalidParameter(`Param ${here}['index'] is given twice.`);
      buttons.set(index, {
        subType: wordOf(component['sub_type']).toLowerCase(),
        parameters: readParameters(component['parameters'], here),
      });
      continue;
    }
    if (single.has(type)) throw invalidParameter(`Param ${here}['type'] is given twice: ${type}.`);
    if (type === 'carousel') cards = readCards(component['cards'], `${here}['cards']`);
    single.set(type, type === 'carousel' ? [] : readParameters(component['parameters'], here));
  }
  const footer = single.get('footer') ?? [];
  if (footer.length > 0) throw countMismatch('footer', footer.length, 0);
  return {
    header: single.get('header') ?? [],
    body: single.get('body') ?? [],
    offer: single.get('limited_time_offer') ?? [],
    buttons,
    cards,
  };
}

/** 132000 in Meta's words. */
export function countMismatch(where: string, got: number, expected: number): GraphError {
  return new GraphError(132000, '(#132000) Number of parameters does not match the expected number of params', {
    details: `${where}: number of localizable_params (${got}) does not match the expected number of params (${expected})`,
  });
}

/** 132012: another kind of parameter than the template asks for. */
export function formatMismatch(details: string): GraphError {
  return new GraphError(132012, '(#132012) Parameter format does not match format in the created template', {
    details,
  });
}

/** 132018: a value Meta does not take. */
export function badParameter(details: string): GraphError {
  return new GraphError(132018, '(#132018) There is an issue with the parameters in your template', { details });
}

/** 132008: a value of the wrong shape. */
export function badValue(details: string): GraphError {
  return new GraphError(132008, '(#132008) Invalid parameter value', { details });
}

/** 131008: nothing where something has to be. */
export function missingParameter(details: string): GraphError {
  return new GraphError(131008, '(#131008) Required parameter is missing', { details });
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCards(cards: unknown, path: string): ReadonlyMap<number, SentComponents> {
  const byIndex = new Map<number, SentComponents>();
  for (const [position, card] of readList(cards, path).entries()) {
    const here = `${path}[${position}]`;
    if (!isObject(card)) throw invalidParameter(`Param ${here} must be a JSON object.`);
    const index = readIndex(card['card_index'] ?? position, `${here}['card_index']`);
    if (byIndex.has(index)) throw invalidParameter(`Param ${here}['card_index'] is given twice.`);
    const sent = readComponents(card['components'], `${here}['components']`);
    if (sent.cards) throw formatMismatch(`${here}: a card cannot hold a carousel`);
    byIndex.set(index, sent);
  }
  return byIndex;
}

function readParameters(parameters: unknown, path: string): readonly Parameter[] {
  return readList(parameters, `${path}['parameters']`).map((value, position) => {
    const here = `${path}['parameters'][${position}]`;
    if (!isObject(value)) throw invalidParameter(`Param ${here} must be a JSON object.`);
    if (typeof value['type'] !== 'string') throw missingParameter(`Parameter ${here}['type'] is required.`);
    return { type: value['type'].toLowerCase(), value };
  });
}

function readList(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidParameter(`Param ${path} must be an array.`);
  return value;
}

/** Strings are taken, too: both are seen in the wild. */
function readIndex(value: unknown, path: string): number {
  if (value === undefined || value === null || value === '') throw missingParameter(`Parameter ${path} is required.`);
  const index = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (!Number.isInteger(index) || index < 0 || index > 9) {
    throw invalidParameter(`Param ${path} must be a number from 0 to 9.`);
  }
  return index;
}
