import type { PhoneCustomer } from '../wire.ts';

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const regionNames = new Intl.DisplayNames('en', { type: 'region' });

export function languageName(code: string): string {
  return languageNames.of(code) ?? code;
}

export function countryName(code: string): string {
  return regionNames.of(code) ?? code;
}

/** The flag of an ISO country, from its two regional indicators. */
export function flag(country: string): string {
  return [...country].map((letter) => String.fromCodePoint(0x1f1a5 + letter.charCodeAt(0))).join('');
}

/** People whose name, number, username, language or country has every word of `query`; accents do not matter. */
export function searchPeople(people: readonly PhoneCustomer[], query: string): PhoneCustomer[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  return people.filter((person) => {
    const text = fold(
      `${person.name} +${person.waId} ${person.username === null ? '' : `@${person.username}`} ${languageName(person.language)} ${countryName(person.country)}`,
    );
    return words.every((word) => text.includes(word));
  });
}

/** People by the language they write in, in the order in which the languages first come up. */
export function groupByLanguage(people: readonly PhoneCustomer[]): [string, PhoneCustomer[]][] {
  return [...Map.groupBy(people, ({ language }) => language)];
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
