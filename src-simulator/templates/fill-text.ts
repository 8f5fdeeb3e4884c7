import { GraphError, invalidParameter } from '../graph/graph-error.ts';
import { asksForSecrets } from './forbidden-words.ts';
import {
  badParameter,
  badValue,
  countMismatch,
  formatMismatch,
  isObject,
  missingParameter,
  type Parameter,
} from './send-components.ts';
import type { ParameterFormat } from './template.ts';
import { replaceVariables, variablesOf } from './variables.ts';

/**
 * A text of a template with a send's values in it, at most `limit` characters long. `where` begins the details of errors:
 * `header`, `body`.
 */
export function fillText(
  text: string,
  parameters: readonly Parameter[],
  options: { where: string; format: ParameterFormat; limit: number },
): string {
  const { where, format, limit } = options;
  const names = variablesOf(text);
  if (parameters.length !== names.length) throw countMismatch(where, parameters.length, names.length);
  const values = new Map<string, string>();
  for (const [position, parameter] of parameters.entries()) {
    const value = readValue(parameter, where);
    values.set(format === 'NAMED' ? readName(parameter, where, names) : String(position + 1), value);
  }
  if (values.size !== names.length) throw countMismatch(where, values.size, names.length);
  const filled = replaceVariables(text, values);
  if ([...filled].length > limit) {
    throw new GraphError(132005, '(#132005) Translated text too long', {
      details: `${where}: the translated text has ${[...filled].length} characters, ${limit} are allowed`,
    });
  }
  if (values.size > 0 && asksForSecrets(filled)) {
    throw new GraphError(132007, '(#132007) Template format character policy violated', {
      details: `${where}: the values make the template ask for sensitive information`,
    });
  }
  return filled;
}

/** The text of a `text` parameter, of a currency's or of a date's fallback. */
export function readValue({ type, value }: Parameter, where: string): string {
  switch (type) {
    case 'text':
      return checkText(value['text'], where, 'text');
    case 'currency': {
      const { currency } = value;
      if (!isObject(currency)) throw missingParameter(`${where}: parameter of type currency is missing currency value`);
      if (typeof currency['code'] !== 'string' || !/^[A-Z]{3}$/i.test(currency['code'])) {
        throw badValue(`${where}: currency code must be an ISO 4217 code`);
      }
      if (!Number.isFinite(currency['amount_1000'])) throw badValue(`${where}: currency amount_1000 must be a number`);
      return checkText(currency['fallback_value'], where, 'currency');
    }
    case 'date_time': {
      const { date_time: moment } = value;
      if (!isObject(moment)) throw missingParameter(`${where}: parameter of type date_time is missing date_time value`);
      return checkText(moment['fallback_value'], where, 'date_time');
    }
    default:
      throw formatMismatch(`${where}: Format mismatch, expected TEXT, received ${type.toUpperCase().slice(0, 40)}`);
  }
}

function checkText(text: unknown, where: string, type: string): string {
  if (text === undefined || text === null || text === '') {
    throw missingParameter(`${where}: Parameter of type ${type} is missing text value`);
  }
  if (typeof text !== 'string') throw badValue(`${where}: a parameter of type ${type} must be a string`);
  if (/[\n\r\t]| {4}/.test(text)) {
    throw badParameter(`${where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`);
  }
  return text;
}

function readName({ value }: Parameter, where: string, names: readonly string[]): string {
  const name = value['parameter_name'];
  if (typeof name !== 'string' || name === '') {
    throw new GraphError(100, '(#100) Invalid parameter', { details: `${where}: Parameter name is missing or empty` });
  }
  if (!names.includes(name)) {
    throw invalidParameter(`Invalid parameter: ${where} has no parameter named ${name.slice(0, 60)}`);
  }
  return name;
}
