import { invalidParameter } from '../graph/graph-error.ts';
import { type Parameters, toRecord } from '../graph/parameters.ts';
import { badBody, templateError, tooLong } from './template-error.ts';
import type { ParameterFormat, TextExample } from './template.ts';
import { variablesOf } from './variables.ts';
import { wordOf } from '../graph/word-of.ts';

export type TextPart = 'header' | 'body';

/** A text with its variables checked: numbered without gaps or named, not at an edge, not too many, each with a sample. */
export function readTemplateText(
  component: Parameters,
  rule: { part: TextPart; limit: number; format: ParameterFormat; mostVariables: number },
): { text: string; example?: TextExample } {
  const { part, limit, format } = rule;
  const text = component['text'];
  if (typeof text !== 'string' || text.trim() === '') {
    throw part === 'body' ? badBody('The body needs a text.') : invalidParameter(`The parameter text is required.`);
  }
  if ([...text].length > limit) throw tooLong(part, limit);
  const names = variablesOf(text);
  if (names.length > rule.mostVariables) {
    throw templateError(2388040, 'Too many variables', `The ${part} may hold ${rule.mostVariables} variable.`);
  }
  checkNames(names, format, part);
  checkPlaces(text, names, part);
  const example = readExample(component['example'], names, format, part);
  return { text, ...(example === undefined ? {} : { example }) };
}

function checkNames(names: readonly string[], format: ParameterFormat, part: TextPart): void {
  const isRight =
    format === 'NAMED'
      ? names.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
      : names.every((name) => /^[1-9]\d*$/.test(name)) &&
        names
          .map(Number)
          .toSorted((a, b) => a - b)
          .every((number, index) => number === index + 1);
  if (isRight) return;
  const wanted =
    format === 'NAMED' ? 'lowercase letters, digits and underscores' : 'the numbers {{1}}, {{2}}, … without a gap';
  throw templateError(2388072, 'Variable names are incorrect', `The variables of the ${part} must be ${wanted}.`);
}

function checkPlaces(text: string, names: readonly string[], part: TextPart): void {
  if (names.length === 0) return;
  if (part === 'body' && (/^\s*\{\{/.test(text) || /\}\}\s*$/.test(text))) {
    throw templateError(
      2388299,
      'Leading or trailing params are not allowed',
      'Variables can’t be at the start or end of the template.',
    );
  }
  if (/\}\}\s*\{\{/.test(text)) {
    throw templateError(2388299, 'Variables stand together', 'There must be words between two variables.');
  }
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (part === 'body' && words < names.length * 2) {
    throw templateError(
      2388293,
      'Parameters/words ratio is too high',
      'This template has too many variables for its length. Reduce the number of variables or increase the message length.',
    );
  }
}

function readExample(
  given: unknown,
  names: readonly string[],
  format: ParameterFormat,
  part: TextPart,
): TextExample | undefined {
  if (names.length === 0) return undefined;
  const example = toRecord(given);
  const read = format === 'NAMED' ? readNamed(example, names, part) : readPositional(example, names.length, part);
  if (read) return read;
  throw templateError(
    part === 'body' ? 2388043 : 2388047,
    'Message template is missing sample values',
    `Each variable of the ${part} needs a sample value in "example".`,
  );
}

function readNamed(example: Parameters, names: readonly string[], part: TextPart): TextExample | null {
  const list = example[`${part}_text_named_params`];
  if (!Array.isArray(list)) return null;
  const samples = new Map(
    list.map((item) => [wordOf(toRecord(item)['param_name']), wordOf(toRecord(item)['example'])]),
  );
  const named = names.map((name) => ({ param_name: name, example: samples.get(name) ?? '' }));
  if (named.some((sample) => sample.example === '')) return null;
  return part === 'body' ? { body_text_named_params: named } : { header_text_named_params: named };
}

function readPositional(example: Parameters, count: number, part: TextPart): TextExample | null {
  const list = example[`${part}_text`];
  if (!Array.isArray(list)) return null;
  // Meta's pages show a body's samples both nested and flat.
  const given: unknown[] = part === 'body' && Array.isArray(list[0]) ? list[0] : list;
  const values = given.map(wordOf);
  if (values.length !== count || values.includes('')) return null;
  return part === 'body' ? { body_text: [values] } : { header_text: values };
}
