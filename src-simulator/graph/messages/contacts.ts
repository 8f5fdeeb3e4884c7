import { invalidParameter } from '../graph-error.ts';
import {
  at,
  isObject,
  type Json,
  memberOf,
  missing,
  notValid,
  readObject,
  readOptionalText,
  readText,
} from './params.ts';

const cardLimit = 257;
const wordsLimit = 1000;
const nameParts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];

/** What a list on a card may say of each of its members. */
const lists: Readonly<Record<string, readonly string[]>> = {
  addresses: ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'],
  emails: ['email', 'type'],
  phones: ['phone', 'type', 'wa_id'],
  urls: ['url', 'type'],
};

/** The cards of a `contacts` message. */
export function checkContacts(content: unknown): void {
  if (!Array.isArray(content)) throw invalidParameter('Param contacts must be an array.');
  if (content.length === 0) throw missing('contacts');
  if (content.length > cardLimit) {
    throw notValid('contacts', `has an invalid count. Min allowed: 1, Max allowed: ${cardLimit}`);
  }
  for (const [index, card] of content.entries()) checkCard(memberOf(card, `contacts[${index}]`), `contacts[${index}]`);
}

function checkCard(card: Json, path: string): void {
  const name = readObject(card, 'name', path);
  const namePath = at(path, 'name');
  readText(name, 'formatted_name', namePath, wordsLimit);
  for (const part of nameParts) readOptionalText(name, part, namePath, wordsLimit);
  if (!nameParts.some((part) => name[part] !== undefined && name[part] !== null)) {
    throw missing(`${namePath}: one of ${nameParts.join(', ')}`);
  }

  for (const [key, words] of Object.entries(lists)) {
    const list = card[key];
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list)) throw invalidParameter(`Param ${at(path, key)} must be an array.`);
    for (const [index, member] of list.entries()) {
      const memberPath = at(at(path, key), index);
      const entry = memberOf(member, memberPath);
      for (const word of words) readOptionalText(entry, word, memberPath, wordsLimit);
    }
  }
  const { birthday, org } = card;
  if (birthday !== undefined && birthday !== null && !isDay(birthday)) {
    throw notValid(at(path, 'birthday'), 'must be a date formatted as YYYY-MM-DD.');
  }
  if (org === undefined || org === null) return;
  if (!isObject(org)) throw invalidParameter(`Param ${at(path, 'org')} must be a JSON object.`);
  for (const word of ['company', 'department', 'title']) readOptionalText(org, word, at(path, 'org'), wordsLimit);
}

function isDay(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(value) &&
    !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
    new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)
  );
}
