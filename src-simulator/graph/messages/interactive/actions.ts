import { invalidParameter } from '../../graph-error.ts';
import {
  at,
  isObject,
  type Json,
  missing,
  notValid,
  readObject,
  readOptionalText,
  readText,
  readUrl,
} from '../params.ts';
import { wordOf } from '../../word-of.ts';

const labelLimit = 20;
const idLimit = 200;

/** An action that is only its name. */
export function checkNamed(action: Json, path: string, name: string): void {
  const given = readText(action, 'name', path, 100);
  if (given !== name) throw notValid(at(path, 'name'), `must be one of {${name}} - got "${given}".`);
}

/** The button that opens an address. */
export function checkUrlButton(action: Json, path: string): void {
  checkNamed(action, path, 'cta_url');
  const parameters = readObject(action, 'parameters', path);
  const parametersPath = at(path, 'parameters');
  readText(parameters, 'display_text', parametersPath, labelLimit);
  readUrl(parameters, 'url', parametersPath);
}

/** The button that opens a flow. */
export function checkFlow(action: Json, path: string): void {
  checkNamed(action, path, 'flow');
  const parameters = readObject(action, 'parameters', path);
  const parametersPath = at(path, 'parameters');
  const version = parameters['flow_message_version'];
  if (version === undefined) throw missing(at(parametersPath, 'flow_message_version'));
  if (wordOf(version) !== '3') throw notValid(at(parametersPath, 'flow_message_version'), 'must be one of {3}.');
  const id = readOptionalText(parameters, 'flow_id', parametersPath, idLimit);
  const name = readOptionalText(parameters, 'flow_name', parametersPath, idLimit);
  if (id === null && name === null) throw missing(`${parametersPath}['flow_id'] or ${parametersPath}['flow_name']`);
  if (id !== null && name !== null) throw notValid(at(parametersPath, 'flow_name'), 'is not allowed beside flow_id.');
  readText(parameters, 'flow_cta', parametersPath, labelLimit);
  readOptionalText(parameters, 'flow_token', parametersPath, idLimit);
  oneOf(parameters, 'mode', parametersPath, ['draft', 'published']);
  oneOf(parameters, 'flow_action', parametersPath, ['navigate', 'data_exchange']);
  const payload = parameters['flow_action_payload'];
  if (payload === undefined || payload === null) return;
  if (parameters['flow_action'] === 'data_exchange') {
    throw notValid(at(parametersPath, 'flow_action_payload'), 'is only allowed for flow_action navigate.');
  }
  const screen = readObject(parameters, 'flow_action_payload', parametersPath);
  const screenPath = at(parametersPath, 'flow_action_payload');
  readText(screen, 'screen', screenPath, idLimit);
  const { data } = screen;
  if (data !== undefined && !(isObject(data) && Object.keys(data).length > 0)) {
    throw notValid(at(screenPath, 'data'), 'must be a non-empty JSON object.');
  }
}

/** The button that calls the business. */
export function checkCallButton(action: Json, path: string): void {
  checkNamed(action, path, 'voice_call');
  if (action['parameters'] === undefined || action['parameters'] === null) return;
  const parameters = readObject(action, 'parameters', path);
  const parametersPath = at(path, 'parameters');
  readOptionalText(parameters, 'display_text', parametersPath, labelLimit);
  readOptionalText(parameters, 'payload', parametersPath, 512);
  const ttl = parameters['ttl_minutes'];
  if (ttl !== undefined && !(Number.isInteger(ttl) && Number(ttl) >= 1 && Number(ttl) <= 43_200)) {
    throw notValid(at(parametersPath, 'ttl_minutes'), 'must be a whole number between 1 and 43200.');
  }
}

/** The form for a postal address, which WhatsApp has in India and Singapore. */
export function checkAddress(action: Json, path: string): void {
  checkNamed(action, path, 'address_message');
  const parameters = readObject(action, 'parameters', path);
  const country = readText(parameters, 'country', at(path, 'parameters'), 60);
  if (!['IN', 'SG', 'India', 'Singapore'].includes(country)) {
    throw notValid(at(at(path, 'parameters'), 'country'), `must be one of {IN, SG} - got "${country}".`);
  }
}

function oneOf(owner: Json, key: string, path: string, allowed: readonly string[]): void {
  const value = owner[key];
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw invalidParameter(`Param ${at(path, key)} must be a string.`);
  if (!allowed.includes(value))
    throw notValid(at(path, key), `must be one of {${allowed.join(', ')}} - got "${value}".`);
}
